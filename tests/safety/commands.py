"""Commands about an instance folder, and work of the program in it."""

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result
from flask import Flask

from studyapp.accounts.operations import add_account
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.accounts.queries import get_account_id
from studyapp.app import create_app
from studyapp.cli import main
from studyapp.database import db
from tests.accounts.people import PASSWORD
from tests.conftest import NOON

NAMES = "SELECT name FROM learner WHERE name IS NOT NULL ORDER BY name"
"""Who has an account."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def work(do: Callable[[Flask], object]) -> None:
    """Do something as the program would, and leave the database."""
    app = create_app()
    with app.app_context():
        try:
            do(app)
        finally:
            db.session.rollback()
            db.engine.dispose()


def add(name: str, role: str = "learner") -> None:
    add_account(name, PASSWORD, role, now=NOON)


def erase(app: Flask, name: str) -> None:
    erase_learner(get_account_id(name), app.extensions["studyapp_farewells"])


def replaced(database: Path) -> list[Path]:
    return sorted((database.parent / "backups").glob("*.replaced-*.db"))


def names_beside(database: Path) -> set[str]:
    return {file.name for file in database.parent.iterdir()}
