"""The `user` commands: each does its one thing or says in one sentence why not."""

import stat
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result
from flask import Flask

from studyapp.cli import main
from tests.accounts.people import PASSWORD, claim, heading, sign_in
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

NEW_PASSWORD = "eleven geese on a pond"


def run(app: Flask, *arguments: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(main, ["user", *arguments], input=typed)


def twice(password: str) -> str:
    return f"{password}\n{password}\n"


def test_an_account_made_here_can_sign_in(app: Flask, visitor: Visitor) -> None:
    result = run(app, "add", "Ada", "--role", "teacher", typed=twice(PASSWORD))

    assert result.exit_code == 0
    assert "Ada can sign in as teacher." in result.output
    assert PASSWORD not in result.output
    sign_in(visitor, "Ada", PASSWORD)
    assert heading(visitor) == "Ada"


def test_an_account_is_a_learner_unless_said_otherwise(app: Flask) -> None:
    run(app, "add", "Ada", typed=twice(PASSWORD))

    assert stored_rows(app, "SELECT name, role FROM learner") == [("Ada", "learner")]


def test_a_learner_is_promoted(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")

    result = run(app, "promote", "ada", "admin")

    assert result.exit_code == 0
    assert stored_rows(app, "SELECT name, role FROM learner") == [("Ada", "admin")]


def test_a_new_password_replaces_the_old_and_ends_every_session(
    app: Flask, visitor: Visitor
) -> None:
    claim(visitor, "Ada", PASSWORD)

    result = run(app, "reset-password", "Ada", typed=twice(NEW_PASSWORD))

    assert result.exit_code == 0
    assert NEW_PASSWORD not in result.output
    assert heading(visitor) == "Guest"
    assert sign_in(visitor, "Ada", PASSWORD).status_code == 422
    assert sign_in(visitor, "Ada", NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        pytest.param(["add", "ADA"], twice(PASSWORD), "'ADA' already", id="name taken"),
        pytest.param(["add", "A"], twice(PASSWORD), "between 2 and 60", id="name too short"),
        pytest.param(["add", "A" * 61], twice(PASSWORD), "between 2 and 60", id="name too long"),
        pytest.param(["add", "   "], twice(PASSWORD), "between 2 and 60", id="spaces alone"),
        pytest.param(["add", "!!!"], twice(PASSWORD), "letter or digit", id="signs alone"),
        pytest.param(["add", "Eva\u202e"], twice(PASSWORD), "common signs", id="turned text"),
        pytest.param(["add", "Eva"], twice("short"), "at least 8", id="short password"),
        pytest.param(["add", "Eva"], twice("password"), "be guessed", id="common password"),
        pytest.param(["promote", "Eva", "teacher"], "", "no account named 'Eva'", id="promote"),
        pytest.param(
            ["reset-password", "Eva"], twice(PASSWORD), "no account named 'Eva'", id="reset"
        ),
        pytest.param(["reset-password", "Ada"], twice("short"), "at least 8", id="reset, short"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence_and_changes_nothing(
    app: Flask, arguments: list[str], typed: str, said: str
) -> None:
    claim(Visitor(app), "Ada")
    before = everything_stored(app)

    result = run(app, *arguments, typed=typed)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    (line,) = result.stderr.splitlines()[-1:]
    assert line.startswith("Error: ")
    assert said in line
    assert everything_stored(app) == before


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["add"], id="no name"),
        pytest.param(["add", "Eva", "--role", "king"], id="unknown role"),
        pytest.param(["promote", "Ada"], id="no role"),
        pytest.param(["promote", "Ada", "king"], id="promoted to an unknown role"),
        pytest.param(["marry", "Ada"], id="unknown command"),
    ],
)
def test_a_command_that_is_not_understood_shows_how_it_is_used(
    app: Flask, arguments: list[str]
) -> None:
    before = everything_stored(app)

    result = run(app, *arguments)

    assert result.exit_code == 2
    assert "Usage: main user" in result.stderr
    assert everything_stored(app) == before


def test_what_is_exported_can_be_read_by_nobody_else(app: Flask, tmp_path: Path) -> None:
    claim(Visitor(app), "Ada")
    file = tmp_path / "ada.zip"

    result = run(app, "export", "Ada", "--out", str(file))

    assert result.exit_code == 0, result.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "my-data.json" in ZipFile(file).namelist()
    assert list(tmp_path.glob("*.part")) == []


def test_an_export_replaces_a_file_only_if_that_is_meant(app: Flask, tmp_path: Path) -> None:
    claim(Visitor(app), "Ada")
    file = tmp_path / "ada.zip"
    file.write_text("a letter")
    file.chmod(0o644)

    refused = run(app, "export", "Ada", "--out", str(file))

    assert refused.exit_code == 1
    said = f"Error: {file} exists already. Choose another name, or add --force.\n"
    assert refused.stderr == said
    assert file.read_text() == "a letter"
    assert run(app, "export", "Ada", "--out", str(file), "--force").exit_code == 0
    assert ZipFile(file).testzip() is None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("out", "said"),
    [
        pytest.param("{folder}/no/ada.zip", "No such file or directory.", id="no such folder"),
        pytest.param("{folder}/file/ada.zip", "Not a directory.", id="a file, no folder"),
        pytest.param("/dev/full", "is no file, so it is not replaced", id="a device"),
    ],
)
def test_a_place_that_takes_no_export_is_named(
    app: Flask, tmp_path: Path, out: str, said: str
) -> None:
    claim(Visitor(app), "Ada")
    (tmp_path / "file").touch()
    place = out.format(folder=tmp_path)

    result = run(app, "export", "Ada", "--out", place, "--force")

    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Error: {place} ")
    assert said in line


def test_a_file_that_cannot_be_read_is_not_taken_in(app: Flask) -> None:
    claim(Visitor(app), "Ada")

    result = run(app, "import", "Ada", "/proc/self/mem")

    assert result.exit_code == 1
    assert result.stderr == "Error: /proc/self/mem cannot be read: Input/output error.\n"


def test_two_passwords_that_differ_are_asked_for_again(app: Flask) -> None:
    typed = f"{PASSWORD}\n{NEW_PASSWORD}\n{twice(PASSWORD)}"

    result = run(app, "add", "Ada", typed=typed)

    assert result.exit_code == 0
    assert "do not match" in result.output
