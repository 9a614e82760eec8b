"""The `trust` command."""

import os
import platform
import sqlite3
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from studyapp import __version__
from studyapp.places import ROOT
from tests.trusted import NIGHTLY
from trust.recorder import Recorder
from trust.report import document, last_line, outcomes
from trust.rows import ROWS, Row

NUMBERS = {row.number for row in ROWS}


@click.command()
@click.option("--nightly", is_flag=True, help="Try as often as a night allows: hours.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the table to FILE, such as docs/trust.md.",
)
@click.argument("numbers", nargs=-1, type=int)
def main(nightly: bool, out: Path | None, numbers: tuple[int, ...]) -> None:
    """Put the promises of the app to the test, all or those with these NUMBERS."""
    if strange := set(numbers) - NUMBERS:
        raise click.ClickException(f"There is no row {min(strange)}; they go to {max(NUMBERS)}.")
    if nightly:
        os.environ[NIGHTLY] = "1"
    started, recorder = time.monotonic(), Recorder()
    rows = [row for row in ROWS if not numbers or row.number in numbers]
    marked = " or ".join(f"trust(row={row.number})" for row in rows)
    status = pytest.main(["-q", "-m", marked, *_files_that_show(rows)], plugins=[recorder])
    shown = outcomes(rows, recorder.trials, nightly=nightly)
    text = document(shown, _head(started, nightly=nightly))
    click.echo(text if out is None else last_line(shown))
    if out is not None:
        out.write_text(text, encoding="utf-8")
    sys.exit(int(status))


def _files_that_show(rows: Iterable[Row]) -> list[str]:
    """Return the files with tests of the rows: collecting every test takes long.

    Those in a browser are left out where there is none.
    """
    markers = [f"trust(row={row.number})" for row in rows]
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    if "CHROMIUM" not in os.environ:
        files = [path for path in files if path.parent.name != "browser"]
    return [str(path) for path in files if any(mark in path.read_text("utf-8") for mark in markers)]


def _head(started: float, *, nightly: bool) -> str:
    counts = "nightly counts" if nightly else "counts of each run of the tests"
    today = datetime.now(UTC).strftime("%-d %B %Y")
    return (
        f"{today}, studyapp {__version__}, {counts}: {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {time.monotonic() - started:,.0f} s."
    )
