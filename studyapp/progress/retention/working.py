"""Whether it is working: recall beside its target, and certainty beside what was right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from typing import Literal, NamedTuple

from studyapp.classroom.items.statistics import wilson
from studyapp.percents import percent_figure
from studyapp.progress.retention.shares import Share
from studyapp.review.rating import CONFIDENCES, Confidence

LATELY = timedelta(days=30)
A_YEAR = timedelta(days=365)
MONTHS = 12

Verdict = Literal["above", "below", "within", "few"]


class DayTally(NamedTuple):
    """What of a day's tally this is about; see `DayTallyRow`."""

    day: date
    reviews: int
    recalled: int
    mature: int
    mature_recalled: int
    guessed: int
    guessed_right: int
    fairly: int
    fairly_right: int
    sure: int
    sure_right: int


@dataclass(frozen=True, slots=True)
class Retention:
    """What was recalled of the reviews of some days.

    Attributes:
        young, mature: reviews less than three weeks after the answer before, and the others.
    """

    young: Share
    mature: Share

    @property
    def all(self) -> Share:
        """Return both together."""
        return self.young.plus(*self.mature)


@dataclass(frozen=True, slots=True)
class Working:
    """Whether it is working, for one learner on one day.

    Attributes:
        target: the wanted chance of recall, as the learner has it now.
        lately, year: the last 30 and 365 days, today included.
        months: the first day of each of the last 12 months with what was recalled in it.
        said: of the last 365 days, what was right by how sure the learner was.
    """

    target: float
    lately: Retention
    year: Retention
    months: tuple[tuple[date, Share], ...]
    said: dict[Confidence, Share]


def first_day_needed(today: date) -> date:
    """Return the earliest day that a year or its months reach back to."""
    return min(_first_within(today, A_YEAR), _months_until(today)[0])


def working_from(tallies: Iterable[DayTally], target: float, today: date) -> Working:
    """Put together what the days say.

    A day dated ahead, by a zone that was left since, counts as today.
    """
    year_starts, lately_starts = _first_within(today, A_YEAR), _first_within(today, LATELY)
    days = [tally._replace(day=min(tally.day, today)) for tally in tallies]
    year = [tally for tally in days if tally.day >= year_starts]
    return Working(
        target,
        lately=_retention(tally for tally in year if tally.day >= lately_starts),
        year=_retention(year),
        months=_by_month(days, today),
        said={confidence: _right_of(year, confidence) for confidence in CONFIDENCES},
    )


def verdict_on(share: Share, target: float) -> Verdict:
    """Tell where recall lies beside its target, by the whole percents that pages show.

    `few` until a faultless record would lie above the target: before that, no record could.
    """
    if share.of < enough_for(target):
        return "few"
    return _compared(share, target)


@lru_cache(maxsize=64)
def enough_for(target: float) -> int:
    """Return the least number of reviews that can lie above a target below 0.99."""
    return next(n for n in count(1) if _compared(Share(n, n), target) == "above")


def _compared(share: Share, target: float) -> Verdict:
    found, wanted = wilson(share.right / share.of, share.of), percent_figure(target)
    if percent_figure(found.low) > wanted:
        return "above"
    return "below" if percent_figure(found.high) < wanted else "within"


def _first_within(today: date, length: timedelta) -> date:
    return today - length + timedelta(days=1)


def _months_until(today: date) -> list[date]:
    """Return the first days of the last months, the present one last."""
    last = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


def _retention(tallies: Iterable[DayTally]) -> Retention:
    young, mature = Share(), Share()
    for t in tallies:
        young = young.plus(t.recalled - t.mature_recalled, t.reviews - t.mature)
        mature = mature.plus(t.mature_recalled, t.mature)
    return Retention(young, mature)


def _by_month(tallies: Iterable[DayTally], today: date) -> tuple[tuple[date, Share], ...]:
    months = dict.fromkeys(_months_until(today), Share())
    for tally in tallies:
        month = tally.day.replace(day=1)
        if month in months:
            months[month] = months[month].plus(tally.recalled, tally.reviews)
    return tuple(months.items())


def _right_of(tallies: Sequence[DayTally], confidence: Confidence) -> Share:
    right = sum(getattr(tally, f"{confidence}_right") for tally in tallies)
    return Share(right, sum(getattr(tally, confidence) for tally in tallies))
