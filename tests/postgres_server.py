"""A PostgreSQL server for one run of the tests, from the programs of this machine.

Like bootstrap.py, this file must stay readable for an old Python.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
OWNERS = ("postgres", "nobody")
"""Who runs it when root starts it: PostgreSQL refuses to run as root."""
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


@contextlib.contextmanager
def server(programs: Path, settings: tuple[str, ...] = QUICK) -> Iterator[str]:
    """Run a server that is gone afterwards with all it holds; give its address."""
    with tempfile.TemporaryDirectory(prefix="studyapp-postgres-") as folder:
        data, port = Path(folder) / "data", _free_port()
        data.mkdir(mode=0o700)
        owner = _owner(Path(folder), data)
        made = ("-D", str(data), "-U", "studyapp", "-A", "trust", "-E", "UTF8")
        _run(programs / "initdb", *made, "--locale=C", "--no-sync", **owner)
        all_settings = (
            *settings,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            f"port={port}",
        )
        options = " ".join(f"-c {setting}" for setting in all_settings)
        control = ("-D", str(data), "-l", str(data / "log"), "-w", "-o", options)
        _run(programs / "pg_ctl", *control, "start", **owner)
        try:
            yield f"postgresql+psycopg://studyapp@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", str(data), "-m", "immediate", "stop", **owner)


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
