"""Fixtures for the tests of the bank: two short texts, and an app that stores their questions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from studyapp.reading.library import Library
from studyapp.schema import migrate
from tests.bank.builders import MILL, check_bank, edited, make_library, make_questions
from tests.bank.folders import Folders
from tests.conftest import MakeApp

AssertReported = Callable[[str, str, list[str], str], None]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def assert_reported(tmp_path: Path, library: Library) -> AssertReported:
    """Check that a change of MILL is reported under its codes, at its mark, in these words."""

    def check(old: str, new: str, codes: list[str], words: str) -> None:
        text, line, column = edited(MILL, old, new)

        faults = check_bank(make_questions(tmp_path, text), library)

        assert [fault.code for fault in faults] == codes
        assert {(fault.line, fault.column) for fault in faults} <= {(line, column)}
        assert words in " ".join(fault.message for fault in faults)

    return check


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


@pytest.fixture
def empty_app(make_app: MakeApp, database_address: str) -> Iterator[Flask]:
    """Return an app whose database holds no content, in an open context."""
    migrate(database_address)
    app = make_app(DATABASE_URL=database_address)
    with app.app_context():
        yield app


@pytest.fixture
def stored_app(empty_app: Flask, folders: Folders) -> Flask:
    """Return the app with the content of the folders."""
    assert folders.sync().plan is not None
    return empty_app
