"""Tables of the served texts and of how far each learner has read."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import Base


class ArticleRow(Base):
    """An article as it is served; replaced as a whole when its files change."""

    __tablename__ = "article"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    content: Mapped[str] = mapped_column(Text)


class ReadingRow(Base):
    """How far one learner has read one module.

    Attributes:
        place: number of the paragraph last read, to go on from.
        finished_at: when the end was reached for the first time.
        words, seconds: what was read at a reading pace, and how long it took.
    """

    __tablename__ = "reading"

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    article_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    module_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    place: Mapped[int]
    opened_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    words: Mapped[int] = mapped_column(default=0, server_default="0")
    seconds: Mapped[float] = mapped_column(default=0.0, server_default="0")


class ReadingStretchRow(Base):
    """A while in which one learner read in one module, without a long pause.

    Attributes:
        day: the learner's own day on which it began.
        words, seconds: what was read at a reading pace, and how long it took.
    """

    __tablename__ = "reading_stretch"
    __table_args__ = (Index("ix_reading_stretch_day", "learner_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    article_key: Mapped[str] = mapped_column(String(60))
    module_key: Mapped[str] = mapped_column(String(60))
    day: Mapped[date]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    words: Mapped[int]
    seconds: Mapped[float]


class NoteRow(Base):
    """A learner's own mark in a text, with a note or without; nobody else sees it.

    `exact`, `prefix` and `suffix` are a TextQuoteSelector of the W3C annotation model; all three
    are empty for a note on the paragraph as a whole.
    """

    __tablename__ = "note"
    __table_args__ = (
        UniqueConstraint("learner_id", "note_uuid"),
        Index("ix_note_article", "learner_id", "article_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    note_uuid: Mapped[str] = mapped_column(String(36))
    article_key: Mapped[str] = mapped_column(String(60))
    paragraph_id: Mapped[str] = mapped_column(String(80))
    exact: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
