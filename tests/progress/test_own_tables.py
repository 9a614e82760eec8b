"""Answers and schedule as tables for people."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.accounts.models import LearnerRow
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import key_text
from studyapp.clock import utc_now
from studyapp.csv_text import BOM
from studyapp.database import write_transaction
from studyapp.progress.travel.own_table_queries import (
    TABLES,
    answers_csv,
    schedule_csv,
    sessions_csv,
)
from studyapp.reading.models import ReadingStretchRow
from studyapp.review.learner_day import learner_day
from studyapp.review.memory import recall
from tests.accounts.people import answer_something
from tests.conftest import NOON
from tests.review.builders import ZONE, give, undo
from tests.visitor import Visitor

Row = dict[str, str]


def rows(text: str) -> list[Row]:
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))


def test_an_answer_stands_in_words_at_the_time_of_the_learner(
    learner_id: int, single: StoredQuestion
) -> None:
    with write_transaction() as session:
        session.execute(update(LearnerRow).values(zone="Asia/Kolkata"))
    give(learner_id, single, 1, mode="new", right=False, milliseconds=4200, confidence="sure")
    give(learner_id, single, 2, mode="retry", now=NOON + timedelta(minutes=1))
    undo(learner_id, 2)

    wrong, right = rows("".join(answers_csv(learner_id)))

    question = single.question
    assert wrong["when"] == "2026-03-05 17:30:00"
    assert (wrong["question"], wrong["stem"]) == (question.id, question.stem)
    assert (wrong["kind"], wrong["mode"]) == ("single", "new")
    assert wrong["given"] != wrong["key"] == key_text(question)[0]
    assert (wrong["right"], wrong["share"], wrong["undone"]) == ("no", "0.0", "no")
    assert (wrong["how sure"], wrong["seconds"]) == ("sure", "4.2")
    assert right["given"] == right["key"]
    assert (right["right"], right["share"], right["undone"]) == ("yes", "1.0", "yes")
    assert (right["how sure"], right["seconds"]) == ("", "")


def test_a_session_tells_its_answers_and_its_reading_at_the_time_of_the_learner(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    for number, entry in enumerate(stored[:3], start=1):
        at = NOON + timedelta(minutes=4 * number)
        give(learner_id, entry, number, mode="new", right=number > 1, now=at)
    give(learner_id, stored[0], 4, now=NOON + timedelta(days=60))
    with write_transaction() as session:
        session.execute(update(LearnerRow).values(zone="America/New_York"))
        session.add(
            ReadingStretchRow(
                **{"learner_id": learner_id, "article_key": "woods-2003", "module_key": "a"},
                **{"day": NOON.date(), "started_at": NOON, "words": 240, "seconds": 90.0},
                ended_at=NOON + timedelta(minutes=2),
            )
        )

    later, first = rows("".join(sessions_csv(learner_id)))

    assert later["start"] == "2026-05-04 08:00:00"
    assert list(first.values()) == [
        *("2026-03-05 07:00:00", "2026-03-05 07:12:00", "12", "3", "2", "3", "240")
    ]


def test_the_sessions_of_many_months_are_all_told(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    for number in range(1, 76):
        give(learner_id, stored[0], number, now=NOON + number * timedelta(days=2))

    told = rows("".join(sessions_csv(learner_id)))

    starts = [row["start"] for row in told]
    assert len(starts) == 75
    assert starts == sorted(starts, reverse=True)


def test_an_answer_of_every_kind_is_put_in_words(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    kinds = {entry.question.kind: entry for entry in stored}
    for number, entry in enumerate(kinds.values(), start=1):
        give(learner_id, entry, number, mode="new")
    give(learner_id, kinds["single"], 99, right=False, given=None)

    told = rows("".join(answers_csv(learner_id)))

    assert [row["kind"] for row in told] == [*kinds, "single"]
    assert all(row["given"] == row["key"] for row in told[:-1])
    assert told[-1]["given"] == "I don’t know"


def test_the_schedule_tells_what_is_held_and_the_chance_of_recall_today(
    learner_id: int, stored: list[StoredQuestion]
) -> None:
    first, second = stored[:2]
    give(learner_id, second, 1, mode="new")
    memory = give(learner_id, first, 2, mode="new").memory
    today = learner_day(utc_now(), ZONE)

    told, other = rows("".join(schedule_csv(learner_id)))

    assert (told["question"], other["question"]) == (first.question.id, second.question.id)
    assert float(told["stability in days"]) == pytest.approx(memory.stability, abs=0.005)
    assert float(told["difficulty"]) == pytest.approx(memory.difficulty, abs=0.005)
    assert float(told["recall today"]) == pytest.approx(recall(memory, today), abs=1e-4)
    assert (told["last review"], told["due"]) == ("2026-03-05", str(memory.due_on))
    assert (told["reps"], told["lapses"]) == ("1", "0")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_handed_to_its_learner_alone(app: Flask, visitor: Visitor, name: str) -> None:
    address = f"/account/data/{name}.csv"
    answer_something(visitor)
    stranger = Visitor(app)
    stranger.open(address, status=404)

    response = visitor.client.get(address)

    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}.csv"
    assert len(rows(response.data.decode())) == 1


@pytest.mark.parametrize("name", TABLES)
def test_a_learner_without_an_answer_gets_the_heads_of_the_columns(
    learner_id: int, name: str
) -> None:
    assert len("".join(TABLES[name](learner_id)).splitlines()) == 1
