"""Tables of the stored bank: questions, their versions, and the state of the last sync."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import Base


class QuestionRow(Base):
    """A question by its lasting key; one that left the files is retired, never deleted.

    `position` is its place in the bank files, `content_hash` names the version asked today.
    """

    __tablename__ = "question"
    __table_args__ = (
        Index(
            "ix_question_retired",
            "id",
            sqlite_where=text("retired_at IS NOT NULL"),
            postgresql_where=text("retired_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    module: Mapped[str] = mapped_column(String(130))
    position: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(32))
    retired_at: Mapped[datetime | None]


class QuestionVersionRow(Base):
    """The content of a question at one time; rows are added, never changed."""

    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("question_id", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    content_hash: Mapped[str] = mapped_column(String(32))
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class ContentStateRow(Base):
    """The one row about the content: what is served, and what was refused since.

    Attributes:
        files_hash: hash of the files that the served content was read from.
        content_hash: hash of what is served.
        refused_hash: hash of newer files that failed their check; None when none did.
        refused_faults: their faults, a line each.
    """

    __tablename__ = "content_state"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    files_hash: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    synced_at: Mapped[datetime]
    refused_hash: Mapped[str | None] = mapped_column(String(64))
    refused_faults: Mapped[str | None] = mapped_column(Text)
