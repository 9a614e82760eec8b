"""The `content` commands; only `sync` opens the database."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from studyapp.bank.bank import CheckedContent, check_content, hash_files
from studyapp.bank.check_scope import Scope, scope_of
from studyapp.bank.coverage import coverage_table
from studyapp.bank.export import export_content
from studyapp.bank.operations import sync_content
from studyapp.bank.schema import bank_schema
from studyapp.clock import utc_now
from studyapp.config import content_folders
from studyapp.faults import Fault, has_errors

WATCH_SECONDS = 1.0


@click.group("content", help="Check, store and export the texts and the questions.")
def content_commands() -> None:
    """Group the commands."""


@content_commands.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
def check(as_json: bool, watch: bool, path: Path | None) -> None:
    """Check every text and question, or those of the file or folder PATH; exit 1 on errors."""
    scope = scope_of(path, *content_folders())
    faults = _faults_in(scope)
    _print_faults(faults, as_json)
    while watch:
        _wait_for_change(lambda: hash_files(scope.seeds, scope.bank))
        click.echo(f"-- {utc_now():%H:%M:%S} UTC, checking again")
        _print_faults(_faults_in(scope), as_json)
    if has_errors(faults):
        sys.exit(1)


@content_commands.command("sync")
@with_appcontext
def sync() -> None:
    """Check, then bring the stored bank in line with the files; on errors change nothing."""
    folders = (Path(current_app.config["SEEDS"]), Path(current_app.config["QUESTION_BANK"]))
    result = sync_content(*folders, now=utc_now())
    _print_faults(result.faults, as_json=False)
    for path in result.registers:
        click.echo(f"{path.name}: paragraph numbers recorded")
    if result.plan is None:
        raise click.ClickException("The files have errors, so nothing was changed.")
    plan = result.plan
    click.echo(
        f"{len(plan.create)} new, {len(plan.update)} changed, "
        f"{len(plan.restore)} restored, {len(plan.retire)} retired"
    )


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
    """Show how many questions ask about each module."""
    checked = _checked_or_stop()
    click.echo(coverage_table(checked.library, checked.questions), nl=False)


@content_commands.command("schema")
def schema() -> None:
    """Print the JSON Schema of a bank file, for editors."""
    click.echo(bank_schema(), nl=False)


def _checked_or_stop() -> CheckedContent:
    checked = check_content(*content_folders())
    if has_errors(checked.faults):
        _print_faults(checked.faults, as_json=False, to_stderr=True)
        raise click.ClickException("The files have errors; mend them first.")
    return checked


def _faults_in(scope: Scope) -> list[Fault]:
    """Check what a scope looks at and return the faults it asks for.

    Errors of the texts are always told: while there are any, no question is held against them.
    """
    faults = check_content(scope.seeds, scope.bank).faults
    only = scope.only
    if only is None:
        return list(faults)
    places = {folder.name: folder.parent for folder in (scope.seeds, scope.bank)}
    return [
        fault
        for fault in faults
        if (places[fault.file.split("/")[0]] / fault.file).is_relative_to(only)
        or (fault.level == "error" and fault.file.split("/")[0] == scope.seeds.name)
    ]


def _print_faults(
    faults: "list[Fault] | tuple[Fault, ...]", as_json: bool, *, to_stderr: bool = False
) -> None:
    if as_json:
        click.echo(json.dumps([fault.as_dict() for fault in faults], ensure_ascii=False, indent=1))
        return
    for fault in faults:
        click.echo(str(fault), err=to_stderr)
    errors = sum(fault.level == "error" for fault in faults)
    click.echo(f"{errors} errors, {len(faults) - errors} warnings", err=to_stderr)


def _wait_for_change(state: Callable[[], str]) -> None:
    before = state()
    while state() == before:
        time.sleep(WATCH_SECONDS)
