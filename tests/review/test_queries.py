from datetime import date, timedelta

import pytest

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db
from studyapp.review.learner_day import learner_day
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.queries import find_answer
from studyapp.review.memory import recall
from studyapp.review.queries import (
    LOOKED_AT,
    count_due,
    due_by_day,
    find_state,
    memories_of,
    next_due,
    states_of,
)
from tests.conftest import NOON
from tests.review.builders import ZONE, give
from tests.stored import retire

DAY = timedelta(days=1)
TODAY = NOON.date()
pytestmark = pytest.mark.usefixtures("app_context")


def by_urgency(learner_id: int, day: date) -> list[int]:
    """Return what is due, the likeliest forgotten first, then the longest due, then by id."""
    held = memories_of(learner_id)
    due = [n for n in held if held[n].due_on <= day]
    return sorted(due, key=lambda n: (recall(held[n], day), held[n].due_on, n))


def test_an_answer_is_found_by_its_own_learner_alone(
    learner_id: int, other_id: int, stored: list[StoredQuestion]
) -> None:
    answer = give(learner_id, stored[0])

    assert find_answer(db.session, other_id, answer.answer_id) is None
    assert log_of(db.session, other_id) == []
    assert states_of(db.session, other_id) == {}
    assert memories_of(other_id) == {}
    assert count_due(other_id, TODAY + 999 * DAY) == 0
    assert next_due(other_id, TODAY + 999 * DAY) is None


def test_due_questions_are_counted_from_their_due_day_on(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    due_days = [
        give(learner_id, stored[number], number, right=number > 1).memory.due_on
        for number in range(5)
    ]

    for n in range(max(day.toordinal() for day in due_days) - TODAY.toordinal() + 2):
        day = TODAY + n * DAY
        assert count_due(learner_id, day) == sum(due <= day for due in due_days)


def test_coming_days_hold_the_questions_due_on_each(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    again = give(learner_id, stored[0], 1, right=False).memory.due_on
    good = [give(learner_id, stored[n], n).memory.due_on for n in (2, 3)]
    late = give(learner_id, stored[4], 4, now=NOON + 300 * DAY).memory.due_on

    assert good[0] == good[1] != again
    assert due_by_day(learner_id, TODAY + 100 * DAY) == {again: 1, good[0]: 2}
    assert due_by_day(learner_id, late) == {again: 1, good[0]: 2, late: 1}


def test_nothing_is_due_of_a_retired_question(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    much_later = TODAY + 999 * DAY
    give(learner_id, stored[0], 1)
    kept = give(learner_id, stored[1], 2)

    retire(stored[0].id)

    assert count_due(learner_id, much_later) == 1
    assert next_due(learner_id, much_later) == stored[1].id
    assert due_by_day(learner_id, much_later) == {kept.memory.due_on: 1}


def test_the_question_most_at_risk_is_asked_first(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    for number, entry in enumerate(stored[:12]):
        now = NOON - number * 2 * DAY
        give(learner_id, entry, number, right=number % 3 > 0, now=now)
        give(learner_id, entry, 100 + number, right=number % 2 > 0, now=now + DAY)
    later = learner_day(NOON + 30 * DAY, ZONE)

    order = []
    while (question_id := next_due(learner_id, later)) is not None:
        order.append(question_id)
        retire(question_id)

    assert order == by_urgency(learner_id, later)
    assert len(order) == 12


def test_only_the_longest_due_are_compared(learner_id: int, stored: list[StoredQuestion]) -> None:
    for number in range(LOOKED_AT + 1):
        give(learner_id, stored[number], number, now=NOON)
    fading = stored[LOOKED_AT + 1]
    give(learner_id, fading, 901, right=False, now=NOON + 5 * DAY)

    later = TODAY + 7 * DAY

    assert by_urgency(learner_id, later)[0] == fading.id
    assert next_due(learner_id, later) in {entry.id for entry in stored[:LOOKED_AT]}


def test_nothing_is_due_before_its_day(learner_id: int, stored: list[StoredQuestion]) -> None:
    due_on = give(learner_id, stored[0]).memory.due_on

    assert next_due(learner_id, due_on - DAY) is None
    assert next_due(learner_id, due_on) == stored[0].id


def test_what_is_held_is_the_same_in_every_reading(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    recorded = [give(learner_id, stored[n], n, right=n > 0) for n in range(3)]

    states = states_of(db.session, learner_id)

    assert memories_of(learner_id) == {a.question_id: a.memory for a in recorded}
    assert {n: state.memory for n, state in states.items()} == memories_of(learner_id)
    assert find_state(db.session, learner_id, stored[0].id) == states[stored[0].id]
    assert find_state(db.session, learner_id, stored[9].id) is None
