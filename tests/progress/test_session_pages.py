"""The list of sittings and the page of one: what was done, by whom it may be seen, and for ever."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from studyapp.accounts.access import ZONE_COOKIE
from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db
from studyapp.reading.operations import save_place
from studyapp.reading.pace import Step
from studyapp.review.learner_day import learner_day
from studyapp.review.operations import undo_answer
from tests.progress.histories import BERLIN
from tests.review.builders import ZONE, answer_id, give
from tests.review.cards import learner_behind, questions_of
from tests.review.edited_bank import sync_edited, take_out
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import change_stored
from tests.visitor import Visitor

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
READ = ("woods-2003", "general-secretary")
NOW = datetime.now(UTC).replace(microsecond=0)
SIX = NOW.replace(hour=18, minute=0, second=0) - 3 * DAY


@pytest.fixture
def asked(app: Flask) -> list[StoredQuestion]:
    return questions_of(app, "single")


@pytest.fixture
def learner(app: Flask, visitor: Visitor) -> int:
    return learner_behind(app, visitor)


def answers(
    app: Flask, learner: int, asked: list[StoredQuestion], *moments: datetime, first: int = 1
) -> None:
    """Let a learner answer a question after the other, the second of every two wrongly."""
    with app.app_context():
        for n, moment in enumerate(moments):
            give(learner, asked[n % len(asked)], first + n, right=n % 2 == 0, now=moment, zone=ZONE)


def reads(app: Flask, learner: int, moment: datetime) -> None:
    with app.app_context():
        day, step = learner_day(moment, ZONE), Step(61, 300, 90.0)
        save_place(learner, READ, 61, finished=False, now=moment - 90 * SECOND)
        save_place(learner, READ, 62, finished=False, now=moment, step=step, day=day)


def rows(page: str) -> list[list[str]]:
    """Return the sittings of a list: when, minutes, words, answered, right, new."""
    found = parsed(page).query("section[aria-labelledby=sessions-title] table tr")
    return [[words(cell) for cell in row.query("th, td")] for row in found][1:]


def addresses(page: str) -> list[str]:
    found = parsed(page).query("section[aria-labelledby=sessions-title] th a")
    return [attribute(link, "href") for link in found]


def test_a_visitor_has_no_sittings(visitor: Visitor) -> None:
    assert "None yet" in words_of(visitor.open("/progress/sessions"))
    assert "nothing of yours here yet" in words_of(visitor.open("/progress/sessions/1", 404))


def test_a_sitting_opens_to_its_answers_and_its_reading(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    with app.app_context():
        give(learner, asked[0], 1, now=SIX + 5 * MINUTE, confidence="sure")
    answers(app, learner, asked[1:], SIX + 6 * MINUTE, SIX + 7 * MINUTE, first=2)
    reads(app, learner, SIX)

    page = visitor.open("/progress/sessions")
    text = words_of(visitor.open(addresses(page)[0]))

    assert [row[1:] for row in rows(page)] == [["8", "300", "3", "2", "3"]]
    assert "2 of 3 answers right" in text
    assert asked[0].question.stem in text
    assert "✓ Right, sure 18:05, asked for the first time" in text
    assert "✕ Wrong 18:07" in text
    assert "The general secretary" in text
    assert "300 words in 2 minutes 17:58" in text


def test_a_sitting_of_another_learner_is_not_there(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    answers(app, learner, asked, SIX)
    address = addresses(visitor.open("/progress/sessions"))[0]
    stranger = Visitor(app)
    learner_behind(app, stranger)

    assert "no such sitting of yours" in words_of(stranger.open(address, 404))
    assert rows(stranger.open("/progress/sessions")) == []


def test_an_undone_answer_is_in_no_sitting(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    answers(app, learner, asked, SIX, SIX + MINUTE)
    page = visitor.open("/progress/sessions")
    with app.app_context():
        undo_answer(learner, answer_id(2), zone=ZONE, now=NOW)

    assert [row[3:] for row in rows(visitor.open("/progress/sessions"))] == [["1", "1", "1"]]
    with app.app_context():
        undo_answer(learner, answer_id(1), zone=ZONE, now=NOW)
    assert rows(visitor.open("/progress/sessions")) == []
    assert "was undone" in words_of(visitor.open(addresses(page)[0], 404))


@pytest.mark.parametrize("hour", [4, 0])
def test_a_sitting_around_the_start_of_a_day_is_one_and_stands_under_the_day_it_began_on(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion], hour: int
) -> None:
    start = SIX.replace(hour=hour)
    answers(app, learner, asked, *(start + n * 10 * MINUTE for n in range(-3, 4)))

    page = visitor.open("/progress/sessions")

    assert [row[1:4] for row in rows(page)] == [["60", "0", "7"]]
    day = learner_day(start - 30 * MINUTE, ZONE)
    assert rows(visitor.open(f"/progress/sessions?before={day}")) == []
    assert len(rows(visitor.open(f"/progress/sessions?before={day + DAY}"))) == 1


def test_a_sitting_left_open_overnight_ends_in_the_evening(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    answers(app, learner, asked, SIX, SIX + 9 * MINUTE, SIX + 13 * 60 * MINUTE)

    assert [row[1] for row in rows(visitor.open("/progress/sessions"))] == ["1", "9"]


def test_a_change_of_time_zone_moves_the_hour_and_parts_nothing(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    with app.app_context():
        give(learner, asked[0], 1, now=SIX, zone=ZONE)
        give(learner, asked[1], 2, now=SIX + 20 * MINUTE, zone=BERLIN)
    visitor.client.set_cookie(ZONE_COOKIE, "Pacific/Kiritimati")

    page = visitor.open("/progress/sessions")

    assert [row[1:4] for row in rows(page)] == [["20", "0", "2"]]
    assert rows(page)[0][0].endswith("08:00")
    assert "08:20" in words_of(visitor.open(addresses(page)[0]))


def test_older_sittings_follow_page_by_page_each_once(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion]
) -> None:
    answers(app, learner, asked, *(SIX - n * DAY for n in reversed(range(65))))
    page, found = visitor.open("/progress"), []
    assert len(rows(page)) == 10
    address: str | None = "/progress/sessions"
    while address:
        page = visitor.open(address)
        found += addresses(page)
        links = {words(a): attribute(a, "href") for a in parsed(page).query("main a")}
        address = links.get("Older sittings")

    assert len(found) == len(set(found)) == 65
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("before", ["", "yesterday", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_any_day_in_the_address_gives_a_page(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion], before: str
) -> None:
    answers(app, learner, asked, SIX)

    visitor.open(f"/progress/sessions?before={before}")


@pytest.mark.parametrize("second", ["0", "250000000000", "99999999999999", "-1", "now"])
def test_a_moment_without_a_sitting_is_not_found(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion], second: str
) -> None:
    answers(app, learner, asked, SIX)

    visitor.open(f"/progress/sessions/{second}", 404)


def test_what_is_no_longer_served_stays_in_its_sitting_without_words(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion], tmp_path: Path
) -> None:
    answers(app, learner, asked, SIX, SIX + MINUTE)
    reads(app, learner, SIX + 2 * MINUTE)
    sync_edited(app, tmp_path, asked[0], take_out)
    change_stored(app, "UPDATE reading_stretch SET module_key = 'gone'")

    page = visitor.open("/progress/sessions")
    text = words_of(visitor.open(addresses(page)[0]))

    assert [row[2:] for row in rows(page)] == [["300", "2", "1", "2"]]
    assert "A question that is no longer asked" in text
    assert "A module that is no longer served" in text
    progress = words_of(visitor.open("/progress"))
    assert "of the 1 question met so far" in progress
    assert "0 of 44 modules read to the end" in progress


@pytest.mark.sqlite("its driver tells every statement that it runs")
@pytest.mark.parametrize("address", ["/progress", "/progress/sessions", "/progress/map/woods-2003"])
def test_a_page_runs_as_many_statements_for_much_as_for_little(
    app: Flask, visitor: Visitor, learner: int, asked: list[StoredQuestion], address: str
) -> None:
    said: list[str] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "checkout", lambda driver, *_: driver.set_trace_callback(said.append))

    def statements() -> int:
        visitor.open(address)
        said.clear()
        visitor.open(address)
        return len(said)

    answers(app, learner, asked, SIX - 40 * DAY, SIX)
    reads(app, learner, SIX)
    little = statements()
    answers(app, learner, asked, *(SIX - n * DAY for n in range(39, 0, -1)), first=100)
    answers(app, learner, asked, *(SIX + n * MINUTE for n in range(40)), first=200)

    assert statements() == little
