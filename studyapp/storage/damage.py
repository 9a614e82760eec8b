"""Whether the file of a database is damaged, and which backup is whole."""

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from studyapp.errors import StartError
from studyapp.safety.backup import integrity_faults, open_file
from studyapp.safety.regular_backups import backups_of, folder_of

PRIMARY_CODE = 0xFF
"""What of an error code of SQLite says what kind it is of."""
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def refuse_damaged(database: Path) -> None:
    """Look at every page of a database before anything is written to it.

    It takes a quarter of a second for a million answers; what a table holds twice, in itself and in
    an index, is not compared.

    Raises:
        StartError: it is damaged; the text names the newest backup that is not.
    """
    if not database.is_file() or not database.stat().st_size:
        return
    fault = _damage_of(database)
    if fault is not None:
        raise StartError(
            f"The database {database} cannot be used: it is damaged or no database of this program "
            f"({fault}). Nothing was changed. {what_to_do(database)}"
        )


def what_to_do(database: Path) -> str:
    """Say which backup can take the place of a damaged database, and how."""
    newest = newest_good_backup(database)
    if newest is None:
        return f"There is no good backup in {folder_of(database)}."
    command = f"python3 -m studyapp restore {shlex.quote(str(newest))}"
    return f"The newest good backup is {newest}; this puts it in place: {command}"


def newest_good_backup(database: Path) -> Path | None:
    """Return the newest backup that is whole."""
    newest_first = reversed(backups_of(database).values())
    return next(filter(_is_whole, newest_first), None)


def _damage_of(database: Path) -> str | None:
    """Return what is wrong with the pages of a file; None also where it cannot be opened now."""
    try:
        with closing(_opened_to_look(database)) as connection:
            (first,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        is_damage = error.sqlite_errorcode & PRIMARY_CODE in DAMAGE
        return str(error) if is_damage else None
    return None if first == "ok" else str(first).splitlines()[-1]


def _opened_to_look(database: Path) -> sqlite3.Connection:
    """Open a database so that closing it brings nothing of its log of writes into the file."""
    log = database.with_name(f"{database.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return open_file(database)
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)


def _is_whole(backup: Path) -> bool:
    try:
        with closing(open_file(backup)) as connection:
            return not integrity_faults(connection)
    except sqlite3.DatabaseError:
        return False
