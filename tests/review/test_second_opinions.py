"""What learners say of their answers: "mine was right", and why one slipped."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.accounts.operations import add_account
from studyapp.bank.catalogue import StoredQuestion
from tests.accounts.people import PASSWORD, sign_in
from tests.conftest import NOON
from tests.every_page import csrf_token
from tests.review.cards import Card, answer, answered, met, open_card, questions_of
from tests.review.page_text import words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Form, Visitor, forms_in

INSIST = "My answer was right"
LAPSE = "You knew this before. What went wrong?"


def due(app: Flask, visitor: Visitor, kind: str, *, right: bool = True) -> StoredQuestion:
    """Let a question of a kind be due."""
    stored = questions_of(app, kind)[0]
    met(app, visitor, stored, datetime.now(UTC) - timedelta(days=20), right=right)
    return stored


def missed(app: Flask, visitor: Visitor) -> tuple[Card, str]:
    """Answer the next question wrongly; return its card and the feedback."""
    card = open_card(visitor, "/review")
    return card, answer(app, visitor, card, right=False)


def form_to(page: str, end: str) -> Form:
    return next(form for form in forms_in(page) if form.action.endswith(end))


def remarks(app: Flask) -> str:
    """Return what a teacher reads of the remarks."""
    with app.app_context():
        add_account("Berta", PASSWORD, "teacher", now=NOON)
    sign_in(teacher := Visitor(app), "Berta")
    return words_of(teacher.open("/teach/remarks"))


@pytest.mark.parametrize("kind", ["short", "cloze", "number"])
def test_who_insists_on_a_typed_answer_has_it_counted_as_right(
    app: Flask, visitor: Visitor, kind: str
) -> None:
    stored = due(app, visitor, kind)
    _, page = missed(app, visitor)

    response = visitor.send(form_to(page, "/insist"))

    after = words_of(visitor.open(response.headers["Location"]))
    assert "Counted as right because you insisted." in after
    assert INSIST not in after
    assert [tuple(row) for row in stored_rows(app, "SELECT passes, lapses FROM memory")] == [(2, 0)]
    assert "Nothing is due" in words_of(visitor.open("/review"))
    assert stored.question.id in remarks(app)


def test_the_author_reads_what_was_typed(app: Flask, visitor: Visitor) -> None:
    due(app, visitor, "short")
    _, page = missed(app, visitor)

    visitor.send(form_to(page, "/insist"))

    assert "“Zanzibar” is called right by 1 learner." in remarks(app)


def test_insisting_twice_changes_nothing_more(app: Flask, visitor: Visitor) -> None:
    due(app, visitor, "short")
    _, page = missed(app, visitor)
    first = visitor.send(form_to(page, "/insist"))
    before = everything_stored(app)

    second = visitor.send(form_to(page, "/insist"))

    assert first.headers["Location"] == second.headers["Location"]
    assert everything_stored(app) == before


def test_an_answer_insisted_on_can_be_undone(app: Flask, visitor: Visitor) -> None:
    stored = due(app, visitor, "short")
    _, page = missed(app, visitor)
    location = visitor.send(form_to(page, "/insist")).headers["Location"]

    visitor.send(visitor.form(location, "/undo"))

    assert open_card(visitor, "/review").question_id == stored.id
    assert "No learner has said anything" in remarks(app)


@pytest.mark.parametrize("kind", ["single", "order", "locate"])
def test_what_was_chosen_from_what_was_shown_is_not_disputed(
    app: Flask, visitor: Visitor, kind: str
) -> None:
    due(app, visitor, kind)
    card, page = missed(app, visitor)
    before = everything_stored(app)

    response = visitor.client.post(
        f"/review/answers/{card.answer_id}/insist", data={"csrf_token": csrf_token(visitor)}
    )

    assert INSIST not in words_of(page)
    assert (response.status_code, everything_stored(app)) == (409, before)


def test_after_dont_know_there_is_nothing_to_insist_on(app: Flask, visitor: Visitor) -> None:
    due(app, visitor, "short")
    card = open_card(visitor, "/review")
    page = answered(visitor, card, {}, act="unsure")

    response = visitor.client.post(
        f"/review/answers/{card.answer_id}/insist", data={"csrf_token": csrf_token(visitor)}
    )

    assert INSIST not in words_of(page)
    assert response.status_code == 409


def test_after_a_lapse_one_tap_says_why(app: Flask, visitor: Visitor) -> None:
    stored = due(app, visitor, "single")
    _, page = missed(app, visitor)
    assert LAPSE in words_of(page)
    form = next(f for f in forms_in(page) if f.fields.get("reason") == "bad")

    response = visitor.send(form)

    after = words_of(visitor.open(response.headers["Location"]))
    assert "Noted: The question is bad." in after
    assert LAPSE not in after
    page = remarks(app)
    assert stored.question.id in page
    assert "The question is bad: 1" in page


def test_the_last_reason_counts(app: Flask, visitor: Visitor) -> None:
    due(app, visitor, "single")
    _, page = missed(app, visitor)

    for form in [f for f in forms_in(page) if "reason" in f.fields]:
        visitor.send(form)

    assert [row[0] for row in stored_rows(app, "SELECT reason FROM lapse_reason")] == ["bad"]


def test_who_never_knew_it_is_not_asked_why_it_slipped(app: Flask, visitor: Visitor) -> None:
    due(app, visitor, "single", right=False)

    _, page = missed(app, visitor)

    assert LAPSE not in words_of(page)


def test_a_reason_that_is_none_is_refused(app: Flask, visitor: Visitor) -> None:
    due(app, visitor, "single")
    card, _ = missed(app, visitor)
    before = everything_stored(app)

    response = visitor.client.post(
        f"/review/answers/{card.answer_id}/lapse",
        data={"csrf_token": csrf_token(visitor), "reason": "boredom"},
    )

    assert (response.status_code, everything_stored(app)) == (422, before)


def test_nobody_says_why_an_answer_of_somebody_else_slipped(app: Flask, visitor: Visitor) -> None:
    due(app, visitor, "single")
    card, _ = missed(app, visitor)
    stranger = Visitor(app)
    due(app, stranger, "single")

    response = stranger.client.post(
        f"/review/answers/{card.answer_id}/lapse",
        data={"csrf_token": csrf_token(stranger), "reason": "bad"},
    )

    assert response.status_code == 404
    assert stored_rows(app, "SELECT reason FROM lapse_reason") == []
