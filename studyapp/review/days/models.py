"""Table of what each day of study amounts to."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import Base


class DayTallyRow(Base):
    """What one learner answered on one of their days; derived, and rebuilt from the log.

    Answers that were undone and answers given in class are not in it.

    Attributes:
        answers, correct: all answers of the day, and those of them that were right.
        met: questions that were answered for the first time.
        milliseconds: what the answers took, each up to a minute.
        reviews, recalled: answers that moved the schedule and came a day or more after the one
            before them, and those of them that were right.
        mature, mature_recalled: those that came 21 days or more after it.
        guessed, fairly, sure: answers by how sure the learner was, and the right ones of each.
    """

    __tablename__ = "day_tally"

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    answers: Mapped[int]
    correct: Mapped[int]
    met: Mapped[int]
    milliseconds: Mapped[int]
    reviews: Mapped[int]
    recalled: Mapped[int]
    mature: Mapped[int]
    mature_recalled: Mapped[int]
    guessed: Mapped[int]
    guessed_right: Mapped[int]
    fairly: Mapped[int]
    fairly_right: Mapped[int]
    sure: Mapped[int]
    sure_right: Mapped[int]
