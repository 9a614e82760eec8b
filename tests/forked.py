"""The program in processes that are forked from one which has imported it already.

Importing it takes a second, more than most of these processes live. That it starts from nothing is
shown by tests/serving/test_server.py.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from studyapp.cli import main
from studyapp.places import ROOT
from tests.server import environment

SECONDS = 120
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([__name__, "studyapp.app", "studyapp.serving.server"])


def start(instance: Path, *arguments: str, log: Path, **settings: object) -> BaseProcess:
    """Start the program with arguments and settings; what it says is added to a file."""
    told = environment(instance, **settings)
    process = _FORKING.Process(target=_run, args=(arguments, told, log))
    process.start()
    return process


def run(instance: Path, *arguments: str, **settings: object) -> tuple[int | None, str]:
    """Run the program to its end; return its exit code, None after 2 minutes, and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "said"
        process = start(instance, *arguments, log=log, **settings)
        process.join(SECONDS)
        code = process.exitcode
        process.kill()
        return code, log.read_text()


def refusal(instance: Path, *arguments: str, **settings: object) -> str:
    """Start a server that must not start; return what it says, without any traceback."""
    code, said = run(instance, *arguments, **settings)
    assert code == 1, said
    assert "Traceback" not in said
    return said


def _run(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with log.open("ab") as output:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(output.fileno(), stream.fileno())
    main(list(arguments), prog_name="python3 -m studyapp")
