"""Answers that come late count when they were given, and each once, from however many devices."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import grade
from studyapp.bank.queries import catalogue
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError, NotFoundError
from studyapp.review.days.answered_queries import answers_between
from studyapp.review.days.models import DayTallyRow
from studyapp.review.log.late_operations import record_late_answer
from studyapp.review.log.queries import RecordedAnswer
from studyapp.review.memory import RETENTION_HIGHEST, Memory, Rating, recall, remember
from studyapp.review.operations import merge_reviews, rebuild_memory, undo_answer
from studyapp.review.plan.exam import ExamWish
from studyapp.review.plan.exam_operations import make_exam
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habits import Habits
from studyapp.review.queries import find_state
from studyapp.review.session.queries import review_day
from tests.conftest import NOON
from tests.review.builders import ZONE, answer_id, give, make_answer, rows_of

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app_context")


def send(
    learner_id: int,
    stored: StoredQuestion,
    number: int,
    at: datetime,
    *,
    right: bool = True,
    now: datetime = NOON + 30 * DAY,
) -> RecordedAnswer:
    """Let an answer reach the server that was given at `at`."""
    answer = make_answer(stored, number, right=right)
    graded = grade(stored.question, answer.given)
    return record_late_answer(learner_id, answer, graded, zone=ZONE, answered_at=at, now=now)


def held(learner_id: int, stored: StoredQuestion) -> tuple[float, float, int, int]:
    state = find_state(db.session, learner_id, stored.id)
    assert state is not None
    return state.memory.stability, state.memory.difficulty, state.reps, state.lapses


def met_days(learner_id: int) -> list[date]:
    """Return the day of each time that a question was met."""
    tally = DayTallyRow
    statement = select(tally.day, tally.met).where(tally.learner_id == learner_id)
    rows = db.session.execute(statement.order_by(tally.day)).all()
    db.session.rollback()
    return [day for day, met in rows for _ in range(met)]


def test_an_answer_counts_for_the_day_it_was_given(learner_id: int, single: StoredQuestion) -> None:
    send(learner_id, single, 1, NOON)

    state = find_state(db.session, learner_id, single.id)

    assert state is not None
    assert state.memory.reviewed_on == NOON.date()


def test_a_clock_that_runs_ahead_counts_as_now(learner_id: int, single: StoredQuestion) -> None:
    recorded = send(learner_id, single, 1, NOON + 900 * DAY, now=NOON)

    assert recorded.recorded_at == NOON


def test_the_same_answer_counts_once(learner_id: int, single: StoredQuestion) -> None:
    first = send(learner_id, single, 1, NOON)
    again = send(learner_id, single, 1, NOON + DAY, right=False)

    assert again == first
    assert len(rows_of("review_log")) == 1


def test_two_devices_that_answered_one_question_merge_by_time(
    learner_id: int, single: StoredQuestion, other_id: int
) -> None:
    send(learner_id, single, 1, NOON)
    send(learner_id, single, 3, NOON + 9 * DAY)
    send(learner_id, single, 2, NOON + 4 * DAY, right=False)

    for number, days, right in ((1, 0, True), (2, 4, False), (3, 9, True)):
        send(other_id, single, number, NOON + days * DAY, right=right)

    assert held(learner_id, single) == held(other_id, single)


def test_the_second_answer_of_a_day_moves_no_schedule(
    learner_id: int, single: StoredQuestion
) -> None:
    send(learner_id, single, 1, NOON)
    before = held(learner_id, single)

    second = send(learner_id, single, 2, NOON + timedelta(hours=2))

    assert second.mode == "retry"
    assert held(learner_id, single) == before


@pytest.mark.parametrize(
    ("first_days_ago", "mode"), [pytest.param(20, "review", id="review"), (0, "retry")]
)
def test_a_miss_that_comes_late_is_not_asked_again_if_it_was_right_since(
    learner_id: int, single: StoredQuestion, first_days_ago: int, mode: str
) -> None:
    hour = timedelta(hours=1)
    give(learner_id, single, 1, right=mode == "review", now=NOON - first_days_ago * DAY)
    give(learner_id, single, 2, mode="review" if mode == "review" else "retry", now=NOON + 3 * hour)

    late = send(learner_id, single, 3, NOON + hour, right=False, now=NOON + 4 * hour)
    before = review_day(learner_id, NOON.date()).missed
    send(learner_id, single, 4, NOON + 4 * hour, right=False, now=NOON + 5 * hour)

    assert late.mode == mode
    assert before == {}
    assert review_day(learner_id, NOON.date()).missed == {single.id: 0}


def test_the_answer_that_was_given_last_can_be_undone_whenever_it_came(
    learner_id: int, single: StoredQuestion
) -> None:
    give(learner_id, single, 1, now=NOON + 9 * DAY)
    send(learner_id, single, 2, NOON)

    with pytest.raises(ConflictError):
        undo_answer(learner_id, answer_id(2), zone=ZONE, now=NOON + 31 * DAY)
    undo_answer(learner_id, answer_id(1), zone=ZONE, now=NOON + 31 * DAY)

    state = find_state(db.session, learner_id, single.id)
    assert state is not None
    assert (state.reps, state.memory.reviewed_on) == (1, NOON.date())


def memory_of(learner_id: int, stored: StoredQuestion) -> Memory:
    state = find_state(db.session, learner_id, stored.id)
    assert state is not None
    return state.memory


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("days_ago", [40, 25, 10])
def test_the_wanted_recall_is_kept_when_an_answer_comes_late(
    learner_id: int, single: StoredQuestion, right: bool, days_ago: int
) -> None:
    save_habits(learner_id, Habits(retention=RETENTION_HIGHEST))
    for number, days in enumerate((30, 20, 0), start=1):
        give(learner_id, single, number, now=NOON - days * DAY)
    before = memory_of(learner_id, single)

    send(learner_id, single, 4, NOON - days_ago * DAY, right=right, now=NOON + DAY)

    after = memory_of(learner_id, single)
    assert recall(after, after.due_on) >= recall(before, before.due_on) - 0.001
    assert (after.stability > before.stability) is right


def test_the_wanted_recall_holds_when_the_late_answer_becomes_the_last(
    learner_id: int, single: StoredQuestion
) -> None:
    save_habits(learner_id, Habits(retention=RETENTION_HIGHEST))
    give(learner_id, single, 1, now=NOON - 20 * DAY)
    give(learner_id, single, 2, now=NOON)
    send(learner_id, single, 3, NOON - 10 * DAY, now=NOON + DAY)

    undo_answer(learner_id, answer_id(2), zone=ZONE, now=NOON + DAY)

    memory = memory_of(learner_id, single)
    at_ninety = remember(
        remember(None, Rating.GOOD, NOON.date() - 20 * DAY), Rating.GOOD, NOON.date() - 10 * DAY
    )
    assert memory.stability == at_ninety.stability
    assert memory.due_on < at_ninety.due_on


def test_a_question_comes_before_its_exam_whatever_comes_late(
    learner_id: int, single: StoredQuestion
) -> None:
    held_on = NOON.date() + 20 * DAY
    covers = (single.module.partition("/")[0],)
    make_exam(learner_id, ExamWish("History", held_on, covers, 15), now=NOON - 50 * DAY)
    for number, days in enumerate((60, 50, 0), start=1):
        give(learner_id, single, number, now=NOON - days * DAY)
    assert memory_of(learner_id, single).due_on < held_on

    send(learner_id, single, 4, NOON - 20 * DAY, now=NOON + DAY)

    assert memory_of(learner_id, single).due_on < held_on


def test_what_was_sure_and_wrong_comes_back_the_next_day_whatever_comes_late(
    learner_id: int, single: StoredQuestion
) -> None:
    for number, days in enumerate((60, 40), start=1):
        give(learner_id, single, number, now=NOON - days * DAY)
    give(learner_id, single, 3, right=False, confidence="sure")

    send(learner_id, single, 4, NOON - 20 * DAY, now=NOON + timedelta(hours=1))

    assert memory_of(learner_id, single).due_on == NOON.date() + DAY


def test_a_question_keeps_its_recall_when_a_guest_becomes_an_account(
    learner_id: int, single: StoredQuestion
) -> None:
    guest_id = ensure_learner("token of a guest", "UTC", now=NOON).id
    save_habits(learner_id, Habits(retention=RETENTION_HIGHEST))
    give(guest_id, single, 1, right=False, now=NOON - 40 * DAY)
    for number, days in enumerate((60, 50, 0), start=2):
        give(learner_id, single, number, now=NOON - days * DAY)
    before = memory_of(learner_id, single)

    with write_transaction() as session:
        merge_reviews(session, guest_id, learner_id)

    after = memory_of(learner_id, single)
    assert after.stability < before.stability
    assert recall(after, after.due_on) >= recall(before, before.due_on)
    assert rebuild_memory().differed == ()


def test_a_question_is_met_once_whatever_comes_late(
    learner_id: int, single: StoredQuestion
) -> None:
    give(learner_id, single, 1)
    send(learner_id, single, 2, NOON - 3 * DAY)
    both = met_days(learner_id)
    sessions = [row[4] for row in answers_between(learner_id, NOON.date() - 3 * DAY, NOON.date())]
    undo_answer(learner_id, answer_id(1), zone=ZONE, now=NOON + 31 * DAY)

    assert both == [NOON.date() - 3 * DAY]
    assert sorted(sessions) == [False, True]
    assert met_days(learner_id) == [NOON.date() - 3 * DAY]
    assert rebuild_memory().days == ()


def test_what_was_met_by_a_guest_and_in_the_account_is_met_once(
    learner_id: int, single: StoredQuestion
) -> None:
    guest_id = ensure_learner("token of a guest", "UTC", now=NOON).id
    give(learner_id, single, 1)
    give(guest_id, single, 2, now=NOON - 3 * DAY)
    with write_transaction() as session:
        merge_reviews(session, guest_id, learner_id)
    merged = met_days(learner_id)

    undo_answer(learner_id, answer_id(2), zone=ZONE, now=NOON + 31 * DAY)

    assert merged == [NOON.date() - 3 * DAY]
    assert met_days(learner_id) == [NOON.date()]
    assert rebuild_memory().days == ()


def test_whatever_the_order_of_arrival_a_rebuild_finds_nothing_to_mend(
    other_id: int,
) -> None:
    chance = Random(7)
    questions = list(catalogue().questions.values())[:4]
    for number in range(1, 240):
        at = NOON + timedelta(hours=chance.randint(0, 24 * 40))
        right = chance.random() < 0.7
        now = NOON + 41 * DAY
        if chance.random() < 0.2:
            with suppress(ConflictError, NotFoundError):
                undo_answer(other_id, answer_id(chance.randrange(number)), zone=ZONE, now=now)
        elif chance.random() < 0.5:
            send(other_id, chance.choice(questions), number, at, right=right, now=now)
        else:
            give(other_id, chance.choice(questions), number, right=right, now=at)
    stored = rows_of("memory")

    rebuilt = rebuild_memory()

    assert (rebuilt.differed, rebuilt.days) == ((), ())
    assert rows_of("memory") == stored
