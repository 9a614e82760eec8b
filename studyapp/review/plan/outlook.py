"""What to expect of an exam: stopping now, going on, skipping a week, giving other minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from studyapp.counts import counted
from studyapp.percents import percent_figure
from studyapp.review.learner_day import ONE_DAY
from studyapp.review.memory import Memory
from studyapp.review.plan.exam import Exam, per_day
from studyapp.review.plan.forecast import Course, Forecast, Review, forecast, unstudied

POINTS = 31
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Studying:
    """How a learner studies.

    Attributes:
        seconds: what one question takes.
        new_a_day: how many new questions are asked on a day at most.
        review: how their memory moves.
    """

    seconds: float
    new_a_day: int
    review: Review


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way to go on, and the share, 0 to 1, that is recalled on the day of the exam."""

    words: str
    share: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect of an exam.

    Attributes:
        stopping, going_on: the line of recall until the exam.
        skipping: the share after a week without study; None when no week is left.
        scenarios: every way that was reckoned.
    """

    stopping: Forecast
    going_on: Forecast
    skipping: float | None
    scenarios: tuple[Scenario, ...]


def outlook(cards: Sequence[Memory | None], exam: Exam, studying: Studying, today: date) -> Outlook:
    """Reckon what is recalled on the day of an exam in some ways to go on.

    Args:
        cards: what is held of each question that the exam covers; None for one never asked.
        exam: an exam to come.
        studying: how the learner studies.
        today: the learner's own day.
    """
    # The ways have many answers in common, and each costs the scheduler as much as the first time.
    review = cache(studying.review)

    def after(minutes: int, away: tuple[date, date] | None = None, points: int = 1) -> Forecast:
        course = Course(per_day(minutes, studying.seconds), studying.new_a_day, away)
        day = exam.held_on
        return forecast(cards, course, today, day, review=review, points=points)

    stopping = unstudied(cards, today, exam.held_on, points=POINTS)
    own = exam.minutes
    going_on = after(own, points=POINTS)
    scenarios = [Scenario("Stopping now", stopping.share)]
    if own > 1:
        scenarios.append(Scenario(f"{counted(own // 2, 'minute')} a day", after(own // 2).share))
    skipping = None
    if exam.held_on - today > WEEK + ONE_DAY:
        skipping = after(own, (today + ONE_DAY, today + WEEK)).share
        scenarios.append(Scenario(f"{counted(own, 'minute')} a day, skipping a week", skipping))
    scenarios.append(Scenario(f"{counted(own, 'minute')} a day", going_on.share))
    scenarios.append(Scenario(f"{counted(own * 2, 'minute')} a day", after(own * 2).share))
    return Outlook(stopping, going_on, skipping, tuple(scenarios))


def outlook_text(found: Outlook, exam: Exam, day_text: str) -> str:
    """Say in one sentence what going on gives, and what skipping a week costs."""
    share = percent_figure(found.going_on.share)
    text = f"{counted(exam.minutes, 'minute')} a day gives about {share} % on {day_text}"
    if found.skipping is None:
        return f"{text}."
    skipping = percent_figure(found.skipping)
    # Chance is part of both numbers, so that a week off can seem to help.
    after = "about the same" if skipping >= share else f"{skipping} %"
    return f"{text}; skipping the coming week, {after}."


def path_of(line: Forecast) -> str:
    """Return the line of a forecast as the path of a square of 100 by 100, 100 % at its top."""
    first, last = line.line[0][0], line.line[-1][0]
    length = max((last - first).days, 1)
    points = (((day - first).days * 100 / length, 100 - 100 * share) for day, share in line.line)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
