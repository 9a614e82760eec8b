"""A learner's own parameters change what is held, and every rebuild agrees with them."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, insert

from studyapp.bank.catalogue import StoredQuestion
from studyapp.database import db, write_transaction
from studyapp.review.asking.feedback import forgetting_curve
from studyapp.review.memory import DECAY_AT, PARAMETERS, SCHEDULER_VERSION, recall
from studyapp.review.operations import rebuild_learner, rebuild_memory
from studyapp.review.plan.fit_operations import use_standard
from studyapp.review.plan.models import MemoryFitRow
from studyapp.review.queries import memories_of
from tests.conftest import NOON
from tests.review.builders import answer_id, give, rows_of
from tests.review.cards import learner_behind, unrelated_questions
from tests.visitor import Visitor

DAY = timedelta(days=1)
OWN = tuple(
    {0: value * 2, 2: value * 3, DECAY_AT: 0.3}.get(n, value) for n, value in enumerate(PARAMETERS)
)


def use_own(learner_id: int) -> None:
    """Let a learner's memory be reckoned with OWN from now on."""
    row = {
        "learner_id": learner_id,
        "fitted_at": NOON,
        "reviews": 500,
        "parameters": json.dumps(OWN),
        "scheduler": SCHEDULER_VERSION,
        "loss_before": 0.4,
        "loss_after": 0.3,
        "used": True,
    }
    with write_transaction() as session:
        session.execute(insert(MemoryFitRow), row)
        rebuild_learner(session, learner_id)


@pytest.fixture
def answered(learner_id: int, stored: list[StoredQuestion]) -> int:
    """Return a learner who has answered some questions."""
    for number, question in enumerate(stored[:12]):
        give(learner_id, question, 3 * number, right=number % 3 > 0)
        give(learner_id, question, 3 * number + 1, now=NOON + 3 * DAY)
    return learner_id


def test_own_parameters_change_what_is_held_and_no_due_day(answered: int) -> None:
    before = memories_of(answered)
    use_own(answered)
    after = memories_of(answered)

    assert all(after[n].stability != before[n].stability for n in before)
    assert {n: m.due_on for n, m in after.items()} == {n: m.due_on for n, m in before.items()}
    assert {m.decay for m in after.values()} == {OWN[DECAY_AT]}
    day = NOON.date() + 60 * DAY
    assert all(recall(after[n], day) != recall(before[n], day) for n in before)


def test_a_rebuild_agrees_with_answers_given_under_own_parameters(
    answered: int, stored: list[StoredQuestion]
) -> None:
    use_own(answered)
    for number, question in enumerate(stored[:20]):
        give(answered, question, 1000 + number, right=number % 4 > 0, now=NOON + 20 * DAY)
    held = rows_of("memory")

    rebuilt = rebuild_memory()

    assert rebuilt.differed == ()
    assert rows_of("memory") == held


def test_going_back_to_the_standard_brings_back_what_was_held(answered: int) -> None:
    before = rows_of("memory")
    use_own(answered)

    use_standard(answered)

    assert rows_of("memory") == before


def test_an_answer_that_comes_in_between_is_reckoned_with_the_new_parameters_too(
    app: Flask, answered: int, stored: list[StoredQuestion]
) -> None:
    use_own(answered)
    with once_the_log_is_read(app, lambda: give(answered, stored[0], 99, now=NOON + 20 * DAY)):
        use_standard(answered)

    rebuilt = rebuild_memory()

    assert rebuilt.differed == ()
    assert len(rows_of("review_log")) == 25


@contextmanager
def once_the_log_is_read(app: Flask, act: Callable[[], object]) -> Iterator[None]:
    """Act from elsewhere as soon as somebody has read the log of answers."""
    acted: list[object] = []

    def elsewhere() -> None:
        with app.app_context():
            acted.append(act())

    def notice(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "review_log.rating" in statement and not acted:
            thread = threading.Thread(target=elsewhere)
            thread.start()
            thread.join()

    event.listen(db.engine, "after_cursor_execute", notice)
    yield
    event.remove(db.engine, "after_cursor_execute", notice)
    assert len(acted) == 1


def test_the_page_after_an_answer_draws_the_curve_of_the_learner(
    app: Flask, visitor: Visitor
) -> None:
    stored = unrelated_questions(app, "single")[0]
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        use_own(learner_id)
        memory = give(learner_id, stored).memory

    page = visitor.open(f"/review/answers/{answer_id()}")

    assert forgetting_curve(replace(memory, decay=OWN[DECAY_AT])).d in page
    assert forgetting_curve(memory).d not in page
