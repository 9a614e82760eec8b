from datetime import timedelta

import pytest

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.queries import (
    answers_in_run,
    answers_of_day,
    find_answer,
    find_last_answer,
    get_standing_answer,
    met_before,
)
from studyapp.review.operations import mark_as_guess
from studyapp.review.session.queries import review_day
from tests.conftest import NOON
from tests.review.builders import ZONE, answer_id, give, undo

DAY = timedelta(days=1)
TODAY = NOON.date()
RUN = answer_id(900)
pytestmark = pytest.mark.usefixtures("app_context")


def test_an_undone_answer_is_found_but_does_not_stand(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    answer = give(learner_id, stored[0])
    undo(learner_id, 1)

    assert find_answer(db.session, learner_id, answer.answer_id) == answer
    with pytest.raises(NotFoundError, match="has been undone"):
        get_standing_answer(db.session, learner_id, answer.answer_id)


def test_the_last_answer_is_looked_for_in_one_place_and_day(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    give(learner_id, stored[0], 1)
    give(learner_id, stored[1], 2)
    give(learner_id, stored[2], 3, mode="check", run_id=RUN)
    give(learner_id, stored[3], 4, now=NOON + DAY)

    found = {
        "review": find_last_answer(db.session, learner_id, TODAY, None),
        "check": find_last_answer(db.session, learner_id, TODAY, RUN),
        "other check": find_last_answer(db.session, learner_id, TODAY, answer_id(901)),
        "day before": find_last_answer(db.session, learner_id, TODAY - DAY, None),
    }

    ids = {where: answer and answer.answer_id for where, answer in found.items()}
    assert ids == {
        "review": answer_id(2),
        "check": answer_id(3),
        "other check": None,
        "day before": None,
    }


def test_the_last_answer_is_the_one_before_when_it_was_undone(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    give(learner_id, stored[0], 1)
    give(learner_id, stored[1], 2)
    undo(learner_id, 2)

    last = find_last_answer(db.session, learner_id, TODAY, None)

    assert last is not None
    assert last.answer_id == answer_id(1)


def test_a_check_counts_its_standing_answers_in_order(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    for number in range(4):
        right = number != 1
        give(learner_id, stored[number], number, right=right, mode="check", run_id=RUN)
    give(learner_id, stored[4], 4, mode="check", run_id=answer_id(901))
    undo(learner_id, 0)
    mark_as_guess(learner_id, answer_id(2), zone=ZONE, now=NOON)

    answers = answers_in_run(learner_id, RUN)

    asked = [stored[1].id, stored[3].id, stored[2].id]
    assert [answer.question_id for answer in answers] == asked
    assert [answer.right for answer in answers] == [False, True, True]


def test_the_answers_of_a_day_leave_out_other_days_and_what_is_undone(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    give(learner_id, stored[0], 1)
    give(learner_id, stored[1], 2, mode="check", run_id=RUN)
    give(learner_id, stored[2], 3, now=NOON - DAY)
    give(learner_id, stored[3], 4)
    give(learner_id, stored[4], 5, right=False)
    undo(learner_id, 4)

    answers = answers_of_day(learner_id, TODAY)

    assert [(a.answer_id, a.right, a.run_id) for a in answers] == [
        (answer_id(1), True, None),
        (answer_id(2), True, RUN),
        (answer_id(5), False, None),
    ]
    assert review_day(learner_id, TODAY).reviews == [answers[0], answers[2]]


def test_a_check_knows_what_was_met_before_it_began(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    ids = [entry.id for entry in stored[:5]]
    give(learner_id, stored[0], 1)
    give(learner_id, stored[1], 2)
    undo(learner_id, 2)
    assert met_before(learner_id, ids, RUN) == {ids[0]}

    give(learner_id, stored[2], 3, mode="check", run_id=RUN)
    give(learner_id, stored[3], 4)

    assert met_before(learner_id, ids, RUN) == {ids[0]}
    assert met_before(learner_id, ids, answer_id(901)) == {ids[0], ids[2], ids[3]}


def test_the_log_of_one_question_leaves_out_the_others(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    for number in range(6):
        give(learner_id, stored[number % 2], number, now=NOON + number * DAY)

    both, one = log_of(db.session, learner_id), log_of(db.session, learner_id, stored[1].id)

    assert one == [entry for entry in both if entry.question_id == stored[1].id]
    assert len(one) == 3
