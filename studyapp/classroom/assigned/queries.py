"""Reads of assigned quizzes: their settings, and the attempts that are under way."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, func, select

from studyapp.classroom.assigned.assignment import FEEDBACKS, Assignment
from studyapp.classroom.assigned.counted import COUNTS
from studyapp.classroom.assigned.deadline import Window, deadline_of, window_of
from studyapp.classroom.classes.models import AccommodationRow, SeatRow
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.classes.queries import SchoolClass, get_class
from studyapp.classroom.sittings.models import AssignmentRow, AttemptRow, ResponseRow, SittingRow
from studyapp.classroom.sittings.queries import ATTEMPT, Attempt, Sitting, get_sitting
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.storage.prepared import AnySession
from studyapp.zones import zone_named

ASSIGNMENT = (
    AssignmentRow.opens_at,
    AssignmentRow.closes_at,
    AssignmentRow.seconds,
    AssignmentRow.attempts,
    AssignmentRow.counts,
    AssignmentRow.feedback,
    AssignmentRow.late_until,
    AssignmentRow.late_percent,
    AssignmentRow.extends_close,
    AssignmentRow.certainty,
)
_MORE = (AccommodationRow.factor, AccommodationRow.extra_minutes, AccommodationRow.untimed)


_ANSWERED = (
    select(func.max(ResponseRow.answered_at))
    .where(ResponseRow.attempt_id == AttemptRow.id)
    .scalar_subquery()
)
_TIMED: Select[Any] = (
    select(*ATTEMPT, *ASSIGNMENT, SittingRow.ended_at, *_MORE, _ANSWERED)
    .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
    .join(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
    .outerjoin(AccommodationRow, AccommodationRow.learner_id == AttemptRow.learner_id)
    .order_by(AttemptRow.id)
)
_OPEN = _TIMED.where(AttemptRow.submitted_at.is_(None))


@dataclass(frozen=True, slots=True)
class AssignedQuiz:
    """A quiz that is assigned to a class."""

    sitting: Sitting
    assignment: Assignment
    class_: SchoolClass

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone in which its dates are typed and shown."""
        return zone_named(self.class_.zone) or ZoneInfo("UTC")

    def window(self, more: MoreTime) -> Window:
        """Return when it can be worked on with so much more time."""
        return window_of(self.assignment, more, self.sitting.ended_at)


@dataclass(frozen=True, slots=True)
class TimedAttempt:
    """An attempt at an assigned quiz, with what decides when its time is over.

    Attributes:
        answered_at: when the last answer was given; None without any.
    """

    attempt: Attempt
    assignment: Assignment
    ended_at: datetime | None
    more: MoreTime
    answered_at: datetime | None

    @property
    def window(self) -> Window:
        """Return when its learner may work."""
        return window_of(self.assignment, self.more, self.ended_at)

    @property
    def deadline(self) -> datetime:
        """Return when it ends by itself."""
        return deadline_of(self.assignment, self.attempt.started_at, self.more, self.ended_at)


def get_assigned(sitting_id: int, session: AnySession | None = None) -> AssignedQuiz:
    """Return an assigned quiz; raise NotFoundError when the sitting is of another kind."""
    session = session or db.session
    sitting = get_sitting(sitting_id, session)
    if sitting.kind != "assigned" or sitting.class_id is None:
        raise NotFoundError("There is no such assigned quiz.")
    assignment = get_assignment(session, sitting_id)
    return AssignedQuiz(sitting, assignment, get_class(sitting.class_id))


def get_assignment(session: AnySession, sitting_id: int) -> Assignment:
    """Return the settings of an assigned quiz; raise NotFoundError when there is none."""
    row = session.execute(select(*ASSIGNMENT).where(AssignmentRow.sitting_id == sitting_id)).first()
    if row is None:
        raise NotFoundError("There is no such assigned quiz.")
    return assignment_of(row)


def assignment_of(row: Sequence[Any]) -> Assignment:
    """Return the settings in a row of the columns `ASSIGNMENT`."""
    opens_at, closes_at, seconds, attempts, counts, feedback, *rest = row
    limit = None if seconds is None else timedelta(seconds=seconds)
    shown = FEEDBACKS[feedback]
    return Assignment(opens_at, closes_at, limit, attempts, COUNTS[counts], shown, *rest)


def open_attempts(
    session: AnySession,
    *,
    class_id: int | None = None,
    sitting_id: int | None = None,
    learner_id: int | None = None,
) -> list[TimedAttempt]:
    """Return the attempts under way at assigned quizzes, those that fit all that is named."""
    wanted: list[ColumnElement[bool]] = []
    if class_id is not None:
        wanted.append(SittingRow.class_id == class_id)
    if sitting_id is not None:
        wanted.append(AttemptRow.sitting_id == sitting_id)
    if learner_id is not None:
        wanted.append(AttemptRow.learner_id == learner_id)
    return [_timed_attempt(row) for row in session.execute(_OPEN.where(*wanted))]


def find_open_attempt(session: AnySession, attempt_id: int) -> TimedAttempt | None:
    """Return an attempt of an assigned quiz; None when it was handed in, or is none."""
    row = session.execute(_OPEN.where(AttemptRow.id == attempt_id)).first()
    return _timed_attempt(row) if row is not None else None


def late_attempts(session: AnySession, sitting_id: int) -> list[TimedAttempt]:
    """Return the attempts at an assigned quiz that were handed in late."""
    wanted = _TIMED.where(AttemptRow.sitting_id == sitting_id, AttemptRow.is_late)
    return [_timed_attempt(row) for row in session.execute(wanted)]


def last_ends(session: AnySession, quizzes: Collection[AssignedQuiz]) -> dict[int, datetime]:
    """Return when the last pupil of its class can hand in a quiz, by the id of its sitting."""
    mores: dict[int, list[MoreTime]] = defaultdict(list)
    extended = {quiz.class_.id for quiz in quizzes if quiz.assignment.extends_close}
    if extended:
        found = session.execute(
            select(SeatRow.class_id, *_MORE)
            .join(SeatRow, SeatRow.learner_id == AccommodationRow.learner_id)
            .where(SeatRow.class_id.in_(extended), SeatRow.removed_at.is_(None))
        )
        for class_id, factor, extra_minutes, untimed in found:
            mores[class_id].append(MoreTime(factor, extra_minutes, untimed))
    return {quiz.sitting.id: _last_end(quiz, mores[quiz.class_.id]) for quiz in quizzes}


def shows_feedback(
    session: AnySession, quiz: AssignedQuiz, attempt: Attempt, now: datetime
) -> bool:
    """Tell whether the whole result of an attempt is shown to its learner."""
    return is_shown(quiz, attempt, last_ends(session, [quiz])[quiz.sitting.id], now)


def is_shown(quiz: AssignedQuiz, attempt: Attempt, last_end: datetime, now: datetime) -> bool:
    """Tell the same, of a quiz that the last pupil can hand in until `last_end`."""
    if attempt.submitted_at is None or quiz.assignment.feedback == "never":
        return False
    return quiz.assignment.feedback != "closed" or now > last_end


def has_attempts(session: AnySession, sitting_id: int) -> bool:
    """Tell whether anybody has begun."""
    return (
        session.scalar(select(AttemptRow.id).where(AttemptRow.sitting_id == sitting_id).limit(1))
        is not None
    )


def _last_end(quiz: AssignedQuiz, mores: Iterable[MoreTime]) -> datetime:
    counted = mores if quiz.assignment.extends_close else ()
    return max(quiz.window(more).ends_at for more in (MoreTime(), *counted))


def _timed_attempt(row: Row[Any]) -> TimedAttempt:
    values = tuple(row)
    attempt, rest = Attempt(*values[: len(ATTEMPT)]), values[len(ATTEMPT) :]
    settings, rest = rest[: len(ASSIGNMENT)], rest[len(ASSIGNMENT) :]
    ended_at, factor, extra_minutes, untimed, answered_at = rest
    more = MoreTime() if factor is None else MoreTime(factor, extra_minutes, untimed)
    return TimedAttempt(attempt, assignment_of(settings), ended_at, more, answered_at)
