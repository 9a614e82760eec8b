"""The `user` commands."""

import click
from flask.cli import AppGroup

from studyapp.accounts.names import name_fault
from studyapp.accounts.operations import ROLES, add_account, promote, reset_password
from studyapp.accounts.passwords import password_fault
from studyapp.clock import utc_now

user_commands = AppGroup("user", help="Make accounts, give roles, set passwords.")


def _ask_password(name: str) -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if fault := password_fault(password, name):
        raise click.ClickException(fault)
    return password


@user_commands.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="learner", show_default=True)
def add(name: str, role: str) -> None:
    """Make the account NAME; asks for its password."""
    if fault := name_fault(name):
        raise click.ClickException(f"The name cannot be taken. {fault}")
    password = _ask_password(name)
    add_account(name, password, role, now=utc_now())
    click.echo(f"{name} can sign in as {role}.")


@user_commands.command("promote")
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
def promote_user(name: str, role: str) -> None:
    """Give the account NAME the role ROLE."""
    promote(name, role)
    click.echo(f"{name} is {role} now.")


@user_commands.command("reset-password")
@click.argument("name")
def reset(name: str) -> None:
    """Set a new password for NAME; sign every device and every program out."""
    password = _ask_password(name)
    reset_password(name, password)
    click.echo(f"{name} has a new password; every device and program is signed out.")
