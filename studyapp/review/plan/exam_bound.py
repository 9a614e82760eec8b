"""Bring a question forward when an exam comes before it, so that its last review is not too old.

Source of the final third: the interval before an exam ought to end in the last third of the time
that is left.
"""

from datetime import date, timedelta

PART_BEFORE_EXAM = 6
"""Whatever comes too late comes this part of the time before the exam: in the middle of the final
third. At the start of it questions would be brought forward again and again, and at its end all
of them would meet on the eve."""


def latest_day(today: date, due_on: date, held_on: date) -> date:
    """Return the day on which a question comes, given an exam that covers it.

    One that comes before the exam anyway keeps its day; so does every one when no day is left
    between today and the exam.

    Args:
        today: the learner's own day of the review that has just been made.
        due_on: when the question would come without an exam; after `today`.
        held_on: the day of the exam.
    """
    days_left = (held_on - today).days
    if due_on < held_on or days_left < 2:
        return due_on
    return held_on - timedelta(days=max(1, days_left // PART_BEFORE_EXAM))
