"""Reads over the whole of what a learner has done."""

from datetime import date

from studyapp.progress.overview import Learning
from studyapp.reading.pace import words_per_minute
from studyapp.reading.queries import readings_of
from studyapp.review.queries import due_ids, memories_of, rests_of
from studyapp.review.session.queries import review_day


def learning_of(learner_id: int | None, today: date) -> Learning:
    """Return what is known of a learner; of a new visitor nothing is."""
    if learner_id is None:
        return Learning(today, {}, {})
    # A miss of today is not due by its schedule, but it is asked once more today.
    due = {*due_ids(learner_id, today), *review_day(learner_id, today).wanted}
    readings = readings_of(learner_id)
    pace = words_per_minute(readings.values())
    rests = rests_of(learner_id, today)
    return Learning(today, memories_of(learner_id), readings, due, pace, rests)
