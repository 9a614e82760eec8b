"""The table of memories follows from the log: always, exactly, and again if it is lost."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError, NotFoundError
from studyapp.review.history_queries import log_of
from studyapp.review.log_queries import RecordedAnswer
from studyapp.review.models import MemoryRow
from studyapp.review.modes import Mode
from studyapp.review.operations import (
    insist_on_answer,
    mark_as_guess,
    merge_reviews,
    rebuild_memory,
    undo_answer,
)
from studyapp.review.queries import states_of
from studyapp.review.replay import replay
from studyapp.review.tally_models import DayTallyRow
from studyapp.zones import zone_named
from tests.conftest import NOON
from tests.review.builders import ZONE, answer_id, give, rows_of

HISTORIES = 1000
LONGEST_HISTORY = 12
QUESTIONS = 3
DAY = timedelta(days=1)
ZONES = ("UTC", "Asia/Tokyo", "America/Lima", "Pacific/Kiritimati")
pytestmark = pytest.mark.usefixtures("app_context")


@dataclass
class History:
    """One learner who answers, takes back and marks as chance has it."""

    learner_id: int
    chance: Random
    answers: list[RecordedAnswer] = field(default_factory=list)

    def act(self, questions: list[StoredQuestion]) -> None:
        """Do one thing, at any time: clocks of devices differ and run backwards."""
        now = NOON + timedelta(hours=self.chance.randint(-48, 24 * 60))
        zone = zone_named(self.chance.choice(ZONES)) or ZONE
        what = self.chance.random()
        if what < 0.6 or not self.answers:
            number = self.chance.getrandbits(100)
            right, stored = self.chance.random() < 0.6, self.chance.choice(questions)
            known = {answer.question_id for answer in self.answers}
            mode: Mode = "retry" if what < 0.1 and stored.id in known else "review"
            changes: dict[str, Any] = {"right": right, "now": now, "zone": zone, "mode": mode}
            with suppress(ConflictError):  # a retry of what was taken back meanwhile
                self.answers.append(give(self.learner_id, stored, number, **changes))
            return
        earlier = self.chance.choice(self.answers[-3:]).answer_id
        try:
            if what < 0.8:
                undo_answer(self.learner_id, earlier, zone=zone, now=now)
            else:
                change = mark_as_guess if what < 0.9 else insist_on_answer
                self.answers.append(change(self.learner_id, earlier, zone=zone, now=now))
        except (ConflictError, NotFoundError):
            # Chance also picks what cannot be taken back; a refusal must change nothing.
            return


def live_through(histories: list[History], chance: Random) -> None:
    """Let every history happen, one act of anybody after the other."""
    questions = list(catalogue().questions.values())
    acts = [h for h in histories for _ in range(chance.randint(1, LONGEST_HISTORY))]
    chance.shuffle(acts)
    for history in acts:
        first = history.learner_id % (len(questions) - QUESTIONS)
        history.act(questions[first : first + QUESTIONS])


def dump() -> bytes:
    """Return the whole table of memories as bytes."""
    return "\n".join(map(repr, rows_of("memory"))).encode()


def dump_of_days() -> bytes:
    """Return the whole table of days as bytes."""
    return "\n".join(map(repr, rows_of("day_tally"))).encode()


def test_a_thousand_random_histories_and_their_rebuilt_memories_agree_to_the_byte() -> None:
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
