"""Siblings of what was asked wait a day; what slips again and again rests until it is woken."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from studyapp.accounts.operations import add_account
from studyapp.bank.catalogue import StoredQuestion, siblings
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.review.memory import Memory, Rating, recall, remember
from studyapp.review.queries import find_state, lasting_rests
from studyapp.review.session.rest_operations import wake
from studyapp.review.session.resting import (
    FIRST_LOOK,
    LEECH_LAPSES,
    Outcome,
    Run,
    is_leech,
    may_be_leech,
    may_wait,
    run_of,
    slips_too_often,
)
from tests.accounts.people import PASSWORD, sign_in
from tests.conftest import NOON
from tests.review.builders import give
from tests.review.cards import answer, ask, met, open_card, questions_of
from tests.review.page_text import words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor

DAY = timedelta(days=1)
TODAY = date(2026, 3, 5)


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - days * DAY


@pytest.fixture
def family(app: Flask) -> tuple[StoredQuestion, StoredQuestion, StoredQuestion]:
    """Return two questions of one passage and one of another."""
    with app.app_context():
        served = catalogue()
        first = next(s for s in questions_of(app, "single") if siblings(served, s.id))
        second = served.questions[min(siblings(served, first.id))]
        apart = siblings(served, first.id) | siblings(served, second.id) | {first.id, second.id}
        other = next(s for s in questions_of(app, "single") if s.id not in apart)
    return first, second, other


@pytest.mark.parametrize(
    ("lapses", "run", "leech"),
    [
        (LEECH_LAPSES - 1, Run(), False),
        (LEECH_LAPSES, Run(), True),
        (2, Run(2, 0.01), False),
        (3, Run(3, 0.001), True),
        (3, Run(3, 0.21), False),
        (0, Run(3, 0.027), True),
    ],
)
def test_a_leech_is_told_by_its_lapses_or_by_an_unlikely_run(
    lapses: int, run: Run, leech: bool
) -> None:
    assert slips_too_often(lapses, run) is leech


def test_a_question_waits_only_while_enough_is_kept() -> None:
    assert may_wait(Memory(30.0, 5.0, TODAY - 20 * DAY, TODAY), TODAY)
    assert not may_wait(Memory(2.0, 5.0, TODAY - 20 * DAY, TODAY - 18 * DAY), TODAY)


def outcomes(signs: str, *, days: int = 3) -> list[Outcome]:
    """Return what came of answers some days apart, the latest first; "-" is a miss."""
    memories: list[Memory] = []
    for n, sign in enumerate(signs):
        rating = Rating.GOOD if sign == "+" else Rating.AGAIN
        before = memories[-1] if memories else None
        memories.append(remember(before, rating, TODAY + days * n * DAY))
    return [Outcome(sign == "+", m) for sign, m in zip(signs, memories, strict=True)][::-1]


def test_a_run_is_as_likely_as_the_predicted_recall_at_each_of_its_misses() -> None:
    latest = outcomes("-+--")
    held = [recall(o.memory, TODAY + 3 * n * DAY) for n, o in enumerate(latest[:0:-1], start=1)]

    assert run_of(latest).chance == pytest.approx((1 - held[1]) * (1 - held[2]))
    assert run_of(latest[1:]).chance == pytest.approx(1 - held[1])
    assert [run_of(latest[n:]).misses for n in range(4)] == [2, 1, 0, 0]


@given(
    signs=st.text("+-", max_size=60).map(lambda earlier: f"{earlier}-"),
    days=st.integers(1, 30),
    lapses=st.integers(0, 9),
)
def test_what_a_first_look_rules_out_is_no_leech(signs: str, days: int, lapses: int) -> None:
    latest = outcomes(signs, days=days)

    if not may_be_leech(lapses, latest[:FIRST_LOOK]):
        assert not is_leech(lapses, latest)


def test_a_sibling_that_is_due_waits_until_tomorrow(
    app: Flask,
    visitor: Visitor,
    family: tuple[StoredQuestion, StoredQuestion, StoredQuestion],
) -> None:
    for stored in family[:2]:
        met(app, visitor, stored, days_ago(4))
    assert "2 questions are due" in words_of(visitor.open("/"))

    asked = ask(app, visitor, "/review")

    assert asked in {family[0].id, family[1].id}
    assert "1 question will be due tomorrow." in words_of(visitor.open("/review"))
    (rest,) = stored_rows(app, "SELECT reason, question_id FROM rest")
    assert tuple(rest) == ("sibling", (family[0].id + family[1].id) - asked)


def test_a_sibling_that_would_be_lost_is_asked_today_but_not_right_after(
    app: Flask,
    visitor: Visitor,
    family: tuple[StoredQuestion, StoredQuestion, StoredQuestion],
) -> None:
    met(app, visitor, family[0], days_ago(90))
    met(app, visitor, family[1], days_ago(89))
    met(app, visitor, family[2], days_ago(5))

    order = [ask(app, visitor, "/review") for _ in range(3)]

    assert order == [family[0].id, family[2].id, family[1].id]


def test_undoing_an_answer_wakes_its_siblings(
    app: Flask,
    visitor: Visitor,
    family: tuple[StoredQuestion, StoredQuestion, StoredQuestion],
) -> None:
    for stored in family[:2]:
        met(app, visitor, stored, days_ago(4))
    before = everything_stored(app)["memory"]
    card = open_card(visitor, "/review")
    answer(app, visitor, card)

    visitor.send(visitor.form(f"/review/answers/{card.answer_id}", "/undo"))

    assert stored_rows(app, "SELECT * FROM rest") == []
    assert everything_stored(app)["memory"] == before
    assert "2 questions are due" in words_of(visitor.open("/"))


def make_leech(app: Flask, visitor: Visitor) -> tuple[StoredQuestion, str]:
    """Let somebody miss a question as often as it takes; return the last feedback."""
    stored = questions_of(app, "single")[0]
    for n in range(LEECH_LAPSES):
        met(app, visitor, stored, days_ago(200 - 40 * n))
        if n < LEECH_LAPSES - 1:
            met(app, visitor, stored, days_ago(199 - 40 * n), right=False)
    card = open_card(visitor, "/review")
    return stored, answer(app, visitor, card, right=False)


def test_a_question_missed_again_and_again_rests_and_says_so(app: Flask, visitor: Visitor) -> None:
    stored, page = make_leech(app, visitor)

    assert "It rests now." in words_of(page)
    assert "Next when you wake it" in words_of(page)
    assert "Nothing is due" in words_of(visitor.open("/review"))
    progress = words_of(visitor.open("/progress"))
    assert "1 question at rest" in progress
    assert stored.question.stem in progress


def test_a_question_at_rest_is_asked_again_once_it_is_woken(app: Flask, visitor: Visitor) -> None:
    stored, _ = make_leech(app, visitor)

    visitor.send(visitor.form("/progress", "/wake"))

    assert open_card(visitor, "/review").question_id == stored.id
    assert "at rest" not in words_of(visitor.open("/progress"))


@pytest.mark.parametrize(
    ("answers", "rests_at"),
    [
        pytest.param("+--------", [3, 5, 7], id="a run of misses"),
        pytest.param("+-+-+-+-+-+-", [4, 6], id="lapses far apart"),
        pytest.param("+---+--", [3, 5], id="a run, then another"),
    ],
)
@pytest.mark.usefixtures("app_context")
def test_a_question_that_was_woken_may_be_missed_once_before_it_rests_again(
    learner_id: int, stored: list[StoredQuestion], answers: str, rests_at: list[int]
) -> None:
    question, at, misses, rested = stored[0], NOON, 0, []
    for number, sign in enumerate(answers, start=1):
        give(learner_id, question, number, right=sign == "+", now=at)
        misses += sign == "-"
        if lasting_rests(learner_id):
            rested.append(misses)
            wake(learner_id, question.id)
        state = find_state(db.session, learner_id, question.id)
        assert state is not None
        at = datetime.combine(state.memory.due_on, at.timetz())

    assert rested == rests_at


def test_the_author_reads_which_questions_rest(app: Flask, visitor: Visitor) -> None:
    stored, _ = make_leech(app, visitor)
    with app.app_context():
        add_account("Berta", PASSWORD, "teacher", now=NOON)
    sign_in(teacher := Visitor(app), "Berta")

    page = words_of(teacher.open("/teach/remarks"))

    assert stored.question.id in page
    assert "it rests for 1 learner" in page
