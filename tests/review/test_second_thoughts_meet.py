"""Marks, undos, retries and days that meet each other."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from tests.accounts.people import claim, sign_in
from tests.every_page import post
from tests.review.cards import Card, answer, answered, met, open_card, unrelated_questions
from tests.review.page_text import words_of
from tests.stored import change_stored, everything_stored, stored_rows
from tests.visitor import Visitor, forms_in

DAY = timedelta(days=1)


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - days * DAY


@pytest.fixture
def due(app: Flask, visitor: Visitor) -> StoredQuestion:
    stored = unrelated_questions(app, "short")[0]
    met(app, visitor, stored, days_ago(20))
    return stored


def missed(app: Flask, visitor: Visitor) -> tuple[Card, str]:
    card = open_card(visitor, "/review")
    return card, answer(app, visitor, card, right=False)


def press(visitor: Visitor, page: str, end: str) -> str:
    """Press the button of a page that posts to an address of this end."""
    form = next(form for form in forms_in(page) if form.action.endswith(end))
    response = visitor.send(form)
    return visitor.open(str(response.headers["Location"]))


@pytest.mark.usefixtures("due")
def test_of_two_answers_to_one_asking_the_first_counts(app: Flask, visitor: Visitor) -> None:
    first, second = open_card(visitor, "/review"), open_card(visitor, "/review")
    answer(app, visitor, first)
    # As it stood when the second request had looked and not yet written.
    change_stored(app, "UPDATE memory SET due_on = reviewed_on")
    before = stored_rows(app, "SELECT count(*) FROM review_log")

    answered(visitor, second, {}, act="unsure")

    modes = stored_rows(app, "SELECT count(*) FROM review_log")
    assert modes[0][0] == before[0][0] + 1


@pytest.mark.usefixtures("due")
def test_insisting_and_then_calling_it_a_guess_keeps_the_dispute(
    app: Flask, visitor: Visitor
) -> None:
    card, page = missed(app, visitor)
    insisted = press(visitor, page, "/insist")

    press(visitor, insisted, "/guess")

    row = stored_rows(
        app, "SELECT confidence, disputed, rating FROM review_log ORDER BY id DESC LIMIT 1"
    )[0]
    assert tuple(row) == ("guessed", 1, 2)
    assert "Marked as a guess." in words_of(visitor.open(f"/review/answers/{card.answer_id}"))


def test_undo_on_the_page_before_takes_back_what_the_answer_became(
    app: Flask, visitor: Visitor, due: StoredQuestion
) -> None:
    before = everything_stored(app)["memory"]
    card, page = missed(app, visitor)
    press(visitor, page, "/insist")

    post(visitor, f"/review/answers/{card.answer_id}/undo")

    assert everything_stored(app)["memory"] == before
    assert open_card(visitor, "/review").question_id == due.id


@pytest.mark.usefixtures("due")
def test_a_right_answer_has_no_reason_to_have_slipped(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, "/review")
    answer(app, visitor, card)

    response = post(visitor, f"/review/answers/{card.answer_id}/lapse", reason="bad")

    assert response.status_code == 409
    assert stored_rows(app, "SELECT * FROM lapse_reason") == []


def test_a_question_that_is_not_due_is_not_asked_by_its_address(
    app: Flask, visitor: Visitor
) -> None:
    stored = unrelated_questions(app, "single")[0]
    met(app, visitor, stored, days_ago(0))

    assert "Nothing is due" in words_of(visitor.open(f"/review?question={stored.id}"))


@pytest.mark.usefixtures("due")
def test_a_second_try_sent_after_the_day_has_turned_moves_no_schedule(
    app: Flask, visitor: Visitor
) -> None:
    missed(app, visitor)
    card = open_card(visitor, "/review")
    change_stored(app, "UPDATE review_log SET learner_day = :day", day=days_ago(1).date())
    change_stored(
        app,
        "UPDATE memory SET due_on = :due, reviewed_on = :day",
        due=days_ago(-5).date(),
        day=days_ago(1).date(),
    )
    before = everything_stored(app)["memory"]

    answer(app, visitor, card)

    assert everything_stored(app)["memory"] == before
    assert stored_rows(app, "SELECT mode FROM review_log ORDER BY id DESC LIMIT 1")[0][0] == "retry"


def test_what_rests_stays_at_rest_when_a_guest_signs_in(
    app: Flask, visitor: Visitor, due: StoredQuestion
) -> None:
    owner = Visitor(app)
    claim(owner)
    change_stored(app, "UPDATE memory SET lapses = 3")
    missed(app, visitor)
    assert "1 question at rest" in words_of(visitor.open("/progress"))

    sign_in(visitor)

    assert "1 question at rest" in words_of(visitor.open("/progress"))
    assert due.question.stem in words_of(visitor.open("/progress"))


@pytest.mark.usefixtures("due")
def test_a_question_at_rest_is_due_on_no_day(app: Flask, visitor: Visitor) -> None:
    change_stored(app, "UPDATE memory SET lapses = 3")
    missed(app, visitor)

    page = words_of(visitor.open("/review"))

    assert "will be due" not in page
    assert "0 of 1 question known" in page


def test_an_undone_second_try_is_asked_again_within_a_limited_session(
    app: Flask, visitor: Visitor, due: StoredQuestion
) -> None:
    missed(app, visitor)
    retry = open_card(visitor, "/review")
    answer(app, visitor, retry)
    post(visitor, f"/review/answers/{retry.answer_id}/undo")
    other = next(m for m in ("malvar-2021", "woods-2003") if not due.module.startswith(m))

    card = open_card(visitor, f"/review?only={other}&question={due.id}")
    answer(app, visitor, card)

    assert stored_rows(app, "SELECT mode FROM review_log ORDER BY id DESC LIMIT 1")[0][0] == "retry"


def test_the_end_of_a_limited_session_speaks_of_that_session(
    app: Flask, visitor: Visitor, due: StoredQuestion
) -> None:
    other = next(s for s in unrelated_questions(app, "single") if s.module != due.module)
    met(app, visitor, other, days_ago(20))
    answer(app, visitor, open_card(visitor, f"/review?only={due.module}"))

    page = words_of(visitor.open(f"/review?only={due.module}"))

    assert "nothing of it is due any more" in page
    assert "1 of 1 question known" in page
    assert "will be due" not in page
