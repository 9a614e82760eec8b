"""Backups that nobody has to think of: while the server is used, and before risky work."""

import logging
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studyapp.clock import utc_now
from studyapp.database import db, sqlite_file
from studyapp.errors import StorageError
from studyapp.safety.backup import LEFT_OVER_SECONDS, back_up, remove_left_overs
from studyapp.safety.backup_shelf import Backup, Cause, kept, name_of, read_name

EVERY = timedelta(hours=1)
SPARE_COPIES = 2
"""How many copies must have room, so that one of them never takes the room of answers."""
RECENT_ENOUGH = timedelta(minutes=10)
"""How old a backup may be to count as one from before an erasure or an upload.

Visitors cause those, and must not be able to fill the disk or hold up the others by it.
"""
log = logging.getLogger(__name__)


def folder_of(database: Path) -> Path:
    """Return where backups of a database are kept: a folder beside it."""
    return database.parent / "backups"


def backups_of(database: Path) -> dict[Backup, Path]:
    """Return the backups that are kept of a database, the oldest first."""
    places = folder_of(database).glob("*.db")
    found = {read_name(database.stem, place.name): place for place in places}
    return {backup: found[backup] for backup in sorted(filter(None, found))}


def keep_backup(database: Path, cause: Cause, *, now: datetime) -> Path:
    """Put a backup into the folder, and thin out those that are there.

    Raises:
        StorageError: there is no room for it, or the database is damaged; all others stay.
    """
    folder = folder_of(database)
    backup = Backup(now.replace(microsecond=0), cause)
    place = folder / name_of(database.stem, backup)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _require_room(database, folder)
        if not place.exists():
            back_up(database, place, replaces=True)
        _thin(database, now)
    except OSError as error:
        raise StorageError(f"No backup can be kept in {folder} ({error.strerror}).") from error
    return place


def back_up_when_used(now: datetime) -> None:
    """Keep a backup if the last one is an hour old and something was written since."""
    database = sqlite_file(db.engine)
    if database is None:
        return
    latest = _latest(database, now)
    if latest is None or (now - latest >= EVERY and _written_at(database) > latest):
        keep_backup(database, "hourly", now=now)


def back_up_before(cause: Cause) -> None:
    """Keep a backup before risky work unless there is one of the last minutes; never refuse."""
    database, now = sqlite_file(db.engine), utc_now()
    if database is None:
        return
    latest = _latest(database, now)
    if latest is not None and now - latest < RECENT_ENOUGH:
        return
    try:
        keep_backup(database, cause, now=now)
    except StorageError as error:
        log.error("There is no backup from before this %s: %s", cause, error)


def _latest(database: Path, now: datetime) -> datetime | None:
    """Return when the last backup was made; one that a wrong clock put into the future is none."""
    return max((b.made_at for b in backups_of(database) if b.made_at <= now), default=None)


def _states_of(database: Path) -> list[os.stat_result]:
    """Return what the system tells of a database and of its log of writes."""
    wal = database.with_name(f"{database.name}-wal")
    return [file.stat() for file in (database, wal) if file.exists()]


def _written_at(database: Path) -> datetime:
    """Return when the database was last written to; its log of writes counts if it holds any."""
    latest = max((state.st_mtime for state in _states_of(database) if state.st_size), default=0.0)
    return datetime.fromtimestamp(latest, UTC)


def _require_room(database: Path, folder: Path) -> None:
    needed = sum(state.st_size for state in _states_of(database))
    free = shutil.disk_usage(folder).free
    if free < needed * SPARE_COPIES:
        raise StorageError(
            f"The disk has too little room for a backup in {folder}: {free // 2**20} MB are free,"
            f" {needed * SPARE_COPIES // 2**20 + 1} MB must be."
        )


def _thin(database: Path, now: datetime) -> None:
    backups = backups_of(database)
    for backup in backups.keys() - kept(backups, now):
        backups[backup].unlink(missing_ok=True)
    before = now.timestamp() - LEFT_OVER_SECONDS
    remove_left_overs(folder_of(database), f"{database.stem}.", before=before)
