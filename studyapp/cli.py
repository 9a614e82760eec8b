"""The `studyapp` command; without a command it serves."""

import click
from flask.cli import ScriptInfo

from studyapp import __version__
from studyapp.commands import LazyGroup, load
from studyapp.errors import StudyAppError

GROUPS = {
    "backup": "studyapp.safety.cli:backup",
    "content": "studyapp.bank.cli:content_commands",
    "doctor": "studyapp.safety.cli:doctor",
    "move": "studyapp.moving.cli:move_to_postgres",
    "restore": "studyapp.safety.cli:restore_backup",
    "review": "studyapp.review.cli:review_commands",
    "user": "studyapp.accounts.cli:user_commands",
}
SERVE = "studyapp.serving.server:serve"
READY_APP = "studyapp.app:ready_app"


class Commands(LazyGroup):
    """A group whose commands end in one sentence when something is refused."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command and turn an error of ours into its sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except StudyAppError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, lazy=GROUPS, invoke_without_command=True)
@click.version_option(__version__, prog_name="studyapp")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.pass_context
def main(context: click.Context, host: str, port: int, no_browser: bool) -> None:
    """Read source texts, answer questions tied to their paragraphs, review what fades.

    Without a command: set up the database, read the content, and serve the pages.
    """
    if context.obj is None:
        context.obj = ScriptInfo(app_import_path=READY_APP)
    if context.invoked_subcommand is None:
        load(SERVE)(host, port, open_browser=not no_browser)
