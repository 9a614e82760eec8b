"""Put a backup in the place of the database, whole or not at all, and keep what was there."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from sqlalchemy.engine import URL

from studyapp.accounts.own_data.erase_operations import erase_again
from studyapp.app import create_app
from studyapp.classroom.sittings.erase_operations import erase_pupils_again
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError, StorageError
from studyapp.safety.backup import back_up, open_file, sync
from studyapp.safety.backup_shelf import STAMP
from studyapp.safety.erasures import Erasure, noted_erasures
from studyapp.safety.regular_backups import folder_of
from studyapp.storage.in_use import unused
from studyapp.storage.schema import migrate, newest_revision

BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that belong to one of SQLite."""
TEST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        replaced: where the database is that was there before, if there was one.
        revision, newest: the schema of the backup, and that of this program.
        erased: how many people were erased once more.
        broken_links: how many rows point at rows that are not there.
    """

    replaced: Path | None
    revision: str
    newest: str
    erased: int
    broken_links: int


def restore(database: Path, backup: Path, *, now: datetime) -> Restored:
    """Put a backup in the place of a database.

    Raises:
        BadInputError: the file is no backup of this program.
        ConflictError: something uses the database.
        StartError: the backup is newer than this program.
        StorageError: the backup is damaged, or there is no room.
    """
    if not backup.is_file():
        raise BadInputError(f"There is no file {backup}.")
    with unused(database):
        try:
            _require_nobody(database)
            return _restore(database, backup, now)
        except (OSError, sqlite3.DatabaseError) as error:
            raise StorageError(f"{backup} cannot be restored ({error}).") from error


def _restore(database: Path, backup: Path, now: datetime) -> Restored:
    prefix = f".{database.name}.restoring-"
    for left in database.parent.glob(f"{escape(prefix)}*"):
        shutil.rmtree(left, ignore_errors=True)
    # All that can go wrong goes wrong in a folder of its own.
    with tempfile.TemporaryDirectory(prefix=prefix, dir=database.parent) as folder:
        staged = Path(folder) / database.name
        broken_links = back_up(backup, staged)
        revision = _revision_of(staged, backup)
        address = URL.create("sqlite", database=str(staged)).render_as_string()
        migrate(address)
        erased = _erase_again(address, Path(folder), noted_erasures(database))
        _close(staged)
        replaced = _swap(staged, database, now)
    return Restored(replaced, revision, newest_revision(), erased, broken_links)


def _require_nobody(database: Path) -> None:
    """Refuse while any other program has the database open; a damaged one tells nothing."""
    if not database.exists():
        return
    with closing(open_file(database)) as connection:
        connection.execute(f"PRAGMA busy_timeout={int(TEST_SECONDS * 1000)}")
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise ConflictError(
                    f"Another program is using the database {database}, so nothing was changed."
                    " End it first."
                ) from error
        except sqlite3.DatabaseError:
            return


def _revision_of(staged: Path, backup: Path) -> str:
    with closing(open_file(staged)) as connection, suppress(sqlite3.OperationalError):
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is not None:
            return str(row[0])
    raise BadInputError(f"{backup} is no database of this program, so nothing was changed.")


def _erase_again(address: str, folder: Path, erasures: Iterable[Erasure]) -> int:
    app = create_app({"DATABASE_URL": address, "INSTANCE": str(folder)})
    learners, seats = (
        {erasure.id: erasure.made_at for erasure in erasures if erasure.what == what}
        for what in ("learner", "seat")
    )
    with app.app_context():
        try:
            farewells = app.extensions["studyapp_farewells"]
            return erase_pupils_again(seats) + erase_again(learners, farewells)
        finally:
            db.session.rollback()
            db.engine.dispose()


def _close(staged: Path) -> None:
    """Leave one file that needs no other beside it."""
    with closing(open_file(staged)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    sync(staged)


def _swap(staged: Path, database: Path, now: datetime) -> Path | None:
    """Put the staged file in the place of the database; at every moment a whole one is there."""
    replaced = None
    if database.exists():
        backups = folder_of(database)
        backups.mkdir(mode=0o700, exist_ok=True)
        replaced = backups / f"{database.stem}.replaced-{now.astimezone(UTC):{STAMP}}.db"
        _keep(database, replaced)
        for ending in BESIDE:
            beside = database.with_name(database.name + ending)
            if beside.exists():
                # The log or journal of one database would damage another.
                beside.replace(replaced.with_name(replaced.name + ending))
        sync(backups)
    staged.replace(database)
    sync(database.parent)
    return replaced


def _keep(database: Path, replaced: Path) -> None:
    try:
        os.link(database, replaced)
    except OSError:
        shutil.copy2(database, replaced)
    replaced.chmod(0o600)
