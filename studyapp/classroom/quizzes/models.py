"""Tables of quizzes: what a teacher edits, what is frozen when it is used, and its regrading."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import JSON_TEXT, Base


class QuizRow(Base):
    """A quiz as its teacher edits it.

    Attributes:
        draw_count: how many of its questions each learner gets; None for all of them.
        shuffles: each learner gets the questions in an order of their own.
    """

    __tablename__ = "quiz"
    __table_args__ = (CheckConstraint("draw_count > 0", name="draws_some"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    draw_count: Mapped[int | None]
    shuffles: Mapped[bool]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class QuizItemRow(Base):
    """A question in a quiz that is edited; which version is asked is settled on first use."""

    __tablename__ = "quiz_item"

    quiz_id: Mapped[int] = mapped_column(
        ForeignKey("quiz.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    position: Mapped[int]


class QuizVersionRow(Base):
    """A quiz as it was when it was used; rows are added, never changed.

    `content_hash` names its items and settings, so that the same quiz is not frozen twice.
    """

    __tablename__ = "quiz_version"
    __table_args__ = (UniqueConstraint("quiz_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    draw_count: Mapped[int | None]
    shuffles: Mapped[bool]
    content_hash: Mapped[str] = mapped_column(String(32))
    frozen_at: Mapped[datetime]


class VersionItemRow(Base):
    """A question of a frozen quiz, in the version that is asked; `position` counts from 1."""

    __tablename__ = "quiz_version_item"
    __table_args__ = (UniqueConstraint("version_id", "question_version_id"),)

    version_id: Mapped[int] = mapped_column(
        ForeignKey("quiz_version.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), index=True)


class RegradeRow(Base):
    """How an item of a frozen quiz is graded instead, until it is undone; see `Rule`.

    Attributes:
        rule: `new_key`, `both_keys`, `full_credit` or `dropped`.
        key_version_id: the version of the question that holds the new key.
    """

    __tablename__ = "regrade"
    __table_args__ = (
        Index(
            "ix_regrade_in_force",
            "version_id",
            "position",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        CheckConstraint(
            "rule IN ('new_key', 'both_keys', 'full_credit', 'dropped')", name="rule_is_known"
        ),
        CheckConstraint(
            "(key_version_id IS NOT NULL) = (rule IN ('new_key', 'both_keys'))",
            name="new_keys_name_their_version",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("quiz_version.id"))
    position: Mapped[int]
    rule: Mapped[str] = mapped_column(String(11))
    key_version_id: Mapped[int | None] = mapped_column(ForeignKey("question_version.id"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class ItemTallyRow(Base):
    """What erased attempts leave to the statistics of an item: sums, and nobody's name.

    Attributes:
        people: how many first attempts are summed up.
        sum_x, sum_xx: of the score on the item, a share.
        sum_r, sum_rr, sum_xr: of the mean score on the other items, and of both together.
        choices: JSON, how often each position of the bank file was chosen.
    """

    __tablename__ = "item_tally"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("quiz_version.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    people: Mapped[int]
    sum_x: Mapped[float]
    sum_xx: Mapped[float]
    sum_r: Mapped[float]
    sum_rr: Mapped[float]
    sum_xr: Mapped[float]
    choices: Mapped[str] = mapped_column(Text, info=JSON_TEXT)
