"""The table of memories follows from the log: always, exactly, and again if it is lost."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import delete, text, update

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.queries import catalogue
from studyapp.database import db, write_transaction
from studyapp.review.days.models import DayTallyRow
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.replay import replay
from studyapp.review.models import MemoryRow
from studyapp.review.operations import merge_reviews, rebuild_memory
from studyapp.review.queries import states_of
from tests.conftest import NOON
from tests.review.builders import answer_id, give, rows_of
from tests.review.histories import History, live_through
from tests.trusted import Tally, times

HISTORIES = times(1000, 10_000)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app_context")


def dump() -> bytes:
    """Return the whole table of memories as bytes."""
    return "\n".join(map(repr, rows_of("memory"))).encode()


def dump_of_days() -> bytes:
    """Return the whole table of days as bytes."""
    return "\n".join(map(repr, rows_of("day_tally"))).encode()


@pytest.mark.trust(row=25)
def test_many_random_histories_and_their_rebuilt_memories_agree_to_the_byte(tally: Tally) -> None:
    chance = Random(20260305)
    learners = [ensure_learner(f"token {n}", "UTC", now=NOON).id for n in range(HISTORIES)]
    live_through([History(n, Random(n)) for n in learners], chance)
    before, days_before = dump(), dump_of_days()
    statement = text("SELECT DISTINCT kind, mode, confidence, disputed FROM review_log")
    assert {tuple(row) for row in db.session.execute(statement)} == {
        ("answer", "review", None, 0),
        ("answer", "review", "guessed", 0),
        ("answer", "review", None, 1),
        ("answer", "review", "guessed", 1),
        ("answer", "retry", None, 0),
        ("answer", "retry", None, 1),
        ("undo", "review", None, None),
        ("undo", "retry", None, None),
    }

    untouched = rebuild_memory()
    with write_transaction() as session:
        session.execute(delete(MemoryRow))
        session.execute(delete(DayTallyRow))
    assert (dump(), dump_of_days()) == (b"", b"")
    rebuilt = rebuild_memory()

    spoilt = {learner_id for learner_id, _ in (*untouched.differed, *untouched.days)}
    tally.note(tried=HISTORIES, held=HISTORIES - len(spoilt))
    assert (untouched.differed, untouched.days) == ((), ())
    assert (dump(), dump_of_days()) == (before, days_before)
    assert (untouched.learners, rebuilt.learners) == (HISTORIES, HISTORIES)
    assert len(rebuilt.differed) == len(before.splitlines())
    assert len(rebuilt.days) == len(days_before.splitlines()) > HISTORIES


def test_each_learner_holds_what_the_replayed_log_says() -> None:
    learners = [ensure_learner(f"token {n}", "UTC", now=NOON).id for n in range(20)]
    live_through([History(n, Random(n)) for n in learners], Random(1))

    for learner_id in learners:
        assert states_of(db.session, learner_id) == replay(log_of(db.session, learner_id))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"stability": 7.5}, id="stability"),
        pytest.param({"difficulty": 9.25}, id="difficulty"),
        pytest.param({"due_on": NOON.date()}, id="due day"),
        pytest.param({"reviewed_on": NOON.date() - DAY}, id="review day"),
        pytest.param({"reps": 9}, id="count"),
        pytest.param({"lapses": 9}, id="lapses"),
    ],
)
def test_a_rebuild_puts_right_what_the_log_does_not_say(
    learner_id: int, changes: dict[str, object]
) -> None:
    stored = list(catalogue().questions.values())
    for number in range(3):
        give(learner_id, stored[number], number)
    before = dump()
    with write_transaction() as session:
        is_this = MemoryRow.question_id == stored[1].id
        session.execute(update(MemoryRow).where(is_this).values(changes))

    rebuilt = rebuild_memory()

    assert rebuilt.differed == ((learner_id, stored[1].id),)
    assert dump() == before


def test_a_rebuild_removes_what_no_answer_in_the_log_supports(learner_id: int) -> None:
    stored = list(catalogue().questions.values())
    kept = give(learner_id, stored[0])
    before = dump()
    unsupported = {
        "learner_id": learner_id,
        "question_id": stored[5].id,
        "stability": 1.0,
        "difficulty": 5.0,
        "decay": 0.15,
        "reviewed_on": NOON.date(),
        "due_on": NOON.date() + DAY,
        "reps": 1,
        "passes": 1,
        "lapses": 0,
        "last_answer_id": kept.log_id,
    }
    with write_transaction() as session:
        session.add(MemoryRow(**unsupported))

    rebuilt = rebuild_memory()

    assert rebuilt.differed == ((learner_id, stored[5].id),)
    assert dump() == before


def test_two_histories_become_one_when_a_guest_signs_in(learner_id: int) -> None:
    guest_id = ensure_learner("token of a guest", "UTC", now=NOON).id
    stored = next(iter(catalogue().questions.values()))
    account_first = give(learner_id, stored, 1)
    guest_answer = give(guest_id, stored, 1, right=False, now=NOON + 2 * DAY)
    give(guest_id, stored, 2, now=NOON + 9 * DAY)
    entries = [*log_of(db.session, learner_id), *log_of(db.session, guest_id)]

    with write_transaction() as session:
        merge_reviews(session, guest_id, learner_id)

    assert account_first.answer_id == guest_answer.answer_id == answer_id(1)
    assert log_of(db.session, guest_id) == []
    assert log_of(db.session, learner_id) == entries
    assert states_of(db.session, learner_id) == replay(entries)
    assert rebuild_memory().differed == ()
