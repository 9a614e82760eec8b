"""Backups that nobody has to think of are made when something was written, and harm nothing."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.app import HOUSEKEEPING
from studyapp.clock import utc_now
from studyapp.safety.backup_shelf import Backup
from studyapp.safety.regular_backups import (
    back_up_before,
    back_up_when_used,
    backups_of,
    keep_backup,
)
from studyapp.serving.chores import do_chore
from tests.conftest import NOON
from tests.sqlite_file import rows
from tests.stored import everything_stored

pytestmark = pytest.mark.sqlite("files are copied")

HOUR = timedelta(hours=1)
LEARNERS = "SELECT count(*) FROM learner"


@pytest.fixture
def database(app: Flask) -> Path:
    """Return the database of the app, last written to at noon."""
    file = Path(app.config["INSTANCE"]) / "studyapp.db"
    written_at(file, NOON)
    return file


def written_at(database: Path, moment: datetime) -> None:
    """Let all files of a database be of a moment, as if it were that now."""
    for file in database.parent.glob(f"{database.name}*"):
        os.utime(file, (moment.timestamp(), moment.timestamp()))


def causes(database: Path) -> list[tuple[datetime, str]]:
    return [(backup.made_at, backup.cause) for backup in backups_of(database)]


def block_backups(database: Path) -> None:
    (database.parent / "backups").write_text("a file in the way")


def test_the_first_backup_is_made_at_once(database: Path, app_context: None) -> None:
    back_up_when_used(NOON)

    assert causes(database) == [(NOON, "hourly")]


def test_nothing_is_backed_up_again_that_was_not_written_to(
    database: Path, app_context: None
) -> None:
    back_up_when_used(NOON + HOUR)

    back_up_when_used(NOON + 3 * HOUR)

    assert causes(database) == [(NOON + HOUR, "hourly")]


def test_what_was_written_is_backed_up_after_an_hour_and_no_sooner(
    database: Path, app_context: None
) -> None:
    back_up_when_used(NOON)
    ensure_learner("token of a learner", "UTC", now=NOON)
    written_at(database, NOON + timedelta(minutes=1))

    back_up_when_used(NOON + timedelta(minutes=59))
    back_up_when_used(NOON + HOUR)

    assert causes(database) == [(NOON, "hourly"), (NOON + HOUR, "hourly")]
    assert [rows(file, LEARNERS) for file in backups_of(database).values()] == [[(0,)], [(1,)]]


def test_a_backup_of_the_future_holds_up_no_other(database: Path, app_context: None) -> None:
    keep_backup(database, "hourly", now=NOON + timedelta(days=900))

    back_up_when_used(NOON)

    assert (NOON, "hourly") in causes(database)


def test_a_server_that_runs_keeps_hourly_backups() -> None:
    (chore,) = (chore for chore in HOUSEKEEPING if chore.do is back_up_when_used)

    assert chore.every < HOUR


def test_a_new_backup_thins_out_the_others(database: Path, app_context: None) -> None:
    for minutes in (0, 10, 20):
        keep_backup(database, "upload", now=NOON + timedelta(minutes=minutes))

    assert causes(database) == [(NOON + timedelta(minutes=20), "upload")]


def test_what_a_killed_backup_left_goes_after_a_day(database: Path, app_context: None) -> None:
    keep_backup(database, "hourly", now=NOON)
    left = database.parent / "backups" / ".studyapp.2026-03-05T110000Z.hourly.db.0a1b.part"
    left.touch()
    os.utime(left, (NOON.timestamp(), NOON.timestamp()))

    keep_backup(database, "hourly", now=NOON + 23 * HOUR)
    assert left.exists()
    keep_backup(database, "hourly", now=NOON + 25 * HOUR)

    assert not left.exists()


def test_there_is_a_backup_from_before_an_erasure(database: Path, app_context: None) -> None:
    gone = ensure_learner("token of a learner", "UTC", now=NOON)

    erase_learner(gone.id, ())

    ((_, cause),) = causes(database)
    assert cause == "erasure"
    assert [rows(file, LEARNERS) for file in backups_of(database).values()] == [[(1,)]]
    assert rows(database, LEARNERS) == [(0,)]


def test_many_who_erase_themselves_do_not_fill_the_disk(database: Path, app_context: None) -> None:
    for number in range(5):
        learner = ensure_learner(f"token {number}", "UTC", now=NOON)
        erase_learner(learner.id, ())

    assert len(causes(database)) == 1


def test_risky_work_goes_on_without_a_backup_and_that_is_logged(
    database: Path, app_context: None, caplog: pytest.LogCaptureFixture
) -> None:
    block_backups(database)
    gone = ensure_learner("token of a learner", "UTC", now=NOON)

    erase_learner(gone.id, ())

    assert rows(database, LEARNERS) == [(0,)]
    (record,) = caplog.records
    assert record.getMessage().startswith("There is no backup from before this erasure: ")
    assert record.exc_info is None


def test_an_hourly_backup_that_fails_is_logged_in_a_sentence(
    app: Flask, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    block_backups(database)
    before = everything_stored(app)
    (chore,) = (chore for chore in HOUSEKEEPING if chore.do is back_up_when_used)

    do_chore(app, chore)

    (record,) = caplog.records
    assert record.getMessage().startswith("No backup can be kept in ")
    assert record.exc_info is None
    assert everything_stored(app) == before


def test_a_backup_before_risky_work_is_not_made_twice_in_ten_minutes(
    database: Path, app_context: None
) -> None:
    now = utc_now()
    keep_backup(database, "hourly", now=now - timedelta(minutes=5))
    back_up_before("upload")
    assert len(causes(database)) == 1

    (recent,) = backups_of(database).values()
    recent.unlink()
    keep_backup(database, "hourly", now=now - timedelta(minutes=90))
    back_up_before("upload")

    assert [cause for _, cause in causes(database)] == ["hourly", "upload"]


def test_other_files_of_the_folder_are_left_alone(database: Path, app_context: None) -> None:
    keep_backup(database, "hourly", now=NOON)
    own = database.parent / "backups" / "before-the-exam.db"
    own.touch()

    keep_backup(database, "hourly", now=NOON + timedelta(minutes=30))

    assert own.exists()
    assert list(backups_of(database)) == [Backup(NOON + timedelta(minutes=30), "hourly")]
