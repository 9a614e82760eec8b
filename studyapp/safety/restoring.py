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
from studyapp.accounts.sign_in.session_operations import end_named_sessions
from studyapp.app import create_app
from studyapp.classroom.sittings.erase_operations import erase_pupils_again
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError, StorageError
from studyapp.safety.backup import copy_checked, open_file, sync
from studyapp.safety.backup_shelf import STAMP
from studyapp.safety.erasures import Erasure, noted_erasures
from studyapp.safety.new_file import make_private
from studyapp.safety.regular_backups import folder_of
from studyapp.storage.damage import PRIMARY_CODE
from studyapp.storage.in_use import unused
from studyapp.storage.schema import (
    MIGRATIONS,
    known_revisions,
    migrate,
    migrating_engine,
    newest_revision,
)
from studyapp.storage.tables import columns_at, columns_in, lacking

BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that belong to one of SQLite."""
WRONG = {sqlite3.SQLITE_NOTADB: "is no backup", sqlite3.SQLITE_CORRUPT: "is damaged"}
"""What SQLite says of a file, in our words."""
TEST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes:
        replaced: where the database is that was there before, if there was one.
        revision, newest: the schema of the backup, and that of this program.
        erased: how many people were erased once more.
        signed_out: how many devices were signed out.
        broken_links: how many rows point at rows that are not there.
    """

    replaced: Path | None
    revision: str
    newest: str
    erased: int
    signed_out: int
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
            raise StorageError(f"{backup} cannot be restored ({_reason(error)}).") from error


def _restore(database: Path, backup: Path, now: datetime) -> Restored:
    prefix = f".{database.name}.restoring-"
    for left in database.parent.glob(f"{escape(prefix)}*"):
        shutil.rmtree(left, ignore_errors=True)
    # All that can go wrong goes wrong in a folder of its own.
    with tempfile.TemporaryDirectory(prefix=prefix, dir=database.parent) as folder:
        staged = Path(folder) / database.name
        broken_links = _copy_in(backup, staged)
        revision = _revision_of(staged, backup)
        address = URL.create("sqlite", database=str(staged)).render_as_string()
        _require_whole(address, revision, backup)
        migrate(address)
        erased, signed_out = _bring_up_to_now(address, Path(folder), noted_erasures(database))
        _close(staged)
        replaced = _swap(staged, database, now)
    return Restored(replaced, revision, newest_revision(), erased, signed_out, broken_links)


def _reason(error: Exception) -> str:
    """Return what an error says without the place at which a backup is prepared."""
    return str(error.strerror if isinstance(error, OSError) else error)


def _copy_in(backup: Path, staged: Path) -> int:
    """Copy a backup to where it is prepared; return how many links in it are broken."""
    unchanged = "The database was not changed."
    try:
        make_private(staged)
        return copy_checked(backup, staged)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE
        what = WRONG.get(code, "cannot be restored")
        raise StorageError(f"{backup} {what} ({error}). {unchanged}") from error
    except StorageError as error:
        raise StorageError(f"{error} {unchanged}") from error


def _require_whole(address: str, revision: str, backup: Path) -> None:
    """Refuse a database that lacks what its schema has; a newer one is refused by the migration."""
    if revision not in known_revisions():
        return
    engine = migrating_engine(address)
    try:
        with engine.connect() as connection:
            lacks = lacking(columns_at(revision, MIGRATIONS), columns_in(connection))
    finally:
        engine.dispose()
    if lacks:
        raise BadInputError(
            f"{backup} is no whole database of this program: it lacks {lacks}."
            " The database was not changed."
        )


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
        if row is not None and row[0] is not None:
            return str(row[0])
    raise BadInputError(f"{backup} is no database of this program, so nothing was changed.")


def _bring_up_to_now(address: str, folder: Path, erasures: Iterable[Erasure]) -> tuple[int, int]:
    """Erase again who was erased since, and sign out who may have been; return how many."""
    app = create_app({"DATABASE_URL": address, "INSTANCE": str(folder)})
    learners, seats = (
        {erasure.id: erasure.made_at for erasure in erasures if erasure.what == what}
        for what in ("learner", "seat")
    )
    with app.app_context():
        try:
            farewells = app.extensions["studyapp_farewells"]
            erased = erase_pupils_again(seats) + erase_again(learners, farewells)
            return erased, end_named_sessions()
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
