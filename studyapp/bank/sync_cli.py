"""`content sync`: the stored bank is brought in line with the files."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from studyapp.accounts.audit.acts import Act
from studyapp.accounts.audit.operations import keep_act
from studyapp.bank.fault_lines import print_faults
from studyapp.bank.operations import sync_content
from studyapp.clock import utc_now


@click.command()
@with_appcontext
def sync() -> None:
    """Check, then bring the stored bank in line with the files; on errors change nothing."""
    folders = (Path(current_app.config["SEEDS"]), Path(current_app.config["QUESTION_BANK"]))
    result = sync_content(*folders, now=utc_now())
    print_faults(result.faults, as_json=False)
    for path in result.registers:
        click.echo(f"{path.name}: paragraph numbers recorded")
    if result.plan is None:
        raise click.ClickException("The files have errors, so nothing was changed.")
    keep_act(Act("content sync", utc_now(), None), is_command=True)
    plan = result.plan
    click.echo(
        f"{len(plan.create)} new, {len(plan.update)} changed, "
        f"{len(plan.restore)} restored, {len(plan.retire)} retired"
    )
