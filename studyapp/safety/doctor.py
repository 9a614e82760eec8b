"""Look for what is wrong with what is stored, and mend what can be derived anew."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from studyapp.accounts.models import LearnerRow
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.database import db, sqlite_file
from studyapp.errors import NotFoundError, StudyAppError
from studyapp.review.operations import Rebuilt, compare_memory, rebuild_memory
from studyapp.safety.backup import integrity_faults, open_file
from studyapp.safety.erasures import damage_of, list_of, read_list
from studyapp.safety.regular_backups import folder_of, keep_backup
from studyapp.storage.damage import newest_good_backup
from studyapp.storage.schema import TABLES, current_revision, newest_revision
from studyapp.storage.tables import columns_in, columns_of, lacking

FAULTS_TOLD = 3
DERIVED = "What follows from the answers"
ORPHANS = {
    "review_log.follows": "SELECT later.id FROM review_log AS later LEFT JOIN review_log AS before"
    " ON before.id = later.follows WHERE later.follows IS NOT NULL AND before.id IS NULL",
    "question.content_hash": "SELECT question.id FROM question LEFT JOIN question_version"
    " ON question_version.question_id = question.id"
    " AND question_version.content_hash = question.content_hash"
    " WHERE question.retired_at IS NULL AND question_version.id IS NULL",
}
"""What finds the rows that name a row which is not there, where no foreign key can tell."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at, and what is wrong with it."""

    what: str
    faults: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Say it in one line."""
        if not self.faults:
            return f"{self.what}: in order"
        more = len(self.faults) - FAULTS_TOLD
        told = "; ".join(self.faults[:FAULTS_TOLD])
        return f"{self.what}: {told}{f'; and {more} more' if more > 0 else ''}"


def examine() -> Iterator[Check]:
    """Look at everything of this app; what needs a sound database comes last, if it is sound."""
    database = sqlite_file(db.engine)
    if database is not None:
        if not database.exists():
            raise NotFoundError(f"There is no database {database}. The first start makes it.")
        yield Check("Rights of the files", tuple(_open_to_others(database)))
        sound = _file_check(database)
        yield sound
        if sound.faults:
            return
        yield Check("Links between tables", tuple(_broken_links(database)))
    revision = Check("Schema", tuple(_revision_faults()))
    yield revision
    if revision.faults:
        return
    if database is not None:
        yield Check("People who were erased", tuple(_back_again(database)))
    yield Check("Rows named by others", tuple(_orphans()))
    yield Check(DERIVED, _told(compare_memory()))


def repair() -> tuple[Rebuilt, Path | None]:
    """Derive anew what follows from the answers; return what differed, and the backup before.

    Raises:
        StorageError: there is no backup, so nothing was changed.
    """
    database = sqlite_file(db.engine)
    kept = keep_backup(database, "repair", now=utc_now()) if database is not None else None
    return rebuild_memory(), kept


def _open_to_others(database: Path) -> Iterator[str]:
    if os.name == "nt":
        return
    private = [
        Path(current_app.config["INSTANCE"]) / "secret_key",
        *(database.with_name(database.name + ending) for ending in ("", "-wal", "-shm")),
        list_of(database),
        *sorted(folder_of(database).glob("*")),
    ]
    for file in private:
        if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield f"others on this machine can use {file}; chmod 600 {file}"


def _file_check(database: Path) -> Check:
    try:
        with closing(open_file(database)) as connection:
            faults = integrity_faults(connection)
    except sqlite3.DatabaseError as error:
        faults = [str(error)]
    if faults:
        newest = newest_good_backup(database)
        advice = f"the newest good backup is {newest}" if newest else "there is no good backup"
        faults.insert(0, f"damaged, and {advice}")
    return Check("File of the database", tuple(faults))


def _broken_links(database: Path) -> Iterator[str]:
    with closing(open_file(database)) as connection:
        try:
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            yield str(error)
            return
    for table, row, parent, _ in broken:
        yield f"row {row} of {table} belongs to a row of {parent} that is not there"


def _revision_faults() -> Iterator[str]:
    try:
        with db.engine.connect() as connection:
            stored, newest = current_revision(connection), newest_revision()
            lacks = lacking(columns_of(TABLES), columns_in(connection))
    except DatabaseError as error:
        yield str(error.orig)
        return
    if stored != newest:
        yield f"it is {stored or 'missing'}, this program has {newest}; a start brings it there"
    elif lacks:
        yield f"it lacks {lacks}; restore a backup"


def _back_again(database: Path) -> Iterator[str]:
    try:
        noted, damaged = read_list(database)
    except StudyAppError as error:
        yield str(error)
        return
    if damaged:
        yield damage_of(database, damaged)
    erased = {(e.id, e.made_at) for e in noted if e.what == "learner"}
    for row in db.session.execute(select(LearnerRow.id, LearnerRow.created_at)):
        if (row[0], row[1]) in erased:
            yield f"learner {row[0]} is here again; restore a backup by the command restore"


def _orphans() -> Iterator[str]:
    for column, statement in ORPHANS.items():
        rows = db.session.scalars(text(statement)).all()
        if rows:
            yield f"{column} of {counted(len(rows), 'row')} names nothing, first in row {rows[0]}"


def _told(differing: Rebuilt) -> tuple[str, ...]:
    return (
        *(f"learner {n}, question {q}: not what the log says" for n, q in differing.differed),
        *(f"learner {n}, {day}: not what the log counts" for n, day in differing.days),
    )
