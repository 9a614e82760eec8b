"""The `bench` command."""

import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench.accepted import accept as keep_as_accepted
from bench.accepted import read_accepted, worsened
from bench.document import document
from bench.errors import BenchError
from bench.live_run import BURST, KILLED, Crowd, run_live
from bench.rows import Row
from bench.suite import FULL, QUICK, run_suite
from bench.table import row_json, table_text, tally_text
from tests.postgres_server import DURABLE, find_programs
from tests.postgres_server import server as postgres_server


@click.group(invoke_without_command=True)
@click.pass_context
@click.option("--quick", is_flag=True, help="Fewer rounds and no log of a million: about a minute.")
@click.option(
    "--json",
    "json_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to FILE too.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the table and what is said of it to FILE, such as docs/performance.md.",
)
@click.option("--accept", is_flag=True, help="Keep the ratios as those that are accepted.")
@click.option(
    "--anki",
    "anki",
    type=click.Path(file_okay=False, path_type=Path),
    help="Environment to keep Anki in, made when missing; without it, Anki is installed each time.",
)
def main(
    context: click.Context,
    quick: bool,
    json_file: Path | None,
    out: Path | None,
    accept: bool,
    anki: Path | None,
) -> None:
    """Measure what the app costs, each operation beside its limit, and print one table.

    Ends with exit code 1 when a ratio is a quarter worse than the one that was accepted.
    """
    if sys.platform != "linux":
        raise click.ClickException(
            "CPU and memory of another process are read as Linux tells them."
        )
    _forget_settings()
    if quick and accept:
        raise click.ClickException("A quick run is too coarse to be accepted; leave out --quick.")
    if context.invoked_subcommand is None:
        rows, machine = _measure_all(quick, anki)
        _tell(rows, machine, json_file, out, accept=accept)


@main.command("live")
@click.option("--players", default=300, show_default=True, type=click.IntRange(1, 900))
@click.option("--questions", default=10, show_default=True, type=click.IntRange(KILLED, 50))
@click.option(
    "--seconds",
    default=3.0,
    show_default=True,
    type=click.FloatRange(1, 60),
    help="Window for each question.",
)
@click.option(
    "--postgres",
    is_flag=True,
    help="Store on a PostgreSQL server that is started for it, from the programs in POSTGRES_BIN, "
    "on PATH or in /usr/lib/postgresql.",
)
def live(players: int, questions: int, seconds: float, postgres: bool) -> None:
    """Play a live quiz with a crowd, kill the server in the middle, and count what is lost."""
    started, machine = time.perf_counter(), _machine()
    try:
        with tempfile.TemporaryDirectory(prefix="studyapp-bench-") as work, ExitStack() as stack:
            database = stack.enter_context(_postgres_server()) if postgres else None
            crowd = Crowd(players, questions, seconds)
            measured = run_live(Path(work), crowd, _progress(started), database)
    except BenchError as error:
        raise click.ClickException(str(error)) from error
    figures = measured.figures(BURST, KILLED)
    for figure in figures:
        click.echo(str(figure))
    for error_text in measured.record.errors[:20]:
        click.echo(f"error: {error_text}", err=True)
    click.echo(f"late {measured.record.late}, requests sent again {measured.record.retries}")
    machine |= {"load_after": os.getloadavg()[0], "seconds": time.perf_counter() - started}
    click.echo("On PostgreSQL." if postgres else "On SQLite.")
    click.echo(_machine_text(machine))
    click.echo(measured.summary())
    if measured.has_failed(figures):
        raise SystemExit(1)


def _measure_all(quick: bool, anki: Path | None) -> tuple[list[Row], dict[str, Any]]:
    started = time.perf_counter()
    machine = _machine()
    try:
        with tempfile.TemporaryDirectory(prefix="studyapp-bench-") as work:
            folder = Path(work)
            environment = anki or folder / "anki"
            rows = run_suite(folder, QUICK if quick else FULL, environment, _progress(started))
    except BenchError as error:
        raise click.ClickException(str(error)) from error
    machine |= {"load_after": os.getloadavg()[0], "seconds": time.perf_counter() - started}
    return rows, machine


def _tell(
    rows: list[Row],
    machine: dict[str, Any],
    json_file: Path | None,
    out: Path | None,
    *,
    accept: bool,
) -> None:
    """Print the table, write what is asked for, and fail when something got worse."""
    click.echo(table_text(rows))
    click.echo()
    click.echo(f"{tally_text(rows)}. {_machine_text(machine)}")
    if accept:
        keep_as_accepted(rows)
    worse = worsened(rows, read_accepted())
    if json_file is not None:
        content = {"machine": machine, "rows": [row_json(row) for row in rows]}
        json_file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if out is not None:
        today = datetime.now(UTC).strftime("%-d %B %Y")
        out.write_text(document(rows, worse, f"{today}. {_machine_text(machine)}"), "utf-8")
    for sentence in worse:
        click.echo(f"Worse: {sentence}", err=True)
    if worse:
        raise SystemExit(1)


def _postgres_server() -> AbstractContextManager[str]:
    programs = find_programs()
    if programs is None:
        raise BenchError("No programs of PostgreSQL found; name their folder in POSTGRES_BIN.")
    return postgres_server(programs, DURABLE)


def _forget_settings() -> None:
    """Measure the defaults, whatever this shell is set up for.

    One that keeps Python from storing bytecode would make each start a third dearer.
    """
    for name in [name for name in os.environ if name.startswith(("STUDYAPP_", "PYTHON"))]:
        del os.environ[name]


def _progress(started: float) -> Callable[[str], None]:
    def tell(what: str) -> None:
        click.echo(f"{time.perf_counter() - started:4.0f} s  {what} ...", err=True)

    return tell


def _machine() -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }


def _machine_text(machine: dict[str, Any]) -> str:
    return (
        f"Python {machine['python']}, SQLite {machine['sqlite']}, {machine['cores']} cores, "
        f"load {machine['load_before']:.1f} to {machine['load_after']:.1f}, "
        f"{machine['seconds']:.0f} s."
    )
