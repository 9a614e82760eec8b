from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from studyapp.bank.grading import Grade
from studyapp.database import db
from studyapp.reading.queries import readings_of
from studyapp.reading.reading_place import Reading
from studyapp.review.log.history_queries import log_of
from studyapp.review.memory import SCHEDULER_VERSION, Rating, remember
from studyapp.review.operations import record_answer
from studyapp.review.queries import find_state
from tests.conftest import NOON
from tests.review.builders import (
    KINDS,
    ZONE,
    answer_id,
    give,
    make_answer,
    right_given,
    rows_of,
    stored_of,
)

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app_context")


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_of_every_kind_is_logged_as_it_happened(learner_id: int, kind: str) -> None:
    stored = stored_of(kind)
    sent = make_answer(stored)

    recorded = give(learner_id, stored)

    assert recorded.given == right_given(stored.question)
    assert (recorded.answer_id, recorded.question_id) == (answer_id(1), stored.id)
    assert (recorded.version_id, recorded.mode, recorded.run_id) == (
        stored.version_id,
        "review",
        None,
    )
    assert recorded.shown == sent.shown
    assert (recorded.right, recorded.score, recorded.guessed) == (True, 1.0, False)
    assert recorded.recorded_at == NOON


def test_i_do_not_know_is_logged_as_a_wrong_answer(learner_id: int) -> None:
    stored = stored_of()

    recorded = give(learner_id, stored, given=None)

    assert (recorded.given, recorded.right, recorded.score) == (None, False, 0.0)
    assert recorded.memory == remember(None, Rating.AGAIN, NOON.date())


def test_a_partly_right_answer_keeps_its_share_and_counts_as_wrong(learner_id: int) -> None:
    stored = stored_of("order")

    recorded = record_answer(
        learner_id, make_answer(stored), Grade("wrong", 2 / 3), zone=ZONE, now=NOON
    )

    assert (recorded.right, recorded.score) == (False, 2 / 3)
    assert recorded.memory == remember(None, Rating.AGAIN, NOON.date())


def test_the_schedule_moves_as_the_scheduler_says(learner_id: int) -> None:
    stored = stored_of()
    course = [(0, True), (3, True), (11, False), (12, True), (40, True)]
    memory = None

    for number, (day, right) in enumerate(course):
        rating = Rating.GOOD if right else Rating.AGAIN
        memory = remember(memory, rating, NOON.date() + day * DAY)
        recorded = give(learner_id, stored, number, right=right, now=NOON + day * DAY)
        assert recorded.memory == memory

    state = find_state(db.session, learner_id, stored.id)
    assert state is not None
    assert state.memory == memory
    assert (state.reps, state.passes, state.lapses) == (5, 4, 1)


def test_the_log_names_the_scheduler(learner_id: int) -> None:
    give(learner_id, stored_of())

    assert SCHEDULER_VERSION in rows_of("review_log")[0]


def test_the_same_answer_id_again_gives_the_first_result_and_changes_nothing(
    learner_id: int,
) -> None:
    stored = stored_of()
    first = give(learner_id, stored)
    before = rows_of("review_log"), rows_of("memory")

    again = give(learner_id, stored, now=NOON + DAY)

    assert again == first
    assert (rows_of("review_log"), rows_of("memory")) == before


def test_the_same_answer_id_with_another_answer_inside_changes_nothing(learner_id: int) -> None:
    first = give(learner_id, stored_of("single"))
    before = rows_of("review_log"), rows_of("memory")

    others = [
        give(learner_id, stored_of("single"), right=False),
        give(learner_id, stored_of("short"), now=NOON + DAY),
        give(learner_id, stored_of("single"), given=None, mode="check"),
    ]

    assert others == [first, first, first]
    assert (rows_of("review_log"), rows_of("memory")) == before


def test_two_learners_may_use_the_same_answer_id(learner_id: int, other_id: int) -> None:
    stored = stored_of()

    right = give(learner_id, stored, right=True)
    wrong = give(other_id, stored, right=False)

    assert (right.right, wrong.right) == (True, False)
    assert [entry.rating for entry in log_of(db.session, learner_id)] == [Rating.GOOD]
    assert [entry.rating for entry in log_of(db.session, other_id)] == [Rating.AGAIN]


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        pytest.param("2026-03-05T20:30+00:00", "Asia/Tokyo", date(2026, 3, 6), id="ahead of UTC"),
        pytest.param("2026-03-05T18:30+00:00", "Asia/Tokyo", date(2026, 3, 5), id="before four"),
        pytest.param("2026-03-05T08:30+00:00", "America/Lima", date(2026, 3, 4), id="behind UTC"),
        pytest.param("2026-03-05T04:00+00:00", "UTC", date(2026, 3, 5), id="at four"),
    ],
)
def test_the_log_keeps_the_learners_own_day_and_zone(
    learner_id: int, moment: str, zone: str, day: date
) -> None:
    stored = stored_of()

    recorded = give(learner_id, stored, now=datetime.fromisoformat(moment), zone=ZoneInfo(zone))

    assert recorded.recorded_at == datetime.fromisoformat(moment)
    assert log_of(db.session, learner_id)[0].learner_day == day
    assert recorded.memory == remember(None, Rating.GOOD, day)
    assert zone in rows_of("review_log")[0]


@pytest.mark.parametrize("days_back", [1, 10, 400])
@pytest.mark.parametrize("right", [True, False])
def test_a_clock_that_runs_backwards_never_gives_a_due_day_before_the_review(
    learner_id: int, days_back: int, right: bool
) -> None:
    stored = stored_of()
    first = give(learner_id, stored, 1)

    give(learner_id, stored, 2, right=right, now=NOON - days_back * DAY)

    state = find_state(db.session, learner_id, stored.id)
    assert state is not None
    assert state.memory.reviewed_on == first.memory.reviewed_on
    assert state.memory.due_on > first.memory.reviewed_on


@pytest.mark.parametrize(
    ("measured", "kept"),
    [
        pytest.param(None, None, id="not measured"),
        pytest.param(0, 0, id="none"),
        pytest.param(-5, 0, id="less than none"),
        pytest.param(59_999, 59_999, id="just under a minute"),
        pytest.param(60_000, 60_000, id="a minute"),
        pytest.param(60_001, 60_000, id="just over a minute"),
        pytest.param(999_999_999, 60_000, id="a night"),
    ],
)
def test_time_on_a_question_counts_up_to_a_minute(
    learner_id: int, measured: int | None, kept: int | None
) -> None:
    give(learner_id, stored_of(), milliseconds=measured)

    row = db.session.execute(db.text("SELECT milliseconds FROM review_log")).one()
    assert row[0] == kept


def test_an_answer_of_a_check_counts_its_module_as_read(learner_id: int) -> None:
    stored = stored_of()
    article, _, module = stored.module.partition("/")
    answer = make_answer(stored, mode="check", run_id=answer_id(99))

    recorded = record_answer(
        learner_id, answer, Grade("right", 1.0), zone=ZONE, now=NOON, module=(article, module)
    )

    assert (recorded.mode, recorded.run_id) == ("check", answer_id(99))
    assert readings_of(learner_id) == {(article, module): Reading(0, NOON, finished=True)}


def test_a_review_answer_says_nothing_about_reading(learner_id: int) -> None:
    give(learner_id, stored_of())

    assert readings_of(learner_id) == {}
