"""The backups that the program keeps by itself: what they are called, which stay and which go."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

Cause = Literal["hourly", "migration", "erasure", "upload", "repair"]
RECENT: Final = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9
MIGRATIONS = 3
STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A backup of one database.

    Attributes:
        made_at: the moment that it shows, in UTC, to the second.
        cause: why it was made.
    """

    made_at: datetime
    cause: str


def name_of(stem: str, backup: Backup) -> str:
    """Return the file name of a backup of the database called `stem`."""
    return f"{stem}.{backup.made_at.astimezone(UTC):{STAMP}}.{backup.cause}.db"


def read_name(stem: str, name: str) -> Backup | None:
    """Return what a file name says; None for a file that is no backup of that database."""
    pattern = rf"{re.escape(stem)}\.(\d{{4}}-\d\d-\d\dT\d{{6}}Z)\.([a-z]+)\.db"
    found = re.fullmatch(pattern, name)
    if found is None:
        return None
    try:
        return Backup(datetime.strptime(found[1], STAMP).replace(tzinfo=UTC), found[2])
    except ValueError:
        return None


def kept(backups: Iterable[Backup], now: datetime) -> set[Backup]:
    """Return which backups stay.

    The last of each hour of the last two days; the last of each of the latest 12 days, 10 weeks
    and 9 months that have any, counted in UTC; the latest one from before a migration, three
    times over.
    """
    newest_first = sorted(backups, reverse=True)
    recent = [backup for backup in newest_first if backup.made_at > now - RECENT]
    migrations = [backup for backup in newest_first if backup.cause == "migration"]
    return {
        *_last_of_each(recent, lambda at: (at.date(), at.hour), len(recent)),
        *_last_of_each(newest_first, datetime.date, DAYS),
        *_last_of_each(newest_first, lambda at: at.isocalendar()[:2], WEEKS),
        *_last_of_each(newest_first, lambda at: (at.year, at.month), MONTHS),
        *migrations[:MIGRATIONS],
    }


def _last_of_each(
    newest_first: Iterable[Backup], unit: Callable[[datetime], object], most: int
) -> list[Backup]:
    last: dict[object, Backup] = {}
    for backup in newest_first:
        last.setdefault(unit(backup.made_at), backup)
    return list(last.values())[:most]
