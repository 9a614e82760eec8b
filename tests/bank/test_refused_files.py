"""Files with an error are not stored; what is stored is served on, and a teacher hears of it."""

import shutil
from pathlib import Path

from flask import Flask

from studyapp.bank.operations import SyncResult, sync_content
from studyapp.bank.queries import find_content_state
from studyapp.bank.sync_plan import SyncPlan
from studyapp.database import db
from tests.bank.folders import RENT, Folders, keys
from tests.conftest import NOON
from tests.stored import everything_stored


def test_files_with_an_error_change_nothing(stored_app: Flask, folders: Folders) -> None:
    before = everything_stored(stored_app)
    folders.edit("quote: paid his rent in flour", "quote: paid his rent in gold coins")

    result = folders.sync()

    assert result.refused
    assert result.plan is None
    assert [fault.code for fault in result.faults] != []
    assert everything_stored(stored_app) == before


def test_a_bank_that_is_refused_is_remembered_until_it_is_mended(
    stored_app: Flask, folders: Folders
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
    stored_app: Flask, folders: Folders
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


def test_a_folder_that_vanishes_leaves_what_is_stored(stored_app: Flask, folders: Folders) -> None:
    shutil.rmtree(folders.bank)

    assert folders.sync_if_changed().refused

    assert RENT in keys()
