"""A copy of a SQLite database as it is at one moment, made while others read and write."""

import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from glob import escape
from pathlib import Path

from studyapp.errors import ConflictError, StorageError
from studyapp.safety.erasures import list_of
from studyapp.safety.new_file import make_private, require_free
from studyapp.storage import in_use, sqlite

PAGES_A_STEP = 2000
OWN_ENDINGS = ("", "-wal", "-shm", "-journal", in_use.ENDING)
"""Endings of a database and of the files that it works with."""
LEFT_OVER_SECONDS = 24 * 3600.0
"""How old an unfinished copy is that nobody works on any more."""
Progress = Callable[[int, int], None]
"""Takes the pages that are copied, and how many there are."""


def back_up(
    database: Path, target: Path, *, replaces: bool = False, tell: Progress | None = None
) -> int:
    """Copy a database to `target`, whole and checked or not at all.

    Returns:
        How many rows of it point at rows that are not there: a fault of the data, not of the file.

    Raises:
        ConflictError: `target` exists and is not to be replaced, or belongs to the database.
        StorageError: the database is damaged, or there is no room.
    """
    _refuse_own(database, target)
    require_free(target, replaces=replaces)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        make_private(part)
        remove_left_overs(part.parent, target.name, before=part.stat().st_mtime - LEFT_OVER_SECONDS)
        broken_links = copy_checked(database, part, tell)
        sync(part)
        part.replace(target)
        sync(target.parent)
    except (sqlite3.DatabaseError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StorageError(
            f"{database} cannot be copied to {target} ({reason}). It is as it was."
        ) from error
    finally:
        _remove(part.parent, part.name)
    return broken_links


def copy_checked(database: Path, copy: Path, tell: Progress | None = None) -> int:
    """Copy a database into a file and look at every page of it; return how many links are broken.

    Raises:
        StorageError: the database is damaged.
        sqlite3.DatabaseError: it is none, it cannot be read, or there is no room.
    """
    _copy(database, copy, tell)
    return _check(copy, database)


def _refuse_own(database: Path, target: Path) -> None:
    """Refuse to put a copy where the database is: a server would go on writing into the old one."""
    beside = [database.with_name(database.name + ending) for ending in OWN_ENDINGS]
    for own in (*beside, list_of(database)):
        if target.resolve() == own.resolve() or _is_same(target, own):
            raise ConflictError(
                f"{target} is the database itself or belongs to it, so it is not replaced."
                " Choose another name."
            )


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def remove_left_overs(folder: Path, name: str, *, before: float) -> None:
    """Remove what backups have left that were killed, of files whose names begin so.

    Args:
        before: older than this moment, in seconds since 1970, or it may be at work still.
    """
    for left in folder.glob(f".{escape(name)}*.part*"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)


def _remove(folder: Path, beginning: str) -> None:
    for file in folder.glob(f"{escape(beginning)}*"):
        file.unlink(missing_ok=True)


def open_file(database: Path) -> sqlite3.Connection:
    """Return a connection to a database that exists; nothing is made where there is none."""
    return sqlite3.connect(
        f"{database.resolve().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=sqlite.BUSY_TIMEOUT_SECONDS,
    )


def integrity_faults(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with its file; empty for a sound one."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def sync(path: Path) -> None:
    """Have a file, or what is in a folder, on the disk before going on."""
    if path.is_dir():
        # Windows neither needs nor knows it.
        with suppress(PermissionError):
            _flush(path, os.O_RDONLY)
        return
    _flush(path, os.O_RDWR)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(database: Path, part: Path, tell: Progress | None) -> None:
    def progress(_status: int, remaining: int, total: int) -> None:
        if tell is not None:
            tell(total - remaining, total)

    with closing(open_file(database)) as source, closing(open_file(part)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        # One moment for all steps: otherwise each write of others would begin the copy anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES_A_STEP, progress=progress)
        source.execute("ROLLBACK")
        # One file that needs no other beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def _check(part: Path, database: Path) -> int:
    with closing(open_file(part)) as copy:
        faults = integrity_faults(copy)
        if faults:
            raise StorageError(f"{database} is damaged ({faults[0]}), so no copy of it was kept.")
        return len(copy.execute("PRAGMA foreign_key_check").fetchall())
