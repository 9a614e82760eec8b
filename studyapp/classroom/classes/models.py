"""Tables of classes and of the people who sit in them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.accounts.models import NAME_KEY_LONGEST
from studyapp.database import SECRET, Base


class ClassRow(Base):
    """A class of one teacher.

    Attributes:
        zone: time zone in which its windows open and close.
        join_code: lets pupils take a seat; None while the class is closed to newcomers.
        erase_on: day, in the class's zone, from which its results are erased.
        ended_at: when the teacher put the class away; its results stay until they are erased.
    """

    __tablename__ = "class"

    id: Mapped[int] = mapped_column(primary_key=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("learner.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    zone: Mapped[str] = mapped_column(String(64))
    join_code: Mapped[str | None] = mapped_column(String(8), unique=True)
    erase_on: Mapped[date]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SeatRow(Base):
    """A pupil of a class: a name on the roster, and the learner who answers for it.

    The learner is made with the seat and is nameless until the pupil claims an account.

    Attributes:
        name: as the teacher writes it; `name_key` as it is compared within the class.
        pupil_code: the school's own number of the pupil.
        word_hash: of the personal word; None until the pupil first takes the seat.
        shares_misses: what was missed in class enters the pupil's own review.
        shares_study: the teacher sees what the pupil knows from studying alone.
        taken_at: when the pupil first took the seat.
        removed_at: when the teacher took the pupil off the roster; results stay.
    """

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("class_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class.id", ondelete="CASCADE"))
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(NAME_KEY_LONGEST), info=SECRET)
    pupil_code: Mapped[str | None] = mapped_column(String(40))
    word_hash: Mapped[str | None] = mapped_column(String(200), info=SECRET)
    shares_misses: Mapped[bool]
    shares_study: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class AccommodationRow(Base):
    """More time for one learner, wherever time is limited; without a row there is none.

    Attributes:
        factor: every limit is multiplied by it: 1, 1.25, 1.5 or 2.
        extra_minutes: added to the limit of an attempt after that, 0 to 240.
        untimed: no limit holds at all.
    """

    __tablename__ = "accommodation"
    __table_args__ = (
        CheckConstraint("factor IN (1, 1.25, 1.5, 2)", name="factor_is_known"),
        CheckConstraint("extra_minutes BETWEEN 0 AND 240", name="extra_is_bounded"),
    )

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    factor: Mapped[float]
    extra_minutes: Mapped[int]
    untimed: Mapped[bool]
    set_at: Mapped[datetime]
