"""Before a class everything met of a part is asked; what is known leaves the schedule alone."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db, write_transaction
from studyapp.review.log.replay import CardState
from studyapp.review.queries import find_state
from studyapp.review.session.rest_operations import leave_out
from tests.review.builders import rows_of
from tests.review.cards import answer, learner_behind, met, open_card, unrelated_questions
from tests.review.page_text import words_of
from tests.visitor import Visitor

CRAM = "/review?only=cram:woods-2003"


def state_of(app: Flask, learner_id: int, stored: StoredQuestion) -> CardState | None:
    with app.app_context():
        return find_state(db.session, learner_id, stored.id)


def met_of_woods(app: Flask, visitor: Visitor, days_ago: list[int]) -> list[StoredQuestion]:
    """Let some questions of one source have been met, each so many days ago, and return them."""
    questions = [s for s in unrelated_questions(app, "single") if s.module.startswith("woods")]
    found = questions[: len(days_ago)]
    for stored, days in zip(found, days_ago, strict=True):
        met(app, visitor, stored, datetime.now(UTC) - timedelta(days=days))
    return found


def test_the_weakest_is_asked_first_due_or_not(app: Flask, visitor: Visitor) -> None:
    _, weakest, middle = met_of_woods(app, visitor, [1, 40, 2])

    first = open_card(visitor, CRAM)
    answer(app, visitor, first)
    second = open_card(visitor, CRAM)

    assert (first.question_id, second.question_id) == (weakest.id, middle.id)
    assert "before class" in words_of(first.page)


def test_what_is_known_leaves_the_schedule_as_it_was(app: Flask, visitor: Visitor) -> None:
    (stored,) = met_of_woods(app, visitor, [1])
    learner_id = learner_behind(app, visitor)
    before = state_of(app, learner_id, stored)

    answer(app, visitor, open_card(visitor, CRAM))

    assert before is not None
    assert state_of(app, learner_id, stored) == before
    with app.app_context():
        assert len(rows_of("review_log")) == 2


def test_what_is_missed_comes_back_sooner_and_once_more_in_the_session(
    app: Flask, visitor: Visitor
) -> None:
    (stored,) = met_of_woods(app, visitor, [1])
    learner_id = learner_behind(app, visitor)
    before = state_of(app, learner_id, stored)

    answer(app, visitor, open_card(visitor, CRAM), right=False)
    again = open_card(visitor, CRAM)

    after = state_of(app, learner_id, stored)
    assert before is not None
    assert after is not None
    assert after.memory.stability < before.memory.stability
    assert again.question_id == stored.id


def test_the_session_ends_when_everything_was_asked(app: Flask, visitor: Visitor) -> None:
    met_of_woods(app, visitor, [1, 2])

    for _ in range(2):
        answer(app, visitor, open_card(visitor, CRAM))

    assert "2 of 2 questions known" in words_of(visitor.open(CRAM))


def test_what_was_never_met_is_not_asked(app: Flask, visitor: Visitor) -> None:
    met(app, visitor, unrelated_questions(app, "short")[0], datetime.now(UTC))

    page = words_of(visitor.open("/review?only=cram:unsigned"))

    assert "Nothing is due" in page


def test_an_address_asks_nothing_early_that_the_session_would_not(
    app: Flask, visitor: Visitor
) -> None:
    asked, left = met_of_woods(app, visitor, [40, 1])
    never_met = next(s for s in unrelated_questions(app, "single") if s.module[:3] == "cwi")
    answer(app, visitor, open_card(visitor, CRAM))

    cards = [open_card(visitor, f"{CRAM}&question={s.id}") for s in (asked, never_met)]

    assert [card.question_id for card in cards] == [left.id, left.id]


def offered(visitor: Visitor) -> str:
    """Return how many questions of Woods a session before a class is said to ask."""
    before_class = words_of(visitor.open("/review/choose")).partition("Before a class")[2]
    return before_class.partition("Woods 2003 ")[2]


def test_a_part_is_offered_with_what_its_session_has_left_to_ask(
    app: Flask, visitor: Visitor
) -> None:
    resting, *_ = met_of_woods(app, visitor, [1, 40, 2])
    learner_id = learner_behind(app, visitor)
    with app.app_context(), write_transaction() as session:
        leave_out(session, learner_id, [resting.id])

    offers = [offered(visitor)]
    for right in (False, True, True):
        answer(app, visitor, open_card(visitor, CRAM), right=right)
        offers.append(offered(visitor))

    assert offers == ["2 questions", "2 questions", "1 question", ""]


def test_with_nothing_due_there_is_still_something_to_choose_before_a_class(
    app: Flask, visitor: Visitor
) -> None:
    nothing_met = words_of(visitor.open("/review/choose"))
    met_of_woods(app, visitor, [1])

    assert "nothing to choose from" in nothing_met
    assert "nothing to choose from" not in words_of(visitor.open("/review/choose"))
    assert offered(visitor) == "1 question"
