"""The `studyapp` command; without a command it serves."""

import click
from flask import Flask
from flask.cli import ScriptInfo

from studyapp import __version__
from studyapp.accounts.cli import user_commands
from studyapp.app import create_app
from studyapp.bank.cli import content_commands
from studyapp.errors import StudyAppError
from studyapp.review.cli import review_commands
from studyapp.schema import migrate
from studyapp.serving import serve


class Commands(click.Group):
    """A group whose commands end in one sentence when something is refused."""

    def invoke(self, context: click.Context) -> object:
        """Run a command and turn an error of ours into its sentence and exit code 1."""
        try:
            return super().invoke(context)
        except StudyAppError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, invoke_without_command=True)
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
        context.obj = ScriptInfo(create_app=ready_app)
    if context.invoked_subcommand is None:
        serve(host, port, open_browser=not no_browser)


def ready_app() -> Flask:
    """Return an app whose database has the schema of this program, for commands that need one."""
    app = create_app()
    migrate(app.config["SQLALCHEMY_DATABASE_URI"])
    return app


for commands in (content_commands, review_commands, user_commands):
    main.add_command(commands)
