"""What the answers of everybody come to, recounted here one answer after the other."""

import json
from collections import defaultdict
from datetime import timedelta
from random import Random
from statistics import median
from typing import Any

import pytest
from flask import Flask, current_app

from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.question import Multiple, Single
from studyapp.database import db
from studyapp.review.asking.outcome_queries import latest_answer_id
from studyapp.review.figures.question_tally import QuestionTally
from studyapp.review.figures.question_tally_queries import COUNTED, median_seconds, question_tallies
from studyapp.review.models import ReviewLogRow
from studyapp.review.modes import MODES, NEW, UNSCHEDULED, Mode
from tests.conftest import NOON
from tests.review.builders import give, undo
from tests.stored import change_stored

pytestmark = pytest.mark.usefixtures("app_context")
DAY = timedelta(days=1)


@pytest.fixture
def asked(stored: list[StoredQuestion]) -> list[StoredQuestion]:
    """Return two questions of each of four kinds."""
    kinds = ("single", "multiple", "short", "order")
    return [q for kind in kinds for q in [q for q in stored if q.question.kind == kind][:2]]


def learners(count: int) -> list[int]:
    return [ensure_learner(f"token {n}", "UTC", now=NOON).id for n in range(count)]


def answer_at_random(
    chance: Random, learner_id: int, asked: list[StoredQuestion], numbers: range
) -> None:
    """Let a learner answer and take back at random, in any mode."""
    for number in numbers:
        stored = chance.choice(asked)
        give(
            learner_id,
            stored,
            number,
            right=chance.random() < 0.6,
            mode=mode_of(chance, learner_id, stored),
            now=NOON + number * DAY,
            milliseconds=chance.choice([None, 0, 4000, 9000, 60_000]),
            disputed=stored.question.kind == "short" and chance.random() < 0.3,
            **choice_of(chance, stored),
        )
        if chance.random() < 0.2:
            undo(learner_id, number)


def mode_of(chance: Random, learner_id: int, stored: StoredQuestion) -> Mode:
    """Return a mode at random: what was met is not new, other things cannot be tried again."""
    is_met = latest_answer_id(db.session, learner_id, stored.id) is not None
    others = [NEW] if is_met else UNSCHEDULED
    return chance.choice([mode for mode in MODES if mode not in others])


def choice_of(chance: Random, stored: StoredQuestion) -> dict[str, Any]:
    """Return a choice at random, sometimes none at all; other kinds answer as they do."""
    question = stored.question
    if not isinstance(question, Single | Multiple):
        return {}
    if chance.random() < 0.1:
        return {"given": None}
    options = range(len(question.options))
    is_single = isinstance(question, Single)
    return {"given": chance.choice(options) if is_single else chance.sample(options, 2)}


def standing() -> list[ReviewLogRow]:
    """Return the answers that are to be counted, read one by one."""
    db.session.rollback()
    rows = db.session.query(ReviewLogRow).order_by(ReviewLogRow.id).all()
    undone = {row.undoes for row in rows}
    return [
        row
        for row in rows
        if row.kind == "answer" and row.id not in undone and row.mode not in {"class", "retry"}
    ]


def recounted(asked: list[StoredQuestion]) -> dict[int, QuestionTally]:
    choices = {q.version_id for q in asked if isinstance(q.question, Single | Multiple)}
    found: dict[int, QuestionTally] = defaultdict(QuestionTally)
    for row in standing():
        tally = found[row.question_id]
        tally.asked += 1
        tally.right += bool(row.right)
        tally.insisted += bool(row.disputed)
        given = json.loads(row.given or "null") if row.version_id in choices else None
        if given is not None:
            tally.choosers[row.version_id] += 1
            tally.chosen.update(
                (row.version_id, n) for n in (given if isinstance(given, list) else [given])
            )
    return dict(found)


def without_empty(tallies: dict[int, QuestionTally]) -> dict[int, QuestionTally]:
    """Drop counts of nothing, which an undo leaves behind."""
    return {
        n: QuestionTally(t.asked, t.right, t.insisted, +t.choosers, +t.chosen)
        for n, t in tallies.items()
        if t.asked
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tallies_equal_a_recount_however_often_they_were_read_meanwhile(
    asked: list[StoredQuestion], seed: int
) -> None:
    chance = Random(seed)
    people = learners(3)
    for start in (0, 20, 40):
        for person in people:
            answer_at_random(chance, person, asked, range(start, start + 8))

        assert without_empty(dict(question_tallies())) == recounted(asked)

    current_app.extensions.pop(COUNTED)
    assert without_empty(dict(question_tallies())) == recounted(asked)


def test_an_answer_that_is_undone_later_is_taken_off(
    learner_id: int, asked: list[StoredQuestion]
) -> None:
    give(learner_id, asked[0], 1)
    give(learner_id, asked[0], 2, now=NOON + DAY, right=False)
    assert question_tallies()[asked[0].id].asked == 2

    undo(learner_id, 2)

    tally = question_tallies()[asked[0].id]
    assert (tally.asked, tally.right) == (1, 1)


def test_what_an_erased_person_answered_is_gone(
    learner_id: int, other_id: int, asked: list[StoredQuestion]
) -> None:
    give(learner_id, asked[0], 1)
    give(other_id, asked[0], 1)
    assert question_tallies()[asked[0].id].asked == 2

    erase_learner(other_id, ())

    assert question_tallies()[asked[0].id].asked == 1


def test_numbers_of_rows_that_come_again_do_not_deceive(
    learner_id: int, other_id: int, asked: list[StoredQuestion]
) -> None:
    give(learner_id, asked[0], 1)
    give(other_id, asked[0], 1)
    assert question_tallies()[asked[0].id].asked == 2
    erase_learner(other_id, ())

    give(learner_id, asked[1], 2)

    assert {n: t.asked for n, t in question_tallies().items()} == {asked[0].id: 1, asked[1].id: 1}


def test_a_log_without_an_entry_is_read(asked: list[StoredQuestion]) -> None:
    assert question_tallies() == {}
    assert median_seconds() == {}


def test_a_version_that_is_served_again_is_counted_anew(
    app: Flask, learner_id: int, asked: list[StoredQuestion]
) -> None:
    give(learner_id, asked[0], 1)
    before = question_tallies()

    change_stored(app, "UPDATE content_state SET content_hash = 'another'")
    db.session.rollback()

    assert question_tallies() == before
    assert question_tallies() is not before


def test_times_are_the_median_of_standing_answers(asked: list[StoredQuestion]) -> None:
    for person in learners(3):
        answer_at_random(Random(person), person, asked, range(20))

    times = defaultdict(list)
    for row in standing():
        if row.milliseconds:
            times[row.question_id].append(row.milliseconds)
    assert times
    assert median_seconds() == {n: (median(t) / 1000, len(t)) for n, t in times.items()}
