"""The `user` commands; each leaves an entry in the audit log once it is done."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from studyapp.accounts.admin.role_operations import give_role
from studyapp.accounts.audit.acts import TOLD, Act, numbers_of
from studyapp.accounts.audit.operations import keep_act
from studyapp.accounts.names import name_fault
from studyapp.accounts.operations import ROLES, add_account
from studyapp.accounts.own_data.archive import zip_of
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.accounts.own_data.queries import own_data_files
from studyapp.accounts.queries import find_credentials, get_account_id
from studyapp.accounts.second_factor.operations import reset_second_factor
from studyapp.accounts.sign_in.password_operations import reset_password
from studyapp.accounts.sign_in.passwords import password_fault
from studyapp.clock import utc_now
from studyapp.errors import BadInputError
from studyapp.safety.new_file import write_private


class KeptCommands(AppGroup):
    """A group whose commands are kept in the audit log."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take a command in, so that an entry follows it."""
        if cmd.callback is not None:
            cmd.callback = with_appcontext(_kept(cmd.callback, f"{self.name} {name or cmd.name}"))
        super().add_command(cmd, name)


def _kept(command: Callable[..., Any], words: str) -> Callable[..., Any]:
    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        known = _account(options)
        result = command(*args, **options)
        about: dict[str, object] = {"learner_id": known or _account(options)}
        if TOLD in options:
            about[TOLD] = options[TOLD]
        keep_act(Act(words, utc_now(), None, about=numbers_of(about)), is_command=True)
        return result

    return run


def _account(options: dict[str, Any]) -> int | None:
    credentials = find_credentials(str(options.get("name", "")))
    return credentials[0] if credentials is not None else None


user_commands = KeptCommands("user", help="Make accounts, give roles, set passwords.")


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
    """Give the account NAME the role ROLE; one that may do less then is signed out everywhere."""
    give_role(get_account_id(name), role)
    click.echo(f"{name} is {role} now.")


@user_commands.command("reset-password")
@click.argument("name")
def reset(name: str) -> None:
    """Set a new password for NAME; sign every device and every program out.

    Two-step sign-in stays on; `user reset-second-factor` switches it off.
    """
    password = _ask_password(name)
    reset_password(name, password)
    click.echo(f"{name} has a new password; every device and program is signed out.")


@user_commands.command("reset-second-factor")
@click.argument("name")
def reset_codes(name: str) -> None:
    """Switch two-step sign-in of NAME off, for somebody who has lost app and recovery codes."""
    reset_second_factor(name)
    click.echo(f"{name} signs in with the password alone now.")


@user_commands.command("export")
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("my-data.zip"),
    show_default=True,
)
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def export(name: str, out: Path, force: bool) -> None:
    """Write everything that is kept of NAME into a ZIP file: JSON and CSV."""
    files = own_data_files(get_account_id(name), current_app.extensions["studyapp_own_files"])
    write_private(out, zip_of(files), replaces=force)
    click.echo(f"Everything that is kept of {name} is in {out}.")


@user_commands.command("import")
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--leave-out", is_flag=True, help="Leave out rows about questions unknown here.")
def import_data(name: str, file: Path, leave_out: bool) -> None:
    """Take what FILE (my-data.zip or my-data.json) holds into the account NAME, or nothing."""
    take_in = current_app.extensions["studyapp_intake"]
    learner_id = get_account_id(name)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInputError(f"{file} cannot be read: {error.strerror}.") from error
    click.echo(take_in(learner_id, content, leaves_out=leave_out, now=utc_now()))


@user_commands.command("erase")
@click.argument("name")
@click.confirmation_option(prompt="Erase the account and everything that is kept of it?")
def erase(name: str) -> None:
    """Erase the account NAME and everything that is kept of it; nothing brings it back."""
    erase_learner(get_account_id(name), current_app.extensions["studyapp_farewells"])
    click.echo(f"{name} and everything that was kept of them is erased.")
