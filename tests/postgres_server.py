"""A PostgreSQL server for one run of the tests, from the programs of this machine.

Like bootstrap.py, this file must stay readable for an old Python.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
OWNERS = ("postgres", "nobody")
"""Who runs it when root starts it: PostgreSQL refuses to run as root."""
MEMORY, ROOM_BYTES = Path("/dev/shm"), 2**31  # noqa: S108 -- the folder within has a name of its own
"""Where a server for tests lies if there is so much room: each test makes hundreds of files."""
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
"""Settings of a server for tests: nothing it holds outlives a loss of power."""
DURABLE = ("max_connections=200",)
"""Settings of a server as people run it: what it has stored is on the disk."""


def find_programs() -> Path | None:
    """Return the folder of `initdb` and `pg_ctl`: POSTGRES_BIN, on PATH, or where Debian has it."""
    wanted = os.environ.get("POSTGRES_BIN")
    on_path = shutil.which("initdb")
    known = sorted(DEBIAN.glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True)
    folders = [Path(wanted)] if wanted else [*([Path(on_path).parent] if on_path else []), *known]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class Running:
    """A server that can be killed and started again; its data stays."""

    def __init__(self, programs: Path, folder: Path, settings: tuple[str, ...]) -> None:
        self.programs, self.data, self.port = programs, folder / "data", _free_port()
        self.data.mkdir(mode=0o700)
        self.owner = _owner(folder, self.data)
        made = ("-D", str(self.data), "-U", "studyapp", "-A", "trust", "-E", "UTF8")
        _run(programs / "initdb", *made, "--locale=C", "--no-sync", **self.owner)
        all_settings = (
            *settings,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            f"port={self.port}",
        )
        self.options = " ".join(f"-c {setting}" for setting in all_settings)
        self.address = f"postgresql+psycopg://studyapp@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        log = str(self.data / "log")
        control = ("-D", str(self.data), "-l", log, "-w", "-o", self.options)
        _run(self.programs / "pg_ctl", *control, "start", **self.owner)

    def stop(self) -> None:
        """End it at once."""
        where = ("-D", str(self.data), "-m", "immediate")
        _run(self.programs / "pg_ctl", *where, "stop", **self.owner)

    def start_as_standby(self) -> None:
        """Start it as one that follows another server, so that it can only be read."""
        (self.data / "standby.signal").touch()
        self.start()

    def promote(self) -> None:
        """Let a standby be written to from now on."""
        _run(self.programs / "pg_ctl", "-D", str(self.data), "-w", "promote", **self.owner)

    def kill(self) -> None:
        """Kill it with all its processes, as a crash of the machine would; Linux alone."""
        first = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        for process in (first, *_children(first)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while Path(f"/proc/{first}").exists() or _children(first):
            time.sleep(0.01)


@contextlib.contextmanager
def running(
    programs: Path, settings: tuple[str, ...], place: Path | None = None
) -> Iterator[Running]:
    """Run a server that is gone afterwards with all it holds.

    Args:
        place: a folder for its own one; None for where the system has such files.
    """
    with tempfile.TemporaryDirectory(prefix="studyapp-postgres-", dir=place) as folder:
        server_here = Running(programs, Path(folder), settings)
        server_here.start()
        try:
            yield server_here
        finally:
            server_here.stop()


@contextlib.contextmanager
def server(programs: Path, settings: tuple[str, ...] = QUICK) -> Iterator[str]:
    """Run a server that is gone afterwards with all it holds; give its address."""
    place = quickest_place() if settings == QUICK else None
    with running(programs, settings, place) as started:
        yield started.address


def quickest_place() -> Path | None:
    """Return a folder whose files are in memory, if there is one with room."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM_BYTES:
        return None
    return MEMORY


def _children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    try:
        return [int(number) for number in listed.read_text().split()]
    except OSError:
        return []


def _owner(*folders: Path) -> dict[str, Any]:
    """Give the folders to somebody who may run a server; say how to run a program as them."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    for name in OWNERS:
        with contextlib.suppress(LookupError):
            for folder in folders:
                shutil.chown(folder, user=name)
            return {"user": name}
    raise RuntimeError(
        "PostgreSQL does not run as root, and there is no user " + " or ".join(OWNERS)
    )


def _run(program: Path, *arguments: str, **owner: Any) -> None:
    """Run a program of PostgreSQL; what it says is shown when it fails."""
    with tempfile.TemporaryFile() as said:
        result = subprocess.run(
            [str(program), *arguments], stdout=said, stderr=said, cwd="/", check=False, **owner
        )
        if result.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode(errors="replace"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
