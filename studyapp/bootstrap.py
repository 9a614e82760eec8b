"""Make the project's own environment, with nothing but the standard library.

This file must stay readable for Python 3.7, or an old Python could not say that it is too old.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

if sys.platform != "win32":
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
RECORD = "studyapp-installed.json"
PIN = re.compile(r"^[A-Za-z0-9._-]+==[^\s;]+", re.MULTILINE)
PIP_INSTALL = (
    "install",
    "--require-hashes",
    "--only-binary=:all:",
    "--quiet",
    "--no-input",
    "--disable-pip-version-check",
)

# What Python, venv or pip print, and what it means; the first match counts.
CAUSES = (
    ("No module named venv", "venv is missing; on Debian or Ubuntu: apt install python3-venv"),
    ("No module named pip", "pip is missing; on Debian or Ubuntu: apt install python3-pip"),
    ("no such option: --python", "pip is too old; 22.3 or newer is needed"),
    ("DO NOT MATCH THE HASHES", "a package is not the one that was locked; do not trust it"),
    ("No space left on device", "the disk is full"),
    ("Read-only file system", "this folder is read-only"),
    ("Permission denied", "this folder cannot be written to"),
    ("connection broken", "the packages cannot be reached; check the network"),
)


class SetupError(Exception):
    """The environment could not be made; the message is one sentence for the person who started."""


def lock_to_run() -> str:
    """Return the lock of what the program needs to run; a PostgreSQL database needs a driver."""
    address = os.environ.get("STUDYAPP_DATABASE_URL", "")
    name = "postgres" if address.startswith("postgres") else "requirements"
    return f"studyapp/{name}.lock"


def ensure_venv(lock: str, module: str) -> None:
    """Return inside an environment that has the packages of `lock`; restart in .venv for it.

    Does nothing when STUDYAPP_NO_VENV is set or when this is an installed package.

    Args:
        lock: the requirements file, from the project's root.
        module: what `python -m` has started and will start again.
    """
    try:
        require_python(sys.version_info[:3])
        if os.environ.get("STUDYAPP_NO_VENV") or not (ROOT / "pyproject.toml").exists():
            return
        environment = ROOT / ".venv"
        install_once(environment, ROOT / lock)
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped; the next start will set up again.")
    _restart(environment_python(environment), module)


def require_python(version: tuple[int, ...]) -> None:
    """Raise SetupError when `version` is older than the project needs."""
    if version < OLDEST_PYTHON:
        needed, found = (".".join(map(str, numbers)) for numbers in (OLDEST_PYTHON, version))
        raise SetupError(f"Python {needed} or newer is needed; this is {found}.")


def environment_python(environment: Path) -> Path:
    """Return where the interpreter of `environment` is, or would be."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def locked_pins(lock: Path) -> frozenset[str]:
    """Return each `name==version` of a requirements file."""
    return frozenset(PIN.findall(lock.read_text("utf-8")))


def installed_pins(environment: Path) -> frozenset[str]:
    """Return what a finished installation left; nothing if it broke off or its Python changed."""
    try:
        record = json.loads((environment / RECORD).read_text("utf-8"))
        python = environment_python(environment).resolve(strict=True)
    except (OSError, ValueError):
        return frozenset()
    return frozenset(record["pins"]) if record["python"] == str(python) else frozenset()


def is_ready(environment: Path, lock: Path) -> bool:
    """Tell whether `environment` holds every pin of `lock`; it may hold more."""
    installed = installed_pins(environment)
    return bool(installed) and locked_pins(lock) <= installed


def must_start_over(environment: Path) -> bool:
    """Tell whether `environment` is missing or is ours and broken; one made by hand is kept."""
    if not environment_python(environment).exists():
        return True
    return (environment / RECORD).exists() and not installed_pins(environment)


def install(environment: Path, lock: Path) -> None:
    """Bring the packages of `lock` into `environment`, making it if need be.

    Raises:
        SetupError: it failed; what is there will not be taken for finished.
    """
    record = environment / RECORD
    python = environment_python(environment)
    try:
        if must_start_over(environment):
            _run_module("venv", "--clear", "--without-pip", str(environment))
        record.write_text("", "utf-8")
        _run_module("pip", "--python", str(python), *PIP_INSTALL, "-r", str(lock))
        done = {"python": str(python.resolve()), "pins": sorted(locked_pins(lock))}
        record.write_text(json.dumps(done), "utf-8")
    except OSError as error:
        raise SetupError(f"Setting up {environment} failed: {explain(str(error))}.") from error


def install_once(environment: Path, lock: Path) -> None:
    """Install `lock` into `environment` unless it is there; who starts beside it waits.

    Raises:
        SetupError: it failed.
    """
    if is_ready(environment, lock):
        return
    with _one_at_a_time(ROOT):
        if is_ready(environment, lock):
            return
        _say(f"Installing {len(locked_pins(lock))} packages into {environment} ...")
        started = time.monotonic()
        install(environment, lock)
        _say(f"Installed in {time.monotonic() - started:.0f} s.")


def explain(output: str) -> str:
    """Return the cause that `output` of a failed command points to, or `output` itself."""
    causes = (cause for sign, cause in CAUSES if sign in output)
    return next(causes, output.strip())


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Make a second start wait for the first; without locks, as on Windows, go on at once."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _run_module(*arguments: str) -> None:
    """Run `python -m ...` outside any environment: .venv has no pip, and may be replaced."""
    base_python: str = sys._base_executable  # type: ignore[attr-defined]  # has no public name
    command = [base_python, "-m", *arguments]
    result = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode:
        raise SetupError(f"Setting up .venv failed: {explain(result.stdout)}.")


def _restart(python: Path, module: str) -> NoReturn:
    """Run `module` again in the environment, told to look no further."""
    os.environ["STUDYAPP_NO_VENV"] = "1"
    command = [str(python), "-m", module, *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
