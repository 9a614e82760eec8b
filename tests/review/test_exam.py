"""An exam names what it covers; its days and its last pass follow from that."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.errors import BadInputError, NotFoundError
from studyapp.review.memory import Memory
from studyapp.review.plan.exam import (
    EXAMS_LIMIT,
    LONGEST_PASS_DAYS,
    ExamWish,
    LastPass,
    covered,
    order_of_pass,
    pass_starts,
    per_day,
    settled_start,
)
from studyapp.review.plan.exam_operations import change_exam, delete_exam, make_exam
from studyapp.review.plan.exam_queries import exam_days, exams_of, get_exam, last_pass
from studyapp.review.plan.pace import ANSWERS_NEEDED, SECONDS_PER_QUESTION, seconds_per_question
from tests.conftest import NOON
from tests.review import DAY
from tests.review.builders import give
from tests.stored import stored_rows

TODAY = NOON.date()
CWI = ("cwi-2003",)


def after(days: int) -> date:
    return TODAY + days * DAY


def wish(days: int = 20, covers: tuple[str, ...] = CWI, minutes: int = 15) -> ExamWish:
    return ExamWish("History", after(days), covers, minutes)


def held(stability: float, days_ago: int) -> Memory:
    return Memory(stability, 5.0, after(-days_ago), TODAY)


def of_source(stored: list[StoredQuestion], source: str) -> list[StoredQuestion]:
    return [s for s in stored if s.module.startswith(source)]


@pytest.mark.parametrize(
    ("minutes", "seconds", "questions"),
    [(15, 25, 36), (1, 25, 2), (1, 90, 1), (10, 22.5, 26)],
)
def test_so_many_questions_fit_into_minutes(minutes: int, seconds: float, questions: int) -> None:
    assert per_day(minutes, seconds) == questions


@pytest.mark.parametrize(
    ("milliseconds", "seconds"),
    [
        pytest.param([9000] * (ANSWERS_NEEDED - 1), SECONDS_PER_QUESTION, id="too few answers"),
        pytest.param([9000] * 10 + [30000] * 11, 30, id="the median"),
        pytest.param([300] * 50, 5, id="taps without reading"),
    ],
)
def test_the_pace_is_the_median_of_what_was_measured(
    milliseconds: list[int], seconds: float
) -> None:
    assert seconds_per_question(milliseconds) == seconds


@given(questions=st.integers(0, 2000), a_day=st.integers(1, 200))
def test_the_last_pass_takes_one_to_seven_days(questions: int, a_day: int) -> None:
    days = (after(30) - pass_starts(after(30), questions, a_day)).days

    assert 1 <= days <= LONGEST_PASS_DAYS
    assert days * a_day >= questions or days == LONGEST_PASS_DAYS


def test_the_last_pass_asks_each_once_and_what_is_likeliest_forgotten_first() -> None:
    memories = {1: held(50, 5), 2: held(3, 5), 3: held(10, 5), 4: held(1, 1), 5: held(1, 9)}

    order = order_of_pass(memories.items(), after(4), after(-2), resting={5})

    assert order == [2, 3, 1]


@pytest.mark.usefixtures("app_context")
def test_an_exam_covers_what_any_of_its_parts_holds(stored: list[StoredQuestion]) -> None:
    tagged = [s.id for s in stored if "purges" in s.question.tags]
    cwi = [s.id for s in of_source(stored, "cwi-2003/")]

    ids = covered(["cwi-2003", "tag:purges", "no such part"], catalogue())

    assert set(ids) == {*tagged, *cwi}
    assert len(ids) == len(set(ids))
    assert covered([], catalogue()) == []


def test_an_exam_is_kept_changed_and_deleted(learner_id: int, other_id: int) -> None:
    exam_id = make_exam(learner_id, wish(), now=NOON)
    with pytest.raises(NotFoundError):
        change_exam(other_id, exam_id, wish(5))
    delete_exam(other_id, exam_id)

    change_exam(learner_id, exam_id, wish(7, ("compare",), 20))

    exam = get_exam(learner_id, exam_id)
    assert (exam.held_on, exam.covers, exam.minutes) == (after(7), ("compare",), 20)
    with pytest.raises(NotFoundError):
        get_exam(other_id, exam_id)
    delete_exam(learner_id, exam_id)
    assert exams_of(learner_id) == []


def test_a_plan_has_room_for_so_many_exams(learner_id: int) -> None:
    for _ in range(EXAMS_LIMIT):
        make_exam(learner_id, wish(), now=NOON)

    with pytest.raises(BadInputError, match="Delete one first"):
        make_exam(learner_id, wish(), now=NOON)

    assert len(exams_of(learner_id)) == EXAMS_LIMIT


def test_the_soonest_exam_to_come_binds_a_question(
    learner_id: int, other_id: int, stored: list[StoredQuestion]
) -> None:
    cwi, woods = (of_source(stored, f"{source}/")[0].id for source in ("cwi-2003", "woods-2003"))
    for days in (-3, 0, 30, 9):
        make_exam(learner_id, wish(days), now=NOON)
    make_exam(other_id, wish(2, ("woods-2003",)), now=NOON)

    found = exam_days(db.session, learner_id, TODAY)

    assert found.get(cwi) == after(9)
    assert found.get(woods) is None
    assert found.get(0) is None
    assert exam_days(db.session, other_id, TODAY).get(woods) == after(2)


def test_the_last_pass_is_what_was_met_and_not_reviewed_since_it_began(
    app: Flask, learner_id: int, stored: list[StoredQuestion]
) -> None:
    questions = of_source(stored, "cwi-2003/")[:4]
    for n, question in enumerate(questions):
        give(learner_id, question, n + 1, now=NOON - timedelta(days=9 - n))
    make_exam(learner_id, wish(2), now=NOON)
    (exam,) = exams_of(learner_id)
    assert last_pass(learner_id, exam, after(0)).left == []
    assert last_pass(learner_id, exam, after(2)).left == []

    order = last_pass(learner_id, exam, after(1)).left
    give(learner_id, questions[1], 9, now=NOON + DAY)

    assert order == [q.id for q in questions]
    assert last_pass(learner_id, exam, after(1)).left == [questions[n].id for n in (0, 2, 3)]


def test_the_start_of_the_last_pass_stays_while_it_runs(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    questions = of_source(stored, "cwi-2003/")
    for number, question in enumerate(questions[:40], start=1):
        give(learner_id, question, number, now=NOON - 9 * DAY)
    make_exam(learner_id, wish(2, minutes=10), now=NOON)
    (exam,) = exams_of(learner_id)
    before = last_pass(learner_id, exam, TODAY)
    by_id = {question.id: question for question in questions}

    for number, question_id in enumerate(before.left[:24], start=100):
        now = NOON + timedelta(minutes=number)
        give(learner_id, by_id[question_id], number, now=now, milliseconds=9000)
    for number, question in enumerate(questions[40:80], start=200):
        give(learner_id, question, number, now=NOON, milliseconds=9000)

    assert before.starts == TODAY
    for day in (TODAY, after(1)):
        assert last_pass(learner_id, exam, day) == LastPass(TODAY, before.left[24:])


@pytest.mark.parametrize(
    ("met", "lately", "days"),
    [
        (10, [], 1),
        (50, [], 3),
        (500, [], 7),
        pytest.param(50, [after(17)] * 20, 3, id="before the pass"),
        pytest.param(70, [after(28)] * 30, 2, id="while it would have run"),
        pytest.param(20, [after(29)] * 20, 1, id="on the eve"),
    ],
)
def test_what_is_met_during_the_last_pass_does_not_move_its_start(
    met: int, lately: list[date], days: int
) -> None:
    assert settled_start(after(30), met, lately, 20) == after(30 - days)


def test_what_rests_until_it_is_woken_is_no_part_of_the_pass(
    app: Flask, learner_id: int, stored: list[StoredQuestion]
) -> None:
    question = of_source(stored, "cwi-2003/")[0]
    when = datetime(2026, 1, 1, 12, tzinfo=NOON.tzinfo)
    for n in range(9):
        give(learner_id, question, n + 1, right=n % 2 == 0, now=when + n * DAY)
    make_exam(learner_id, wish(1), now=NOON)
    (exam,) = exams_of(learner_id)

    assert stored_rows(app, "SELECT reason FROM rest") == [("leech",)]
    assert last_pass(learner_id, exam, TODAY).left == []
