"""Start the app and its limit on loopback, and read what they use of the machine."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bench.errors import BenchError
from bench.instances import Content
from bench.sampling import Sample
from studyapp.places import ROOT

HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 10.0
ASK_EVERY_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Server:
    """A server that has answered once; `start` is what it cost until then."""

    pid: int
    port: int
    start: Sample

    def cpu_seconds(self) -> float:
        """Return the CPU time that the process has used so far."""
        return _cpu_seconds(self.pid)

    def memory_mb(self) -> float:
        """Return its share of memory (PSS)."""
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        raise BenchError("The kernel does not tell how much memory a process uses.")


@contextmanager
def serving_app(instance: Path, content: Content) -> Iterator[Server]:
    """Serve studyapp from an instance folder, as `python3 -m studyapp` does."""
    settings, log = _settings(instance, content), instance.with_suffix(".log")
    with _serving(["studyapp", "--no-browser"], settings, log) as server:
        yield server


class KillableServer:
    """The app on a port that stays the same when the process is killed and started again."""

    def __init__(self, instance: Path, content: Content, database: str | None = None) -> None:
        """Serve an instance folder; `database` is an address, if it is not the file in there."""
        self.port = _free_port()
        self._log, self._settings = instance.with_suffix(".log"), _settings(instance, content)
        if database is not None:
            self._settings["STUDYAPP_DATABASE_URL"] = database
        self._process: subprocess.Popen[bytes] | None = None
        self._cpu_before = 0.0

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process is not None:
            _stop(self._process)

    def cpu_seconds(self) -> float:
        """Return the CPU time that the processes have used so far."""
        now = _cpu_seconds(self._process.pid) if self._process is not None else 0.0
        return self._cpu_before + now

    def kill_and_restart(self) -> None:
        """Kill the process without a warning, and wait until another one answers."""
        self._cpu_before = self.cpu_seconds()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "studyapp", "--no-browser", "--port", str(self.port)]
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 -- our own program
                command, cwd=ROOT, env=os.environ | self._settings, stdout=output, stderr=output
            )
        _wait_for_answer(self._process, self.port, self._log)


def _settings(instance: Path, content: Content) -> dict[str, str]:
    return {
        "STUDYAPP_NO_VENV": "1",
        "STUDYAPP_INSTANCE": str(instance),
        "STUDYAPP_SEEDS": str(content.seeds),
        "STUDYAPP_QUESTION_BANK": str(content.bank),
    }


@contextmanager
def serving_limit(database: Path, page: Path | None = None, pieces: int = 1) -> Iterator[Server]:
    """Serve the bare program; `page` is the file that it shows, in so many pieces."""
    arguments = ["bench.limit_app", "--database", str(database), "--pieces", str(pieces)]
    if page is not None:
        arguments += ["--page", str(page)]
    with _serving(arguments, {}, database.with_suffix(".log")) as server:
        yield server


@contextmanager
def _serving(module: Sequence[str], settings: Mapping[str, str], log: Path) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", *module, "--port", str(port)]
    environment = os.environ | settings
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 -- one of our own two programs
            command, cwd=ROOT, env=environment, stdout=output, stderr=output
        )
        try:
            _wait_for_answer(process, port, log)
            wall_ms = (time.perf_counter() - started) * 1000
            start = Sample(_cpu_seconds(process.pid) * 1000, wall_ms)
            yield Server(process.pid, port, start)
        finally:
            _stop(process)


def _wait_for_answer(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.perf_counter() + START_SECONDS
    while time.perf_counter() < deadline and process.poll() is None:
        if _answers(port):
            return
        time.sleep(ASK_EVERY_SECONDS)
    raise BenchError(f"A server does not answer:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except ConnectionError:
        return False
    finally:
        connection.close()


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _cpu_seconds(pid: int) -> float:
    # Linux names the CPU clock of a process so (clock_getcpuclockid); /proc counts in steps of
    # 10 ms, which is longer than many operations here.
    return time.clock_gettime((~pid << 3) | 2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
