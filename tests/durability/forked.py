"""Servers that are forked from a process which has imported the program already.

Importing it takes a second, more than most of these servers live. That a start from nothing works
is shown by tests/test_serving.py.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from studyapp.cli import main
from studyapp.places import ROOT

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload([__name__, "studyapp.app", "studyapp.serving"])


def start(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> BaseProcess:
    """Start the program with arguments and an environment of its own; its words go into a file."""
    process = _FORKING.Process(target=_run, args=(arguments, dict(environment), log))
    process.start()
    return process


def _run(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    with log.open("ab") as output:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(output.fileno(), stream.fileno())
    main(list(arguments), prog_name="python3 -m studyapp")
