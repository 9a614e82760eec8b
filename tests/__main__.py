"""Check and test everything: `python3 -m tests`.

Like bootstrap.py, this file must stay readable for an old Python.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.bootstrap import SetupError, ensure_venv, environment_python, install_once, is_ready
from tests import postgres_server

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Debian's shell without windows comes first: tests take two thirds of the time in it."""
WORKERS = str((os.cpu_count() or 1) + 1)
"""One more than there are cores: tests in a browser wait more than they reckon."""
ON_POSTGRES = "pytest on PostgreSQL"
SHARED_DATABASE = "STUDYAPP_TEST_DATABASE_URL"
ANKI = "STUDYAPP_TEST_ANKI"
ANKI_LOCK, ANKI_ENVIRONMENT = ROOT / "bench" / "anki.lock", ROOT / ".venv" / "anki"
IN_PARALLEL = ("-n", WORKERS, "--dist", "worksteal")
ALL_BUT_BROWSER = ("--ignore=tests/browser",)


def main() -> None:
    """Set up the environment, run every check, and exit with 1 if any failed."""
    options, pytest_args = _parser().parse_known_args()
    chromium = None if options.fast or options.postgres else find_chromium()
    ensure_venv("tests/browser.lock" if chromium else "tests/requirements.lock", module="tests")
    if chromium:
        os.environ["CHROMIUM"] = chromium
    elif not (options.fast or options.postgres):
        print("No Chromium found: browser tests are left out; set CHROMIUM=/path to run them.")
    if not options.fast:
        _find_anki()
    with contextlib.nullcontext() if pytest_args else _files_in_memory():
        failed = _failed(options, pytest_args, with_browser=chromium is not None)
    if failed:
        sys.exit("\nFailed: " + ", ".join(failed))


def _failed(
    options: argparse.Namespace, pytest_args: list[str], *, with_browser: bool
) -> list[str]:
    """Run what is asked for and return the names of the checks that failed."""
    on_postgres = pytest_args or [*IN_PARALLEL, *ALL_BUT_BROWSER]
    if options.postgres:
        address = os.environ.get(SHARED_DATABASE)
        passes = _passes_on_postgres(address, on_postgres, is_wanted=True)
        return [] if passes else [ON_POSTGRES]
    shared = None if pytest_args else os.environ.pop(SHARED_DATABASE, None)
    checks = _checks(pytest_args, with_browser=with_browser)
    failed = [name for name, command in checks.items() if not _passes(name, command)]
    is_ci = os.environ.get("CI") == "true"
    is_left_out = bool(pytest_args) or options.fast
    if not is_left_out and not _passes_on_postgres(shared, on_postgres, is_wanted=is_ci):
        failed.append(ON_POSTGRES)
    return failed


@contextlib.contextmanager
def _files_in_memory() -> Iterator[None]:
    """Let tests keep their files in memory, where there is room: most of them wait for a disk."""
    place = postgres_server.quickest_place()
    if place is None:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="studyapp-tests-", dir=place) as folder:
        # A PostgreSQL server of somebody else has its folder in there.
        Path(folder).chmod(0o711)
        os.environ["TMPDIR"] = folder
        yield
        del os.environ["TMPDIR"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m tests",
        usage="%(prog)s [--fast | --postgres] [pytest arguments]",
        description="Run ruff, mypy and pytest. With pytest arguments, run pytest alone, "
        "in one process: python3 -m tests tests/bank -k cloze",
        epilog="Browser tests need a Chromium: CHROMIUM=/path, or one of these on PATH: "
        + ", ".join(CHROMIUM_NAMES)
        + ". What uses a database is tested once more on the PostgreSQL server of "
        + SHARED_DATABASE
        + ", or with CI=true on one that is started for it (POSTGRES_BIN=/path of its programs). "
        + "Anki packages are opened with the anki of the Python that "
        + ANKI
        + " names, or with CI=true with one that is installed for it.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="run every test that uses a database on PostgreSQL, or those that are named",
    )
    parser.add_argument("--fast", action="store_true", help="leave browser and PostgreSQL out")
    return parser


def find_chromium() -> str | None:
    """Return the browser of the browser tests, if there is one; CI does not go without."""
    wanted = os.environ.get("CHROMIUM")
    names = (wanted,) if wanted else CHROMIUM_NAMES
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and os.environ.get("CI") == "true":
        sys.exit(f"No Chromium found ({', '.join(names)}), and CI needs it for the browser tests.")
    return found


def _find_anki() -> None:
    """Name the Python that has Anki, which opens our packages; CI installs it."""
    try:
        if os.environ.get("CI") == "true":
            install_once(ANKI_ENVIRONMENT, ANKI_LOCK)
    except SetupError as error:
        sys.exit(f"CI needs Anki to open our packages with. {error}")
    if is_ready(ANKI_ENVIRONMENT, ANKI_LOCK):
        os.environ.setdefault(ANKI, str(environment_python(ANKI_ENVIRONMENT)))
    elif ANKI not in os.environ:
        print(f"No {ANKI}: packages are not opened with Anki; CI=true installs it in .venv/anki.")


def _checks(pytest_args: list[str], *, with_browser: bool) -> dict[str, list[str]]:
    """Return each check's name and command; tests/browser needs packages that may be missing."""
    mypy_left_out = [] if with_browser else ["--exclude", "^tests/browser/"]
    pytest_left_out = () if with_browser else ALL_BUT_BROWSER
    if pytest_args:
        return {"pytest": ["pytest", *pytest_left_out, *pytest_args]}
    return {
        "ruff check": ["ruff", "check"],
        "ruff format": ["ruff", "format", "--check"],
        "mypy": ["mypy", *mypy_left_out],
        "pytest": ["pytest", *IN_PARALLEL, *pytest_left_out],
    }


def _passes_on_postgres(address: str | None, tests: list[str], *, is_wanted: bool) -> bool:
    """Run tests on a PostgreSQL server; where none is named one is started, if it is wanted."""
    if address is not None:
        os.environ[SHARED_DATABASE] = address
        return _passes(ON_POSTGRES, ["pytest", *tests])
    if not is_wanted:
        print(f"\nNo {SHARED_DATABASE}: tests on PostgreSQL are left out.")
        return True
    programs = postgres_server.find_programs()
    if programs is None:
        print("\nNo PostgreSQL found (POSTGRES_BIN), and it is needed.")
        return False
    with postgres_server.server(programs) as started:
        return _passes_on_postgres(started, tests, is_wanted=True)


def _passes(name: str, command: list[str]) -> bool:
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    main()
