"""The `content` commands; `sync`, which opens the database, stands in `sync_cli.py`."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from studyapp.bank.bank import CheckedContent, check_content, hash_files
from studyapp.bank.check_report import check_report
from studyapp.bank.check_scope import Scope, scope_of
from studyapp.bank.coverage import coverage_rows, coverage_table
from studyapp.bank.export import export_content
from studyapp.bank.fault_lines import print_faults
from studyapp.bank.schema import bank_schema
from studyapp.clock import utc_now
from studyapp.commands import LazyGroup
from studyapp.config import content_folders, instance_folder
from studyapp.counts import counted
from studyapp.yaml_files.faults import Fault, has_errors

WATCH_SECONDS = 1.0


@click.group(
    "content",
    cls=LazyGroup,
    lazy={"sync": "studyapp.bank.sync_cli:sync"},
    help="Check, store and export the texts and the questions.",
)
def content_commands() -> None:
    """Group the commands."""


@content_commands.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
def check(as_json: bool, watch: bool, path: Path | None) -> None:
    """Check every text and question, or those of the file or folder PATH; exit 1 on errors."""
    scope = scope_of(path, *content_folders())
    is_sound = _report(scope, as_json)
    while watch:
        _wait_for_change(lambda: hash_files(scope.seeds, scope.bank))
        click.echo(f"-- {utc_now():%H:%M:%S} UTC, checking again")
        _report(scope, as_json)
    if not is_sound:
        sys.exit(1)


@content_commands.command("export")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE.")
def export(out: Path | None) -> None:
    """Print articles and questions as JSON."""
    checked = _checked_or_stop()
    content = export_content(checked.library, checked.questions)
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        sys.stdout.buffer.write(text.encode())
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error


@content_commands.command("coverage")
def coverage() -> None:
    """Show how many questions ask about each module, and what has none yet."""
    checked = _checked_or_stop()
    rows = coverage_rows(checked.library, checked.questions, checked.not_asked)
    click.echo(coverage_table(rows), nl=False)


@content_commands.command("schema")
def schema() -> None:
    """Print the JSON Schema of a bank file, for editors."""
    click.echo(bank_schema(), nl=False)


def _checked_or_stop() -> CheckedContent:
    checked = check_content(*content_folders())
    if has_errors(checked.faults):
        print_faults(checked.faults, as_json=False, to_stderr=True)
        raise click.ClickException("The files have errors; mend them first.")
    return checked


def _report(scope: Scope, as_json: bool) -> bool:
    """Print the faults a scope asks for, and how many errors lie outside; say if there are none."""
    report = check_report(scope.seeds, scope.bank, instance_folder())
    faults = report.faults
    wanted = [fault for fault in faults if _is_wanted(fault, scope)]
    elsewhere = sum(f.level == "error" for f in faults) - sum(f.level == "error" for f in wanted)
    if scope.only is None and not as_json:
        for sentence in report.habits:
            click.echo(sentence)
    print_faults(wanted, as_json)
    if elsewhere:
        # While a text has errors no question is held against it, so all is not well here either.
        errors = counted(elsewhere, "error")
        message = f"and {errors} in other files; run: python3 -m studyapp content check"
        click.echo(message, err=True)
    return not has_errors(faults)


def _is_wanted(fault: Fault, scope: Scope) -> bool:
    if scope.only is None:
        return True
    places = {folder.name: folder.parent for folder in (scope.seeds, scope.bank)}
    return (places[fault.file.split("/")[0]] / fault.file).is_relative_to(scope.only)


def _wait_for_change(state: Callable[[], str]) -> None:
    before = state()
    while state() == before:
        time.sleep(WATCH_SECONDS)
