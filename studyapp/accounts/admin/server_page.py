"""What admins are told of the server: its settings and what is kept of its data."""

import platform
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import current_app, request

from studyapp import __version__
from studyapp.accounts.admin.server_words import age_text, size_text
from studyapp.database import db, sqlite_file
from studyapp.day_words import minute_text
from studyapp.mail import find_mailer
from studyapp.safety.backup_shelf import Backup
from studyapp.safety.regular_backups import backups_of

SHOWN = 12
CAUSES: Final[Mapping[str, str]] = {
    "hourly": "while the server was used",
    "migration": "before a new schema",
    "erasure": "before an erasure",
    "upload": "before data was taken in",
    "repair": "before a repair",
}


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup with the size of its file."""

    backup: Backup
    size: int


def server_values(zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """Return what the page of the server shows."""
    config, file = current_app.config, sqlite_file(db.engine)
    return {
        "version": __version__,
        "python": platform.python_version(),
        "database": _database_words(file),
        "place": str(file or f"{db.engine.url.database} on {db.engine.url.host or 'this machine'}"),
        "is_file": file is not None,
        "profile": config["PROFILE"],
        "comes_by_https": request.is_secure,
        "hosts": config["TRUSTED_HOSTS"],
        "proxies": config["PROXIES"],
        "sends_letters": find_mailer() is not None,
        "backups": _backup_values(kept_backups(file) if file else [], zone, now),
    }


def kept_backups(database: Path) -> list[KeptBackup]:
    """Return the backups that are kept of a database, the newest first."""
    found = []
    for backup, place in reversed(backups_of(database).items()):
        # One that has just been thinned out is none.
        with suppress(FileNotFoundError):
            found.append(KeptBackup(backup, place.stat().st_size))
    return found


def _database_words(file: Path | None) -> str:
    return f"SQLite {sqlite3.sqlite_version}, a file" if file else "PostgreSQL"


def _backup_values(backups: list[KeptBackup], zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    return {
        "count": len(backups),
        "all_size": size_text(sum(kept.size for kept in backups)),
        "age": age_text(now - backups[0].backup.made_at) if backups else None,
        "latest": [
            {
                "at_text": minute_text(kept.backup.made_at.astimezone(zone)),
                "cause": CAUSES.get(kept.backup.cause, kept.backup.cause),
                "size": size_text(kept.size),
            }
            for kept in backups[:SHOWN]
        ],
    }
