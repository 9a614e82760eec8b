"""Schedule, progress and own data say what the pages say, of one learner alone."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.learner_day import learner_day
from studyapp.review.memory import recall
from studyapp.review.queries import memories_of
from studyapp.review.session.resting import UNTIL_WOKEN
from tests.accounts.people import PASSWORD, claim, read_to
from tests.accounts.test_programs import make_token
from tests.api.programs import Json, assert_is_problem, cards_for, send_answers, sent_answer
from tests.review.cards import learner_behind, met, unrelated_questions
from tests.review.test_fitted_memory import use_own
from tests.stored import change_stored, everything_stored, stored_rows
from tests.visitor import Visitor

API = "/api/v1"
NOW = datetime.now(UTC)
TODAY, LONG_AGO = learner_day(NOW, UTC), NOW - timedelta(days=30)
ADDRESSES = ["/review/cards", "/schedule", "/schedule/questions", "/progress", "/me", "/me/data"]


def get(visitor: Visitor, address: str) -> Json:
    response = visitor.client.get(API + address)
    assert response.status_code == 200, (response.status_code, response.text)
    answer: Json = response.get_json()
    return answer


@pytest.fixture
def studied(app: Flask, visitor: Visitor) -> list[StoredQuestion]:
    """Let the visitor have answered four questions a month ago and one today."""
    *old, new = unrelated_questions(app, "single")[:5]
    for stored in old:
        met(app, visitor, stored, LONG_AGO)
    send_answers(visitor, sent_answer(new))
    return [*old, new]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_gets_empty_answers_and_leaves_nothing_behind(
    app: Flask, visitor: Visitor, address: str
) -> None:
    before = everything_stored(app)

    get(visitor, address)

    assert everything_stored(app) == before


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_empty_bank_breaks_nothing(
    app: Flask, visitor: Visitor, studied: list[StoredQuestion], address: str
) -> None:
    change_stored(app, "UPDATE question SET retired_at = '2026-01-01 00:00:00.000000'")
    change_stored(app, "DELETE FROM article")
    change_stored(app, "UPDATE content_state SET content_hash = 'empty'")

    get(visitor, address)


def test_the_schedule_counts_what_is_due_on_each_day(
    visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    schedule = get(visitor, "/schedule")

    today = date.fromisoformat(schedule["today"])
    assert schedule["from"] == schedule["today"]
    assert schedule["to"] == (today + timedelta(days=29)).isoformat()
    assert schedule["overdue"] + sum(day["due"] for day in schedule["days"]) == len(studied)
    assert schedule["overdue"] == 4


def test_a_schedule_of_other_days_says_what_lies_before_them(
    visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    schedule = get(visitor, "/schedule?from=2026-01-01&to=2026-01-01")

    assert (schedule["overdue"], schedule["days"]) == (0, [])


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-02-30",
        "from=today",
        "from=1772700000",
        "to=2026-3-5",
        "first=2026-03-05",
        "from=",
    ],
)
def test_days_that_make_no_schedule_are_refused(visitor: Visitor, query: str) -> None:
    assert_is_problem(visitor.client.get(f"{API}/schedule?{query}"), 422)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("from=2126-03-05&to=2126-03-04", "2126-03-05", id="by a day"),
        pytest.param("to=0001-01-01", f"{TODAY}", id="before today"),
    ],
)
def test_a_schedule_that_would_end_before_it_begins_is_refused(
    visitor: Visitor, studied: list[StoredQuestion], query: str, first: str
) -> None:
    sentence = assert_is_problem(visitor.client.get(f"{API}/schedule?{query}"), 422)

    assert sentence == f"to: this day lies before the first one, {first}."


def test_a_schedule_may_end_with_the_calendar(visitor: Visitor) -> None:
    assert get(visitor, "/schedule?from=9999-12-31")["to"] == "9999-12-31"


def test_every_question_met_is_told_once_however_small_the_parts(
    visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    found: list[Json] = []
    cursor: int | None = 0
    while cursor is not None:
        part = get(visitor, f"/schedule/questions?limit=2&cursor={cursor}")
        assert len(part["questions"]) <= 2
        found += part["questions"]
        cursor = part["next"]

    assert [held["question_id"] for held in found] == sorted(stored.id for stored in studied)
    assert {held["question_key"] for held in found} == {s.question.id for s in studied}
    assert all(0 < held["recall"] <= 1 for held in found)


def test_a_question_that_rests_or_left_the_bank_says_so(
    app: Flask, visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    learner_id = learner_behind(app, visitor)
    rest = "INSERT INTO rest (learner_id, question_id, until, reason) VALUES (:l, :q, :u, 'leech')"
    change_stored(app, "DELETE FROM rest")
    change_stored(app, rest, l=learner_id, q=studied[0].id, u=UNTIL_WOKEN)
    retire = "UPDATE question SET retired_at = '2026-01-01 00:00:00.000000' WHERE id = :q"
    change_stored(app, retire, q=studied[1].id)

    held = {q["question_id"]: q for q in get(visitor, "/schedule/questions")["questions"]}

    assert held[studied[0].id]["rest"] == {"reason": "leech", "until": None}
    assert held[studied[2].id]["rest"] is None
    assert [held[stored.id]["retired"] for stored in studied[:3]] == [False, True, False]


def test_progress_adds_up(visitor: Visitor, studied: list[StoredQuestion]) -> None:
    read_to(visitor, 61)

    progress = get(visitor, "/progress")

    parts = [*progress["articles"], progress["compare"]]
    for count in ("questions", "asked", "due"):
        assert progress[count] == sum(part[count] for part in parts)
        for article in progress["articles"]:
            assert article[count] == sum(module[count] for module in article["modules"])
    assert (progress["asked"], progress["due"]) == (5, 4)
    assert 0 < progress["known"] <= 5


def test_what_waits_is_the_same_everywhere(visitor: Visitor, studied: list[StoredQuestion]) -> None:
    send_answers(visitor, sent_answer(studied[0], right=False))

    waiting = get(visitor, "/me")["waiting"]

    assert waiting == get(visitor, "/progress")["due"]
    assert waiting == get(visitor, "/review/cards")["waiting"] == len(cards_for(visitor))


def test_a_guest_and_an_account_are_told_who_they_are(visitor: Visitor) -> None:
    assert get(visitor, "/me")["guest"] is True

    claim(visitor, "Ada")

    me = get(visitor, "/me")
    assert (me["name"], me["guest"], me["role"]) == ("Ada", False, "learner")


def test_own_data_holds_what_was_done_and_no_secret(
    app: Flask, visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    claim(visitor, "Ada")
    token = make_token(visitor)
    read_to(visitor, 61)

    text = visitor.client.get(f"{API}/me/data").text

    data = json.loads(text)
    assert data["format"] == "studyapp-learner/2"
    assert data["learner"]["name"] == "Ada"
    assert [row["question_key"] for row in data["tables"]["review_log"]] == [
        s.question.id for s in studied
    ]
    assert all(len(row["version_content_hash"]) == 32 for row in data["tables"]["review_log"])
    assert isinstance(data["tables"]["review_log"][0]["shown"], list)
    assert len(data["tables"]["memory"]) == len(studied)
    assert [row["label"] for row in data["tables"]["api_token"]] == ["Shell on the laptop"]
    assert data["tables"]["reading"][0]["place"] == 61
    assert "argon2" not in text
    assert token not in text
    assert PASSWORD not in text
    for table in ("session", "api_token"):
        for (secret,) in stored_rows(app, f"SELECT token_hash FROM {table}"):  # noqa: S608
            assert secret not in text


def test_own_data_of_one_learner_holds_nothing_of_another(
    app: Flask, visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    other = Visitor(app)
    answer = sent_answer(studied[0])
    send_answers(other, answer)

    mine, theirs = (get(one, "/me/data") for one in (visitor, other))

    assert [row["entry_uuid"] for row in theirs["tables"]["review_log"]] == [answer["answer_id"]]
    assert answer["answer_id"] not in {row["entry_uuid"] for row in mine["tables"]["review_log"]}
    assert len(theirs["tables"]["memory"]) == 1


def test_own_data_of_a_long_log_comes_in_pieces(
    app: Flask, visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    rows = 3_000
    copy = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows) "
        "INSERT INTO review_log (learner_id, entry_uuid, kind, question_id, version_id, mode, "
        "rating, recorded_at, learner_day, zone, scheduler) "
        "SELECT learner_id, 'copy ' || i, kind, question_id, version_id, mode, rating, "
        "recorded_at, learner_day, zone, scheduler FROM review_log, n WHERE review_log.id = 1"
    )
    change_stored(app, copy, rows=rows)

    with visitor.client.get(f"{API}/me/data", buffered=False) as response:
        pieces: list[Any] = list(response.response)

    assert max(len(piece) for piece in pieces) < 200_000
    assert len(json.loads(b"".join(pieces))["tables"]["review_log"]) == rows + len(studied)


def test_recall_is_told_by_the_forgetting_curve_of_the_learner(
    app: Flask, visitor: Visitor, studied: list[StoredQuestion]
) -> None:
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        use_own(learner_id)
        memories = memories_of(learner_id)

    told = get(visitor, "/schedule/questions")

    today = date.fromisoformat(told["today"])
    assert {held["question_id"]: held["recall"] for held in told["questions"]} == {
        question_id: recall(memory, today) for question_id, memory in memories.items()
    }
