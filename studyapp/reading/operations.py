"""Changes to the stored articles and to reading places."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from studyapp.database import write_transaction
from studyapp.reading.article import Article
from studyapp.reading.models import ArticleRow, ReadingRow
from studyapp.reading.pace import Step
from studyapp.reading.queries import ARTICLE
from studyapp.reading.reading_place import ModuleKey
from studyapp.reading.stretch_operations import add_to_stretch, merge_stretches


def store_articles(session: Session, articles: Iterable[Article]) -> None:
    """Replace the stored articles, within the transaction of a content sync."""
    session.execute(delete(ArticleRow))
    for position, article in enumerate(articles):
        content = ARTICLE.dump_json(article).decode()
        row = {"key": article.key, "position": position, "content": content}
        session.execute(insert(ArticleRow).values(row))


def save_place(
    learner_id: int,
    module: ModuleKey,
    place: int,
    *,
    finished: bool,
    now: datetime,
    step: Step | None = None,
    day: date | None = None,
) -> None:
    """Remember the paragraph a learner has come to, and that the end was reached.

    A step counts as read if it is reading and began at the place that is stored: what two windows
    or a lost message mix up is no measure.

    Args:
        day: the learner's own day of `now`, on which the step counts.
    """
    with write_transaction(learner_id) as session:
        if step is not None and step.is_reading:
            _add_step(session, learner_id, module, step, day or now.date(), now)
        note_reading(session, learner_id, module, place, finished=finished, now=now)


def note_reading(
    session: Session,
    learner_id: int,
    module: ModuleKey,
    place: int | None,
    *,
    finished: bool,
    now: datetime,
) -> None:
    """Do the same within a transaction; without a place the old one stays."""
    is_this = _is_this_reading(learner_id, module)
    row = session.execute(select(ReadingRow.place, ReadingRow.finished_at).where(is_this)).first()
    finished_at = row[1] if row is not None else None
    if finished and finished_at is None:
        finished_at = now
    if row is not None:
        values = {"place": place or row[0], "updated_at": now, "finished_at": finished_at}
        session.execute(update(ReadingRow).where(is_this).values(values))
        return
    session.add(
        ReadingRow(
            learner_id=learner_id,
            article_key=module[0],
            module_key=module[1],
            place=place or 0,
            opened_at=now,
            updated_at=now,
            finished_at=finished_at,
        )
    )


def merge_readings(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's reading into an account; the later place of a module stays.

    What was read on both sides is added up.
    """
    account_rows = {
        (row.article_key, row.module_key): row
        for row in session.scalars(select(ReadingRow).where(ReadingRow.learner_id == account_id))
    }
    guest_rows = session.scalars(select(ReadingRow).where(ReadingRow.learner_id == guest_id)).all()
    for row in guest_rows:
        kept = account_rows.get((row.article_key, row.module_key))
        if kept is None:
            row.learner_id = account_id
            continue
        if row.updated_at > kept.updated_at:
            kept.place, kept.updated_at = row.place, row.updated_at
        finished = [at for at in (row.finished_at, kept.finished_at) if at is not None]
        kept.finished_at = min(finished, default=None)
        kept.opened_at = min(row.opened_at, kept.opened_at)
        kept.words, kept.seconds = kept.words + row.words, kept.seconds + row.seconds
        session.delete(row)
    session.flush()
    merge_stretches(session, guest_id, account_id)


def _add_step(
    session: Session, learner_id: int, module: ModuleKey, step: Step, day: date, now: datetime
) -> None:
    began_here = _is_this_reading(learner_id, module) & (ReadingRow.place == step.since)
    sums = {
        "words": ReadingRow.words + step.words,
        "seconds": ReadingRow.seconds + step.seconds,
    }
    added = update(ReadingRow).where(began_here).values(sums).returning(ReadingRow.place)
    if session.execute(added).first() is not None:
        add_to_stretch(session, learner_id, module, step, day=day, now=now)


def _is_this_reading(learner_id: int, module: ModuleKey) -> ColumnElement[bool]:
    return (
        (ReadingRow.learner_id == learner_id)
        & (ReadingRow.article_key == module[0])
        & (ReadingRow.module_key == module[1])
    )
