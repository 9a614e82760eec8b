"""Tables of how a learner wants to study: habits, questions to come, dates, fitted memory."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import JSON_TEXT, Base


class StudyHabitRow(Base):
    """How one learner wants to be asked; without a row the defaults hold.

    Attributes:
        retention: wanted chance of recall on the due day, 0.80 to 0.95.
        new_per_day: new questions asked on a day, 0 and up.
        goal_kind: `none`, `questions` or `minutes` a day; `goal` is how many.
        weekdays: a letter a weekday from Monday: `n` normal, `l` light, `o` off.
        recall_first: choices stay hidden until the learner asks for them.
    """

    __tablename__ = "study_habit"
    __table_args__ = (
        CheckConstraint("goal_kind IN ('none', 'questions', 'minutes')", name="goal_is_known"),
    )

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    retention: Mapped[float]
    new_per_day: Mapped[int]
    goal_kind: Mapped[str] = mapped_column(String(9))
    goal: Mapped[int]
    weekdays: Mapped[str] = mapped_column(String(7))
    recall_first: Mapped[bool]


class EnrolmentRow(Base):
    """A question that a learner took into their review and has not been asked yet.

    The row goes with the first answer; the lowest id is asked first.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("learner_id", "question_id"),
        Index("ix_enrolment_learner", "learner_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    added_at: Mapped[datetime]


class ExamRow(Base):
    """A day on which something is to be known.

    Attributes:
        covers: JSON list of names of selections; see `review/session/selection.py`.
        minutes: what the learner means to give to it on a day.
    """

    __tablename__ = "exam"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(120))
    held_on: Mapped[date]
    covers: Mapped[str] = mapped_column(Text, info=JSON_TEXT)
    minutes: Mapped[int]
    created_at: Mapped[datetime]


class PutOffRow(Base):
    """A plan that puts questions off: days off, or a backlog spread over days.

    Deleting the row undoes it: what it laid to rest is due again.

    Attributes:
        kind: `days_off` or `backlog`.
        first_day, last_day: the learner's own days that it covers, both included.
        minutes: what the learner means to give on a day; None for days off.
    """

    __tablename__ = "put_off"
    __table_args__ = (CheckConstraint("kind IN ('days_off', 'backlog')", name="kind_is_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[date]
    last_day: Mapped[date]
    minutes: Mapped[int | None]
    made_at: Mapped[datetime]


class MemoryFitRow(Base):
    """Parameters of the scheduler that were fitted to one learner's log, used or not.

    Attributes:
        reviews: how many answers they were fitted to.
        parameters: JSON list of numbers.
        loss_before, loss_after: log loss on the latest fifth of the answers, with what was used
            before and with the fitted parameters.
        used: whether the learner's memory is reckoned with them; of one learner one row at most.
    """

    __tablename__ = "memory_fit"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    fitted_at: Mapped[datetime]
    reviews: Mapped[int]
    parameters: Mapped[str] = mapped_column(Text, info=JSON_TEXT)
    scheduler: Mapped[str] = mapped_column(String(30))
    loss_before: Mapped[float]
    loss_after: Mapped[float]
    used: Mapped[bool]
