"""Tables of the review log and of what is derived from it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import JSON_TEXT, Base


class ReviewLogRow(Base):
    """One answer, or the undoing of one, as it happened; rows are added, never changed.

    When a guest claims an account on another device, the rows change hands; their content stays.

    Attributes:
        entry_uuid: made by the client; a second post with it changes nothing.
        undoes: for an undo, the answer it takes back.
        mode: where it was given; see `review/modes.py` for which of them move the schedule.
        run_id: groups the answers of one module check; None outside of a check.
        given, shown: JSON; positions of the answer in the bank file, and the order of display.
        confidence: how sure the learner was, where they said so.
        recalled: the learner said that they know it before the choices were shown.
        disputed: counted as right because the learner insists.
        recorded_at: when the answer was given; `received_at` when it came, where that was later.
        learner_day: the learner's own day of the answer, in `zone`.
        follows: the answer whose memory this one built on; None for the first.
        stability, difficulty, due_on: the memory that the answer left.
        scheduler: name and version of what computed it.
    """

    __tablename__ = "review_log"
    __table_args__ = (
        UniqueConstraint("learner_id", "entry_uuid"),
        UniqueConstraint("undoes"),
        Index("ix_review_log_learner_question", "learner_id", "question_id"),
        Index("ix_review_log_learner_day", "learner_id", "learner_day"),
        Index("ix_review_log_run", "run_id", sqlite_where=text("run_id IS NOT NULL")),
        Index(
            "ix_review_log_missed",
            "learner_id",
            "learner_day",
            sqlite_where=text('"right" = 0'),
            postgresql_where=text('NOT "right"'),
        ),
        Index(
            "ix_review_log_new",
            "learner_id",
            "learner_day",
            sqlite_where=text("mode = 'new'"),
            postgresql_where=text("mode = 'new'"),
        ),
        CheckConstraint("kind IN ('answer', 'undo')", name="kind_is_known"),
        CheckConstraint("(kind = 'undo') = (undoes IS NOT NULL)", name="undo_names_answer"),
        CheckConstraint("(kind = 'answer') = (rating IS NOT NULL)", name="answer_has_rating"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score_is_a_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"))
    entry_uuid: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(6))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("review_log.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    mode: Mapped[str] = mapped_column(String(10))
    run_id: Mapped[str | None] = mapped_column(String(36))
    given: Mapped[str | None] = mapped_column(Text, info=JSON_TEXT)
    shown: Mapped[str | None] = mapped_column(String(60), info=JSON_TEXT)
    right: Mapped[bool | None]
    score: Mapped[float | None]
    confidence: Mapped[str | None] = mapped_column(String(7))
    disputed: Mapped[bool | None]
    recalled: Mapped[bool | None]
    rating: Mapped[int | None]
    milliseconds: Mapped[int | None]
    recorded_at: Mapped[datetime]
    received_at: Mapped[datetime | None]
    learner_day: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    scheduler: Mapped[str] = mapped_column(String(30))
    follows: Mapped[int | None]
    stability: Mapped[float | None]
    difficulty: Mapped[float | None]
    due_on: Mapped[date | None]


class LapseReasonRow(Base):
    """Why an answer slipped that was once known, as the learner says; the last word counts."""

    __tablename__ = "lapse_reason"
    __table_args__ = (
        CheckConstraint(
            "reason IN ('forgot', 'misread', 'unclear', 'bad')", name="reason_is_known"
        ),
    )

    log_id: Mapped[int] = mapped_column(ForeignKey("review_log.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime]


class PretestRow(Base):
    """What a learner guessed before reading; it is not scored and moves no schedule.

    Attributes:
        given: position of the option in the bank file; None when it was left out.
    """

    __tablename__ = "pretest"

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    given: Mapped[int | None]
    given_at: Mapped[datetime]


class RestRow(Base):
    """A question that is not asked for a while although it is due.

    Attributes:
        until: the learner's own day on which it is asked again.
        reason: `sibling` of what was asked of the same passage, `leech`, `left_out` by the
            learner, or `put_off` by a plan.
        log_id: the answer that laid it to rest; of one that is put off, the answer that ended that.
        put_off_id: the plan that did; without the plan the rest is gone.
    """

    __tablename__ = "rest"
    __table_args__ = (
        Index("ix_rest_log", "log_id"),
        Index("ix_rest_put_off", "put_off_id"),
        Index("ix_rest_until", "learner_id", "until"),
        CheckConstraint(
            "reason IN ('sibling', 'leech', 'left_out', 'put_off')", name="reason_is_known"
        ),
    )

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(8))
    log_id: Mapped[int | None] = mapped_column(ForeignKey("review_log.id"))
    put_off_id: Mapped[int | None] = mapped_column(ForeignKey("put_off.id", ondelete="CASCADE"))


class MemoryRow(Base):
    """What one learner holds of one question; derived, and rebuilt from the log to the byte."""

    __tablename__ = "memory"
    __table_args__ = (Index("ix_memory_due", "learner_id", "due_on", "question_id"),)

    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    decay: Mapped[float]
    reviewed_on: Mapped[date]
    due_on: Mapped[date]
    reps: Mapped[int]
    passes: Mapped[int]
    lapses: Mapped[int]
    last_answer_id: Mapped[int] = mapped_column(ForeignKey("review_log.id"))
