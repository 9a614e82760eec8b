from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from studyapp.review.learner_day import learner_day
from studyapp.review.models import ReviewLogRow
from tests.review.builders import answer_id
from tests.review.cards import check_of, open_card, questions_of, send, start_check
from tests.review.page_text import words_of
from tests.stored import stored_rows
from tests.visitor import Visitor

MODULE = "woods-2003/general-secretary"
NO_RUN = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f001"


@pytest.mark.parametrize(
    "module", ["woods-2003/no-such-module", "no-such-source/general-secretary", "woods-2003"]
)
def test_there_is_no_check_without_a_module(visitor: Visitor, module: str) -> None:
    visitor.open(f"/check/{module}/start", 404)
    visitor.open(f"/check/{module}/{NO_RUN}", 404)


def test_a_question_of_another_module_is_refused(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))
    other = next(s for s in questions_of(app, "single") if s.module != MODULE)
    action = card.form.action.replace(f"/{card.question_id}", f"/{other.id}")

    response = visitor.client.post(
        action, data={**card.form.fields, "version": str(other.version_id), "act": "unsure"}
    )

    assert response.status_code == 404
    assert "does not belong to this check" in words_of(response.text)
    assert stored_rows(app, "SELECT * FROM review_log") == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        pytest.param({"answer_id": ""}, 422, id="no answer id"),
        pytest.param({"answer_id": "7"}, 422, id="an answer id of another kind"),
        pytest.param({"answer_id": answer_id(1).upper() + " "}, 422, id="spelt another way"),
        pytest.param({"version": ""}, 422, id="no version"),
        pytest.param({"version": "one"}, 422, id="a version that is no number"),
        pytest.param({"version": "99999999"}, 404, id="no such version"),
        pytest.param({"csrf_token": ""}, 400, id="no token"),
    ],
)
def test_a_form_that_was_tampered_with_stores_nothing(
    app: Flask, visitor: Visitor, changes: dict[str, str], status: int
) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))

    response = send(visitor, card, {**changes}, act="unsure")

    assert response.status_code == status
    assert stored_rows(app, "SELECT * FROM review_log") == []


def test_the_version_of_another_question_is_refused(app: Flask, visitor: Visitor) -> None:
    stored, other = questions_of(app, "single")[:2]
    card = open_card(visitor, check_of(app, stored))

    response = send(visitor, card, {"version": str(other.version_id)}, act="unsure")

    assert response.status_code == 404
    assert stored_rows(app, "SELECT * FROM review_log") == []


def test_a_form_sent_twice_counts_once_and_leads_to_the_same_page(
    app: Flask, visitor: Visitor
) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))

    first = send(visitor, card, {}, act="unsure")
    second = send(visitor, card, {"choice": "0"}, act="check")

    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert len(stored_rows(app, "SELECT * FROM review_log")) == 1


@pytest.mark.parametrize(
    ("sent", "kept"), [("", None), ("4200", 4200), ("999999", 60_000), ("x", None)]
)
def test_the_time_that_the_page_measured_is_kept(
    app: Flask, visitor: Visitor, sent: str, kept: int | None
) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))

    send(visitor, card, {"ms": sent}, act="unsure")

    assert stored_rows(app, "SELECT milliseconds FROM review_log")[0][0] == kept


def test_the_zone_of_the_browser_decides_the_learners_day(app: Flask, visitor: Visitor) -> None:
    visitor.client.set_cookie("studyapp_zone", "Pacific/Kiritimati")
    card = open_card(visitor, start_check(visitor, MODULE))

    send(visitor, card, {}, act="unsure")

    logged = select(ReviewLogRow.zone, ReviewLogRow.learner_day, ReviewLogRow.recorded_at)
    ((zone, day, recorded_at),) = stored_rows(app, logged)
    assert zone == "Pacific/Kiritimati"
    assert day == learner_day(recorded_at, ZoneInfo("Pacific/Kiritimati"))


def test_opening_cards_makes_no_learner(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    visitor.open(address)
    visitor.open("/review")

    assert stored_rows(app, "SELECT * FROM learner") == []
