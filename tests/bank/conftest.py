"""Fixtures for the tests of the bank: two short texts, and an app that stores their questions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library
from studyapp.storage.schema import migrate
from tests.bank.builders import MILL, edited, make_files, make_library
from tests.bank.folders import Folders
from tests.conftest import MakeApp

AssertReported = Callable[[str, str, list[str], str], None]
Planted = Callable[..., None]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def assert_reported(tmp_path: Path, library: Library) -> AssertReported:
    """Check that a change of MILL is reported under its codes, at its mark, in these words."""

    def check(old: str, new: str, codes: list[str], words: str) -> None:
        text, line, column = edited(MILL, old, new)

        faults = check_bank(make_files(tmp_path, text), library)

        assert [fault.code for fault in faults] == codes
        assert {(fault.line, fault.column) for fault in faults} <= {(line, column)}
        assert words in " ".join(fault.message for fault in faults)

    return check


@pytest.fixture
def planted(tmp_path: Path, library: Library) -> Planted:
    """Check that a change of MILL is reported at its mark, or nowhere, with level and code."""

    def check(old: str, new: str, *expected: str, words: str = "") -> None:
        text, line, column = edited(MILL, old, new)

        faults = check_bank(make_files(tmp_path, text), library)

        reported = sorted((f.line, f.column, f"{f.level} {f.code}") for f in faults)
        assert reported == sorted((line, column, fault) for fault in expected)
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
