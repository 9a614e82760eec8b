"""The `studyapp` command and what is asked of every command: one sentence when it fails."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from studyapp.accounts.cli import user_commands
from studyapp.bank.cli import content_commands
from studyapp.cli import main
from studyapp.places import ROOT
from studyapp.review.cli import review_commands
from studyapp.storage import sqlite
from tests.accounts.people import PASSWORD, answer_something
from tests.conftest import MakeApp
from tests.forked import refusal
from tests.stored import change_stored, everything_stored
from tests.visitor import Visitor


def run(app: Flask, group: click.Command, *arguments: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(main, [str(group.name), *arguments], input=typed)


def test_a_rebuild_of_what_is_right_finds_nothing(app: Flask, visitor: Visitor) -> None:
    answer_something(visitor)
    before = everything_stored(app)

    result = run(app, review_commands, "rebuild")

    assert (result.exit_code, result.output) == (
        0,
        "1 learner rebuilt, 0 schedules and 0 days differed.\n",
    )
    assert everything_stored(app) == before


def test_a_rebuild_puts_right_what_differs_from_the_log(app: Flask, visitor: Visitor) -> None:
    answer_something(visitor)
    answer_something(visitor)
    right = everything_stored(app)
    change_stored(app, "UPDATE memory SET stability = 99, due_on = '2031-01-01'")

    result = run(app, review_commands, "rebuild")

    assert result.exit_code == 0
    assert result.output.count("put right") == 2
    assert result.output.endswith("1 learner rebuilt, 2 schedules and 0 days differed.\n")
    assert everything_stored(app) == right


@pytest.mark.sqlite("another program holds its file")
@pytest.mark.parametrize(
    ("group", "arguments"),
    [
        pytest.param(content_commands, ["sync"], id="content sync"),
        pytest.param(review_commands, ["rebuild"], id="review rebuild"),
        pytest.param(user_commands, ["add", "Eva"], id="user add"),
        pytest.param(user_commands, ["promote", "Ada", "admin"], id="user promote"),
        pytest.param(user_commands, ["reset-password", "Ada"], id="user reset-password"),
    ],
)
def test_a_database_in_use_is_told_in_one_sentence(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    group: click.Command,
    arguments: list[str],
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_SECONDS", 0.1)
    app = make_app()
    password = f"{PASSWORD}\n{PASSWORD}\n"
    run(app, user_commands, "add", "Ada", typed=password)
    file = Path(app.config["INSTANCE"]) / "studyapp.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as outside:
        outside.execute("BEGIN IMMEDIATE")

        result = run(app, group, *arguments, typed=password)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    last = result.stderr.splitlines()[-1]
    assert last == "Error: Another program is using the database right now."


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        pytest.param(["user", "promote", "Eva", "admin"], {}, "no account named", id="command"),
        pytest.param(["review", "rebuild"], {"PROFILE": "open"}, "STUDYAPP_PROFILE", id="setting"),
        pytest.param(
            ["content", "sync"], {"INSTANCE": "pyproject.toml"}, "cannot be written", id="instance"
        ),
    ],
)
def test_a_command_of_the_program_fails_in_one_sentence(
    tmp_path: Path, arguments: list[str], settings: dict[str, object], said: str
) -> None:
    instance = Path(str(settings.pop("INSTANCE", tmp_path)))

    told = refusal(instance, *arguments, **settings)

    assert told.startswith("Error: ")
    assert said in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_that_does_not_exist_is_refused(port: str) -> None:
    assert CliRunner().invoke(main, ["--port", port]).exit_code == 2


def test_the_help_names_every_group_of_commands() -> None:
    result = CliRunner().invoke(main, ["--help"])

    assert result.exit_code == 0
    assert {"content", "review", "user"} <= set(result.output.split())


def test_a_server_begins_without_what_few_need() -> None:
    seldom = {"alembic", "icalendar", "rapidfuzz", "segno"}
    code = f"""
import gc, sys
from studyapp.commands import load
load("studyapp.serving.server:serve")
assert gc.isenabled() and gc.get_freeze_count()
print(*sorted({seldom} & set(sys.modules)))
"""

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "\n"
