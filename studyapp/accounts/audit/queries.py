"""Reads of the audit log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from studyapp.accounts.models import AuditRow, LearnerRow
from studyapp.database import Base, db

ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the audit log, with the names that its numbers have now; see `AuditRow`."""

    id: int
    at: datetime
    learner_id: int | None
    who: str | None
    is_command: bool
    act: str
    class_id: int | None
    class_name: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for: those of a person, in a class, before an entry; None: any."""

    learner_id: int | None = None
    class_id: int | None = None
    before: int | None = None


def latest_entries(wanted: Wanted, most: int) -> tuple[list[Entry], int | None]:
    """Return the newest entries, and before which one the next are; None when that was all."""
    rows = db.session.execute(_statement(wanted).limit(most + 1)).all()
    found = [Entry(*row) for row in rows[:most]]
    return found, found[-1].id if len(rows) > most else None


def all_entries(wanted: Wanted) -> Iterator[Entry]:
    """Yield every entry, the newest first, a few rows at a time."""
    for row in db.session.execute(_statement(wanted).execution_options(yield_per=ROWS_AT_ONCE)):
        yield Entry(*row)


def _statement(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    school_class = Base.metadata.tables["class"]
    conditions = [
        column == value
        for column, value in (
            (AuditRow.learner_id, wanted.learner_id),
            (AuditRow.class_id, wanted.class_id),
        )
        if value is not None
    ]
    if wanted.before is not None:
        conditions.append(AuditRow.id < wanted.before)
    return (
        select(
            AuditRow.id,
            AuditRow.at,
            AuditRow.learner_id,
            LearnerRow.name,
            AuditRow.is_command,
            AuditRow.act,
            AuditRow.class_id,
            school_class.c.name,
            AuditRow.about,
        )
        .outerjoin(LearnerRow, LearnerRow.id == AuditRow.learner_id)
        .outerjoin(school_class, school_class.c.id == AuditRow.class_id)
        .where(*conditions)
        .order_by(AuditRow.id.desc())
    )
