"""Start the program with faults, each in a process forked from this one: it is imported once.

Reads a list of settings as JSON, and writes for each the exit code and what was said.
"""

import json
import os
import signal
import sys
import tempfile
from importlib import import_module

from studyapp.cli import main

import_module("studyapp.serving")  # which the command else loads in each process
SECONDS = 60


def start(settings: dict[str, str], port: int) -> tuple[int, str]:
    """Return the exit code of a start and what it printed; a start that stays up is killed."""
    with tempfile.TemporaryFile() as output:
        process = os.fork()
        if process == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            os.environ.update({f"STUDYAPP_{name}": value for name, value in settings.items()})
            signal.alarm(SECONDS)
            main(["--port", str(port)], prog_name="python3 -m studyapp")
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        output.seek(0)
        return code, output.read().decode()


if __name__ == "__main__":
    faults = json.load(sys.stdin)
    json.dump([start(fault["settings"], fault["port"]) for fault in faults], sys.stdout)
