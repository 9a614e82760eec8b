"""Stretches of reading, within the transaction that moves the reading place."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from studyapp.reading.models import ReadingStretchRow
from studyapp.reading.pace import Step
from studyapp.reading.reading_place import ModuleKey

PAUSE = timedelta(minutes=30)
"""Whoever does nothing for so long has stopped; what comes then is another stretch."""


def add_to_stretch(
    session: Session, learner_id: int, module: ModuleKey, step: Step, *, day: date, now: datetime
) -> None:
    """Count a step into the stretch that it goes on with, or begin another one.

    Args:
        step: what was read until `now`, at a reading pace.
        day: the learner's own day of `now`; a stretch ends with it.
    """
    begun_at = now - timedelta(seconds=step.seconds)
    of_module = (
        (ReadingStretchRow.learner_id == learner_id)
        & (ReadingStretchRow.article_key == module[0])
        & (ReadingStretchRow.module_key == module[1])
    )
    latest = session.execute(
        select(ReadingStretchRow.id, ReadingStretchRow.ended_at)
        .where(of_module, ReadingStretchRow.day == day)
        .order_by(ReadingStretchRow.id.desc())
        .limit(1)
    ).first()
    if latest is not None and begun_at - latest[1] < PAUSE:
        sums = {
            "words": ReadingStretchRow.words + step.words,
            "seconds": ReadingStretchRow.seconds + step.seconds,
            "ended_at": max(now, latest[1]),
        }
        session.execute(
            update(ReadingStretchRow).where(ReadingStretchRow.id == latest[0]).values(sums)
        )
        return
    session.add(
        ReadingStretchRow(
            learner_id=learner_id,
            article_key=module[0],
            module_key=module[1],
            day=day,
            started_at=begun_at,
            ended_at=now,
            words=step.words,
            seconds=step.seconds,
        )
    )


def merge_stretches(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's reading into an account."""
    moved = update(ReadingStretchRow).where(ReadingStretchRow.learner_id == guest_id)
    session.execute(moved.values(learner_id=account_id))
