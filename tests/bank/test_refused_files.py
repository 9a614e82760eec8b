"""Files with an error are not stored; what is stored is served on, and a teacher hears of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from studyapp.bank.operations import SyncResult, sync_content
from studyapp.bank.queries import catalogue, find_content_state
from studyapp.bank.sync_plan import SyncPlan
from studyapp.database import db
from studyapp.schema import migrate
from tests.bank.folders import RENT, Folders
from tests.conftest import NOON, MakeApp
from tests.stored import everything_stored


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


@pytest.fixture
def empty_app(make_app: MakeApp, tmp_path: Path) -> Iterator[Flask]:
    """Return an app whose database holds no content, in an open context."""
    address = f"sqlite:///{tmp_path / 'small.db'}"
    migrate(address)
    app = make_app(DATABASE_URL=address)
    with app.app_context():
        yield app


@pytest.fixture
def stored(empty_app: Flask, folders: Folders) -> Flask:
    """Return the app with the content of the folders."""
    assert folders.sync().plan is not None
    return empty_app


def keys() -> set[str]:
    return {asked.question.id for asked in catalogue().questions.values()}


def test_files_with_an_error_change_nothing(stored: Flask, folders: Folders) -> None:
    before = everything_stored(stored)
    folders.edit("quote: paid his rent in flour", "quote: paid his rent in gold coins")

    result = folders.sync()

    assert result.refused
    assert result.plan is None
    assert [fault.code for fault in result.faults] != []
    assert everything_stored(stored) == before


def test_a_bank_that_is_refused_is_remembered_until_it_is_mended(
    stored: Flask, folders: Folders
) -> None:
    folders.break_rule()

    refused = folders.sync_if_changed()

    state = find_content_state()
    assert refused.refused
    assert state is not None
    assert state.synced_at == NOON
    assert state.refused_faults == tuple(map(str, refused.faults))
    assert RENT in keys()
    folders.restore()
    assert folders.sync_if_changed() == SyncResult(None)
    db.session.rollback()
    mended = find_content_state()
    assert mended is not None
    assert (mended.refused_hash, mended.refused_faults) == (None, ())


def test_a_refused_bank_that_is_mended_another_way_is_stored(
    stored: Flask, folders: Folders
) -> None:
    folders.break_rule()
    folders.sync_if_changed()
    folders.edit("difficulty: extreme", "difficulty: medium")

    result = folders.sync_if_changed()

    assert result.plan == SyncPlan(update=("oak-mill-last-year",))
    db.session.rollback()
    state = find_content_state()
    assert state is not None
    assert state.refused_hash is None


def test_the_first_files_with_an_error_leave_an_empty_bank(
    empty_app: Flask, folders: Folders
) -> None:
    folders.break_rule()

    assert folders.sync_if_changed().refused

    assert find_content_state() is None
    assert keys() == set()


def test_folders_that_are_not_there_are_faults(empty_app: Flask, tmp_path: Path) -> None:
    result = sync_content(tmp_path / "seeds", tmp_path / "question_bank", now=NOON)

    assert result.refused
    assert {fault.code for fault in result.faults} >= {"folder-missing"}


def test_a_folder_that_vanishes_leaves_what_is_stored(stored: Flask, folders: Folders) -> None:
    shutil.rmtree(folders.bank)

    assert folders.sync_if_changed().refused

    assert RENT in keys()
