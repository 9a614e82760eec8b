"""What a class did at its quizzes: last activity, quizzes given, what is taken for right."""

import json
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from studyapp.bank.question import Multiple, Single
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.regrading.operations import apply_regrade
from studyapp.classroom.results.gradebook_queries import read_gradebook
from studyapp.classroom.sittings.models import AttemptRow, ResponseRow
from studyapp.classroom.sittings.queries import Sitting
from studyapp.database import db, write_transaction
from studyapp.progress.classes.standing import Work, last_activity, unsettled
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.result_builders import handed_in, play_as, work
from tests.conftest import NOON
from tests.progress.class_study import page_of, table
from tests.progress.plain_figures import half_up
from tests.review.page_text import parsed, words, words_of
from tests.test_html import faults_of

pytestmark = pytest.mark.usefixtures("app_context")
PUPILS = tuple(f"Pupil {letter}" for letter in "ABCDEFGHIJKL")
HOUR = timedelta(hours=1)


@pytest.fixture
def room(app_context: None) -> Room:
    return make_room(*PUPILS)


def quiz_of(room: Room, *kinds: str, count: int = 2, **changes: Any) -> Sitting:
    """Open a quiz of choice questions, or of other kinds, for a long time."""
    ids = first_questions(count, *(kinds or ("single", "multiple")))
    quiz_id = make_quiz(room.teacher_id, ids)
    return make_sitting(room, quiz_id, closes_at=NOON + timedelta(days=9_000), **changes)


def choose(room: Room, sitting: Sitting, name: str, chosen: list[object]) -> None:
    """Let a pupil answer the questions in their order and hand in."""
    attempt = begin(sitting, room.learners[name], seat_id=room.seats[name])
    for position, given in enumerate(chosen, start=1):
        respond(attempt, position, given=given)
    handed_in(attempt)


def shown(page: str) -> list[tuple[str, str]]:
    """Return question and sentence of each thing that is taken for right."""
    (section,) = parsed(page).query("[aria-labelledby=wrong-title]")
    items = section.query("ol > li")
    return [(words(item.query("h3")[0]), words(item.query("b")[0])) for item in items]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_taken_for_right_equals_a_count_of_the_answers(
    app: Flask, room: Room, seed: int
) -> None:
    chance = Random(seed)
    sittings = [quiz_of(room, count=6), quiz_of(room, "multiple", count=3)]
    for sitting in sittings:
        for name in chance.sample(PUPILS, 11):
            choose(room, sitting, name, random_answers(chance, sitting))

    page = page_of(app, room)

    assert shown(page) == counted(room, sittings)
    assert faults_of(page) == []


def random_answers(chance: Random, sitting: Sitting) -> list[object]:
    answers: list[object] = []
    for item in get_frozen(sitting.version_id).items:
        assert isinstance(item.question, Single | Multiple)
        options = range(len(item.question.options))
        is_single = isinstance(item.question, Single)
        answers.append(chance.choice(options) if is_single else chance.sample(options, 2))
    return answers


def counted(room: Room, sittings: list[Sitting]) -> list[tuple[str, str]]:
    """Count the answers one by one."""
    asked: Counter[int] = Counter()
    chosen: Counter[tuple[int, int]] = Counter()
    items = {i.question_version_id: i for s in sittings for i in get_frozen(s.version_id).items}
    for version_id, text in db.session.execute(
        select(ResponseRow.question_version_id, ResponseRow.given)
    ):
        given = json.loads(text)
        asked[version_id] += 1
        for option in given if isinstance(given, list) else [given]:
            chosen[version_id, option] += 1
    found = []
    for version_id, answers in asked.items():
        question = items[version_id].question
        assert isinstance(question, Single | Multiple)
        wrong = [n for n, option in enumerate(question.options) if not option.correct]
        count = max(chosen[version_id, n] for n in wrong)
        if answers >= 10 and count >= 2:
            key = items[version_id].question_key
            share = half_up(count / answers)
            sentence = f"{count} of {answers} answers ({share} %)"
            found.append((-count / answers, -count, key, question.stem, sentence))
    return [(entry[3], entry[4]) for entry in sorted(found)[:20]]


def test_the_option_comes_with_its_reason_and_the_passage_that_refutes_it(
    app: Flask, room: Room
) -> None:
    sitting = quiz_of(room, "single", count=1)
    (item,) = get_frozen(sitting.version_id).items
    assert isinstance(item.question, Single)
    wrong = next(n for n, option in enumerate(item.question.options) if not option.correct)
    for name in PUPILS:
        choose(room, sitting, name, [wrong])

    page = page_of(app, room)

    assert shown(page) == [(item.question.stem, "12 of 12 answers (100 %)")]
    said = words_of(page)
    option, evidence = item.question.options[wrong], item.question.evidence[0]
    assert f"chose: {option.text}" in said
    assert option.why is not None
    assert option.why in said
    assert f"“{evidence.quote}”" in said
    assert f'#p{evidence.paragraph.partition(":")[2]}"' in page


@pytest.mark.parametrize("wrong", [0, 1, 2])
def test_what_one_pupil_chose_is_not_said(app: Flask, room: Room, wrong: int) -> None:
    sitting = quiz_of(room, "single", count=1)
    for n, name in enumerate(PUPILS):
        work(room, sitting, name, "0" if n < wrong else "1")

    assert len(shown(page_of(app, room))) == (wrong >= 2)


@pytest.mark.parametrize(("answers", "is_said"), [(9, False), (10, True)])
def test_of_fewer_than_ten_answers_nothing_is_said(
    app: Flask, room: Room, answers: int, *, is_said: bool
) -> None:
    sitting = quiz_of(room, "single", count=1)
    for name in PUPILS[:answers]:
        work(room, sitting, name, "0")

    assert bool(shown(page_of(app, room))) == is_said


def test_what_was_regraded_or_is_not_handed_in_is_left_out(app: Flask, room: Room) -> None:
    sitting = quiz_of(room, "single", count=2)
    for name in PUPILS[:10]:
        work(room, sitting, name, "00")
    respond(
        begin(sitting, room.learners[PUPILS[10]], seat_id=room.seats[PUPILS[10]]), 2, right=False
    )

    apply_regrade(sitting.version_id, 1, "dropped", key_version_id=None, now=NOON)

    second = get_frozen(sitting.version_id).items[1].question.stem
    assert shown(page_of(app, room)) == [(second, "10 of 10 answers (100 %)")]


def test_who_was_sent_out_and_second_attempts_count_for_nothing(app: Flask, room: Room) -> None:
    sitting = quiz_of(room, "single", count=1, attempts=2)
    for name in PUPILS[:10]:
        work(room, sitting, name, "0")
    second = begin(sitting, room.learners[PUPILS[0]], number=2)
    handed_in(respond(second, 1, right=False))
    play_as(work(room, sitting, PUPILS[11], "0"), "Zed", kicked_at=NOON)

    (said,) = shown(page_of(app, room))

    assert said[1] == "10 of 10 answers (100 %)"


def test_answers_of_another_class_are_not_counted(app: Flask, room: Room) -> None:
    other = make_room(*PUPILS, teacher="another teacher")
    sitting = quiz_of(other, "single", count=1)
    for name in PUPILS:
        work(other, sitting, name, "0")

    assert shown(page_of(app, room)) == []


@pytest.mark.parametrize("kind", ["cloze", "short", "number", "order", "match", "locate"])
def test_kinds_without_options_have_no_wrong_option(app: Flask, room: Room, kind: str) -> None:
    sitting = quiz_of(room, kind, count=1)
    for name in PUPILS:
        work(room, sitting, name, "0")

    assert shown(page_of(app, room)) == []


def test_an_answer_of_i_do_not_know_counts_as_an_answer(app: Flask, room: Room) -> None:
    sitting = quiz_of(room, "single", count=1)
    for name in PUPILS[:10]:
        work(room, sitting, name, "0")
    choose(room, sitting, PUPILS[10], [None])

    (said,) = shown(page_of(app, room))

    assert said[1] == "10 of 11 answers (91 %)"


def test_quizzes_are_listed_with_the_figures_of_the_gradebook(app: Flask, room: Room) -> None:
    first = quiz_of(room)
    for name, answers in zip(PUPILS, ("11", "10", "00"), strict=False):
        work(room, first, name, answers)
    begin(first, room.learners[PUPILS[5]], seat_id=room.seats[PUPILS[5]])
    quiz_of(room, now=NOON + timedelta(days=1))

    rows = table(page_of(app, room), "Quizzes given")

    later, earlier = rows
    assert later[1:] == ["Assigned", "6 March", "0", "– nobody yet"]
    (mean, _) = read_gradebook(room.class_id).means
    assert mean is not None
    assert earlier[1:] == ["Assigned", "5 March", "3", f"{half_up(mean)} %"]


def actives(page: str) -> list[str]:
    return [row[1] for row in table(page, "last activity")]


def test_the_last_activity_is_the_last_answer_of_what_lies_open(app: Flask, room: Room) -> None:
    sitting = quiz_of(room)
    attempt = begin(sitting, room.learners[PUPILS[0]], seat_id=room.seats[PUPILS[0]])
    respond(attempt, 1, now=NOON + timedelta(days=3))
    begin(sitting, room.learners[PUPILS[1]], seat_id=room.seats[PUPILS[1]])

    assert actives(page_of(app, room))[:3] == ["8 March", "5 March", "never"]


def test_what_the_deadline_hands_in_is_no_activity(app: Flask, room: Room) -> None:
    sitting = quiz_of(room)
    attempt = begin(sitting, room.learners[PUPILS[0]], seat_id=room.seats[PUPILS[0]])
    respond(attempt, 1, now=NOON + timedelta(days=1))
    with write_transaction() as session:
        this = update(AttemptRow).where(AttemptRow.id == attempt.id)
        late = NOON + timedelta(days=9)
        session.execute(this.values(submitted_at=late, submitted_by="deadline"))

    assert actives(page_of(app, room))[0] == "6 March"


@pytest.mark.parametrize("seed", range(40))
def test_the_attempts_looked_into_are_all_that_can_matter(seed: int) -> None:
    chance = Random(seed)
    works, answered = random_works(chance)
    seen = {n: answered[n] for n in unsettled(works) if n in answered}

    assert last_activity(works, seen) == max(
        [moment for one in works for moment in moments_of(one, answered)], default=None
    )


def random_works(chance: Random) -> tuple[list[Work], dict[int, datetime]]:
    """Return attempts of one pupil, and when each was last answered, if it was."""
    works, answered = [], {}
    for number in range(chance.randrange(5)):
        started = NOON + chance.randrange(100) * HOUR
        submitted = started + chance.randrange(1, 30) * HOUR if chance.random() < 0.7 else None
        by = chance.choice(["learner", "deadline", "teacher", "end"]) if submitted else None
        works.append(Work(number, 1, 1, started, submitted, by))
        if chance.random() < 0.8:
            span = (submitted or started + 30 * HOUR) - started
            answered[number] = started + chance.random() * span
    return works, answered


def moments_of(one: Work, answered: dict[int, datetime]) -> list[datetime]:
    by_learner = [one.submitted_at] if one.submitted_by == "learner" and one.submitted_at else []
    return [
        one.started_at,
        *by_learner,
        *([answered[one.attempt_id]] if one.attempt_id in answered else []),
    ]
