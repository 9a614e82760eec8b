"""How a class stands: every figure follows from what was done, recomputed here the long way."""

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from statistics import fmean

import pytest
from flask import Flask
from sqlalchemy import event, select

from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.progress.classes.standing import LEAST_TOGETHER
from studyapp.progress.strokes import known_now
from studyapp.review.learner_day import ONE_DAY
from studyapp.review.memory import Memory, recall
from studyapp.review.models import ReviewLogRow
from studyapp.review.queries import due_by_day, memories_of
from tests.classroom.builders import Room, make_room
from tests.classroom.result_builders import remove_pupil
from tests.conftest import NOON
from tests.progress.class_study import (
    DAY,
    MODULE,
    SHARING,
    SILENT,
    answer,
    module_rows,
    page_of,
    passage_rows,
    questions_in,
    read,
    share,
    study,
    table,
)
from tests.progress.plain_figures import half_up
from tests.review.page_text import words_of
from tests.stored import change_stored, retire
from tests.test_html import faults_of

pytestmark = pytest.mark.usefixtures("app_context")
TODAY = NOON.date()


def held_by(room: Room, name: str) -> dict[int, Memory]:
    asked = catalogue().questions
    return {n: m for n, m in memories_of(room.learners[name]).items() if n in asked}


def recall_now(memory: Memory) -> float:
    return recall(memory, max(TODAY, memory.reviewed_on + ONE_DAY))


def day_words(day: date) -> str:
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != TODAY.year else "")


def pupil_row(room: Room, name: str) -> list[str]:
    """Return the figures of a pupil who shares, from the pupil's own reads."""
    learner_id = room.learners[name]
    of_learner = select(ReviewLogRow.learner_day).where(ReviewLogRow.learner_id == learner_id)
    days = db.session.scalars(of_learner).all()
    due = due_by_day(learner_id, TODAY)
    held = held_by(room, name)
    return [
        name,
        "never",
        day_words(max(days)) if days else "never",
        str(sum(due.values())),
        str(sum(count for day, count in due.items() if day < TODAY)),
        str(len(held)),
        str(round(known_now(held.values(), TODAY))),
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_equals_the_one_reckoned_from_each_pupils_own(
    app: Flask, room: Room, seed: int
) -> None:
    chance = Random(seed)
    asked = chance.sample(list(catalogue().questions.values()), 6) + questions_in()[:8]
    for name in SHARING[: chance.choice([5, 6])] + SILENT:
        study(room, name, chance, asked)
    for name in chance.sample(SHARING, 3):
        read(room, name)

    page = page_of(app, room)

    assert table(page, "last activity") == [
        *(pupil_row(room, name) for name in SHARING),
        *([name, "never", "not shared"] for name in SILENT),
    ]
    assert module_rows(page) == expected_modules(room, readers=3)
    assert passage_rows(page) == expected_passages(room)
    assert faults_of(page) == []


def expected_modules(room: Room, readers: int) -> dict[str, list[str]]:
    served = catalogue()
    held = [held_by(room, name) for name in SHARING]
    expected = {}
    named = {
        f"{article.label} {module.title}": name
        for name, (article, module) in served.modules.items()
    }
    for title, name in (named | {"All sources Comparing sources": "compare"}).items():
        questions = served.by_module.get(name, ())
        shares = [sum(recall_now(m[n]) for n in questions if n in m) / len(questions) for m in held]
        met_by = sum(any(n in m for n in questions) for m in held)
        read_by = f"{readers if name == MODULE else 0} of {len(SHARING)}"
        known = f"{half_up(fmean(shares))} %"
        expected[title] = [
            "" if name == "compare" else read_by,
            known if met_by >= LEAST_TOGETHER else f"– met by fewer than {LEAST_TOGETHER}",
        ]
    return expected


def expected_passages(room: Room) -> list[tuple[str, str, str]]:
    served, found = catalogue(), []
    held = [held_by(room, name) for name in SHARING]
    for paragraph, questions in served.by_paragraph.items():
        means = [
            fmean(recall_now(m[n]) for n in questions if n in m)
            for m in held
            if any(n in m for n in questions)
        ]
        if len(means) >= LEAST_TOGETHER:
            found.append((fmean(means), paragraph, len(means)))
    return [
        (paragraph.partition(":")[2], f"{half_up(mean)} %", str(count))
        for mean, paragraph, count in sorted(found)[:10]
    ]


def test_a_pupil_off_the_roster_is_in_no_figure(app: Flask, room: Room) -> None:
    for name in SHARING:
        answer(room, name, questions_in()[0])
    remove_pupil(room, "Ada")

    page = page_of(app, room)

    assert "5 of 7 pupils share" in words_of(page)
    assert [row[0] for row in table(page, "last activity")] == [*SHARING[1:], *SILENT]
    assert {count for _, _, count in passage_rows(page)} == {"5"}


def test_a_question_that_left_the_bank_counts_for_nobody(app: Flask, room: Room) -> None:
    gone, kept = questions_in()[:2]
    for name in SHARING:
        answer(room, name, gone)
        answer(room, name, kept)

    retire(gone.id)

    rows = table(page_of(app, room), "last activity")
    assert [row[5] for row in rows[: len(SHARING)]] == ["1"] * len(SHARING)


def test_a_module_that_is_gone_is_not_listed(app: Flask, room: Room) -> None:
    before = module_rows(page_of(app, room))

    for name in SHARING:
        read(room, name, "woods-2003/a-module-that-was")

    assert module_rows(page_of(app, room)) == before


def test_a_reading_that_was_not_finished_is_not_counted(app: Flask, room: Room) -> None:
    read(room, "Ada")
    read(room, "Ben", finished=False)

    read_by = Counter(row[0] for row in module_rows(page_of(app, room)).values())

    assert read_by["1 of 6"] == 1
    assert read_by["2 of 6"] == 0


def test_each_pupil_is_counted_on_their_own_day(app: Flask) -> None:
    room = make_room("Ada", "Ben")
    share(room, "Ada", "Ben")
    for name, zone in (("Ada", "Pacific/Kiritimati"), ("Ben", "Pacific/Pago_Pago")):
        change_stored(
            app,
            "UPDATE learner SET zone = :zone WHERE id = :id",
            zone=zone,
            id=room.learners[name],
        )
        answer(room, name, questions_in()[0], NOON - DAY, right=False)
    due_on = max(memory.due_on for memory in memories_of(room.learners["Ada"]).values())
    evening = datetime.combine(due_on, time(), UTC) - timedelta(hours=8)

    rows = table(page_of(app, room, evening), "last activity")

    # At 16:00 in Greenwich the day has begun at the one, and is far away at the other.
    assert [row[3] for row in rows] == ["1", "0"]


@pytest.mark.parametrize("pupils", [(), ("Ada",)])
@pytest.mark.parametrize("shares", [True, False])
def test_a_class_of_nobody_or_one_without_quizzes_is_a_page(
    app: Flask, pupils: tuple[str, ...], *, shares: bool
) -> None:
    room = make_room(*pupils)
    share(room, *pupils, shares=shares)

    page = words_of(page_of(app, room))

    assert "No quiz has been given to this class yet." in page
    assert "Not yet: no wrong option stands out." in page
    assert ("Nobody is on the roster yet." in page) == (not pupils)
    assert ("Now one does." if pupils and shares else "Now nobody does.") in page


@pytest.mark.sqlite("counts statements as its driver sees them")
def test_a_larger_class_takes_no_more_statements(app: Flask) -> None:
    small, large = make_room("Ada"), make_room(*SHARING, *SILENT, teacher="another teacher")
    share(large, *SHARING)
    for name in SHARING:
        study(large, name, Random(1), questions_in()[:4])
        read(large, name)
    page_of(app, small)

    counts = [statements_of(app, room) for room in (small, large)]

    assert counts[0] == counts[1] > len(SHARING)


def statements_of(app: Flask, room: Room) -> int:
    """Count what the database is asked for a page."""
    db.session.rollback()
    seen: list[str] = []

    def trace(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(lambda sql: seen.append(sql.partition(" --")[0]))

    event.listen(db.engine, "checkout", trace)
    try:
        page_of(app, room)
    finally:
        event.remove(db.engine, "checkout", trace)
    db.session.rollback()
    return len(seen)
