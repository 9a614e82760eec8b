"""Answers that come late, early, out of order, or after the bank has changed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from tests.api.programs import (
    LOG,
    send_answers,
    sent_answer,
)
from tests.review.builders import answer_id, give
from tests.review.cards import learner_behind, questions_of, unrelated_questions
from tests.review.edited_bank import sync_edited, take_out, turn_round
from tests.stored import stored_rows
from tests.visitor import Visitor


def ago(**length: float) -> str:
    return (datetime.now(UTC) - timedelta(**length)).isoformat()


def test_an_answer_from_the_future_counts_as_given_now(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    (result,) = send_answers(visitor, sent_answer(stored, answered_at="9999-12-31T23:59:59-14:00"))

    assert result["status"] == "recorded"
    recorded_at = stored_rows(app, LOG)[0][5]
    assert abs(datetime.now(UTC) - recorded_at) < timedelta(minutes=5)


def test_a_late_answer_keeps_the_moment_it_was_given(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    given = datetime.now(UTC) - timedelta(days=3)

    send_answers(visitor, sent_answer(stored, answered_at=given.isoformat()))

    recorded_at = stored_rows(app, LOG)[0][5]
    assert recorded_at == given


@pytest.mark.parametrize("moment", ["2020-02-29T12:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_an_answer_of_more_than_sixty_days_ago_is_refused(
    app: Flask, visitor: Visitor, stored: StoredQuestion, moment: str
) -> None:
    (result,) = send_answers(visitor, sent_answer(stored, answered_at=moment))

    assert result["status"] == "refused"
    assert "60 days" in result["detail"]
    assert stored_rows(app, LOG) == []


def test_answers_out_of_order_are_all_kept(
    app: Flask, visitor: Visitor, stored: StoredQuestion
) -> None:
    days = [3, 9, 6]

    results = send_answers(visitor, *(sent_answer(stored, answered_at=ago(days=n)) for n in days))

    assert {result["status"] for result in results} == {"recorded"}
    assert len(stored_rows(app, LOG)) == 3


def test_the_zone_of_an_answer_decides_its_day(app: Flask, visitor: Visitor) -> None:
    first, second, third = unrelated_questions(app, "single")[:3]
    noon = (datetime.now(UTC) - timedelta(days=2)).replace(hour=12)
    at = noon.isoformat()

    send_answers(
        visitor,
        sent_answer(first, answered_at=at, zone="Pacific/Kiritimati"),
        sent_answer(second, answered_at=at, zone="UTC"),
        sent_answer(third, answered_at=at, zone="Mars/Olympus"),
    )

    rows = stored_rows(app, "SELECT zone, learner_day FROM review_log ORDER BY id")
    assert [row[0] for row in rows] == ["Pacific/Kiritimati", "UTC", "UTC"]


def test_an_answer_to_a_question_retired_since_is_recorded(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion
) -> None:
    sync_edited(app, tmp_path, stored, take_out)

    (result,) = send_answers(visitor, sent_answer(stored))

    assert (result["status"], result["right"]) == ("recorded", True)
    assert len(stored_rows(app, LOG)) == 1


def test_an_answer_is_graded_by_the_version_that_was_asked(
    app: Flask, visitor: Visitor, tmp_path: Path, stored: StoredQuestion
) -> None:
    sync_edited(app, tmp_path, stored, turn_round)

    (result,) = send_answers(visitor, sent_answer(stored))

    assert (result["status"], result["right"]) == ("recorded", True)
    assert stored_rows(app, LOG)[0][1] == stored.version_id


def test_an_answer_that_names_a_paragraph_shown_no_more_stays_known(
    app: Flask, visitor: Visitor
) -> None:
    located = questions_of(app, "locate")[0]
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        give(learner_id, located, 1, right=False)

    (result,) = send_answers(visitor, sent_answer(located, answer_id(1)))

    assert (result["status"], result["verdict"]) == ("known", "wrong")
