"""Changes to the stored articles and to reading places."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from studyapp.database import write_transaction
from studyapp.reading.article import Article
from studyapp.reading.models import ArticleRow, ReadingRow
from studyapp.reading.queries import ARTICLE
from studyapp.reading.reading_place import ModuleKey


def store_articles(session: Session, articles: Iterable[Article]) -> None:
    """Replace the stored articles, within the transaction of a content sync."""
    session.execute(delete(ArticleRow))
    for position, article in enumerate(articles):
        content = ARTICLE.dump_json(article).decode()
        row = {"key": article.key, "position": position, "content": content}
        session.execute(insert(ArticleRow).values(row))


def save_place(
    learner_id: int, module: ModuleKey, place: int, *, finished: bool, now: datetime
) -> None:
    """Remember the paragraph a learner has come to, and that the end was reached."""
    with write_transaction() as session:
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
    is_this = (
        (ReadingRow.learner_id == learner_id)
        & (ReadingRow.article_key == module[0])
        & (ReadingRow.module_key == module[1])
    )
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
    """Move a guest's reading places into an account; the later place of a module stays."""
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
        session.delete(row)
    session.flush()
