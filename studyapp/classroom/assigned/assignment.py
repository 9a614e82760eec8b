"""When and how an assigned quiz is worked on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from studyapp.classroom.assigned.counted import WHOLE, Counts
from studyapp.counts import counted

Feedback = Literal["each", "submitted", "closed", "never"]
FEEDBACKS: Final[dict[str, Feedback]] = {name: name for name in get_args(Feedback)}
LONGEST_LIMIT_MINUTES: Final = 1440
MOST_ATTEMPTS: Final = 99

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The dates and settings of an assigned quiz; see `AssignmentRow`.

    Attributes:
        limit: of an attempt; None for none.
        attempts: how many each learner has; None for as many as they like.
        late_until: never before `closes_at`; None when nothing is taken late.
    """

    opens_at: datetime
    closes_at: datetime
    limit: timedelta | None = None
    attempts: int | None = 1
    counts: Counts = "best"
    feedback: Feedback = "submitted"
    late_until: datetime | None = None
    late_percent: int = WHOLE
    extends_close: bool = False
    certainty: bool = False

    @property
    def is_limit_cut_short(self) -> bool:
        """Tell whether the close ends every attempt before its time limit does."""
        last = self.late_until or self.closes_at
        return self.limit is not None and self.limit > last - self.opens_at


def limit_text(limit: timedelta) -> str:
    """Return a time limit in words, such as `1 minute` or `22.5 minutes`."""
    minutes = round(limit / _MINUTE, 1)
    return counted(int(minutes) if minutes.is_integer() else minutes, "minute")
