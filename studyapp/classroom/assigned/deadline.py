"""Until when one learner may work on an assigned quiz; the server alone judges it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from studyapp.classroom.assigned.assignment import Assignment
from studyapp.classroom.classes.more_time import MoreTime

GRACE: Final = timedelta(seconds=5)
"""For an answer that was on its way when the time was over."""
UNTIMED_FACTOR: Final = 2
Phase = Literal["coming", "open", "late", "over"]


@dataclass(frozen=True, slots=True)
class Window:
    """When an assigned quiz can be worked on by one learner.

    Attributes:
        closes_at: what is answered after it is late.
        ends_at: nothing is taken after it; the same as `closes_at` where nothing is taken late.
    """

    opens_at: datetime
    closes_at: datetime
    ends_at: datetime

    def phase(self, now: datetime) -> Phase:
        """Say where in the window a moment lies; one that was ended before it opened is over."""
        if now < self.opens_at:
            return "coming" if self.opens_at <= self.ends_at else "over"
        if now <= self.closes_at:
            return "open"
        return "late" if now <= self.ends_at else "over"


def window_of(assignment: Assignment, more: MoreTime, ended_at: datetime | None = None) -> Window:
    """Return the window of a learner.

    Where more time also moves the close, it moves by as much as the learner's time limit is
    longer than that of the others. Without a limit it moves by the extra minutes alone; a learner
    without limits counts as one who has twice the time.

    Args:
        assignment: its dates.
        more: what the learner has on top.
        ended_at: when the teacher ended it for everybody.
    """
    later = _moved_by(assignment, more) if assignment.extends_close else timedelta(0)
    closes_at = assignment.closes_at + later
    ends_at = (assignment.late_until or assignment.closes_at) + later
    if ended_at is not None:
        closes_at, ends_at = min(closes_at, ended_at), min(ends_at, ended_at)
    return Window(assignment.opens_at, closes_at, ends_at)


def deadline_of(
    assignment: Assignment,
    started_at: datetime,
    more: MoreTime,
    ended_at: datetime | None = None,
) -> datetime:
    """Return when an attempt ends by itself: by its time limit or by the close, what is first."""
    ends_at = window_of(assignment, more, ended_at).ends_at
    limit = more.of_attempt(assignment.limit)
    return ends_at if limit is None else min(started_at + limit, ends_at)


def is_over(deadline: datetime, now: datetime) -> bool:
    """Tell whether nothing is taken any more, the grace included."""
    return now > deadline + GRACE


def is_late(window: Window, answered_at: datetime | None) -> bool:
    """Tell whether an attempt is late whose last answer was given then; None for no answer.

    What was answered in time is not late, whenever it is handed in.
    """
    return answered_at is not None and answered_at > window.closes_at + GRACE


def handed_in_at(window: Window, deadline: datetime, answered_at: datetime | None) -> datetime:
    """Return when an attempt that nobody handed in counts as handed in."""
    return deadline if is_late(window, answered_at) else min(deadline, window.closes_at)


def _moved_by(assignment: Assignment, more: MoreTime) -> timedelta:
    extra = timedelta(minutes=more.extra_minutes)
    if assignment.limit is None:
        return extra
    factor = UNTIMED_FACTOR if more.untimed else more.factor
    return assignment.limit * (factor - 1) + extra
