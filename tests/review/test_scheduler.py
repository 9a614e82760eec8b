"""What the `fsrs` package does on its own, and what a memory makes of it."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import fsrs
import fsrs_rs_python
import pytest
from packaging.version import Version

from studyapp.review.learner_day import learner_day
from studyapp.review.memory import SCHEDULER_VERSION, Memory, Rating, recall, remember
from tests.review import DAY, HELD, TODAY

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def held_card(reviewed_at: datetime) -> fsrs.Card:
    """Return what HELD says as a card of the package itself."""
    return fsrs.Card(
        card_id=1,
        state=fsrs.State.Review,
        stability=HELD.stability,
        difficulty=HELD.difficulty,
        due=reviewed_at + 10 * DAY,
        last_review=reviewed_at,
    )


def raw_scheduler(retention: float = 0.90) -> fsrs.Scheduler:
    return fsrs.Scheduler(desired_retention=retention, enable_fuzzing=False)


def test_a_little_earlier_each_evening_still_counts_as_the_next_day() -> None:
    evening = datetime(2026, 3, 10, 20, tzinfo=UTC)
    next_evening = evening + DAY - timedelta(minutes=1)
    berlin = ZoneInfo("Europe/Berlin")

    raw, _ = raw_scheduler().review_card(held_card(evening), fsrs.Rating.Good, next_evening)
    memory = remember(HELD, Rating.GOOD, learner_day(next_evening, berlin))

    assert raw.stability == 10.0
    assert memory.stability == pytest.approx(13.047176)


def test_a_zone_called_utc_is_as_good_as_utc_itself() -> None:
    tomorrow = (NOON + DAY).astimezone(ZoneInfo("UTC"))

    with pytest.raises(ValueError, match="UTC"):
        raw_scheduler().review_card(held_card(NOON), fsrs.Rating.Good, tomorrow)

    assert remember(HELD, Rating.GOOD, learner_day(tomorrow, UTC)).reviewed_on == TODAY + DAY


def test_the_same_review_is_always_due_on_the_same_day() -> None:
    today = TODAY + 40 * DAY
    fuzzy = fsrs.Scheduler(learning_steps=(), relearning_steps=())

    random.seed(1)
    raw_due_days = {
        fuzzy.review_card(held_card(NOON), fsrs.Rating.Good, NOON + 40 * DAY)[0].due.date()
        for _ in range(200)
    }
    due_days = {remember(HELD, Rating.GOOD, today).due_on for _ in range(200)}

    assert len(raw_due_days) > 1
    assert len(due_days) == 1


def test_a_review_posted_late_counts_for_the_day_of_the_last_one() -> None:
    raw, _ = raw_scheduler().review_card(held_card(NOON), fsrs.Rating.Good, NOON - 3 * DAY)
    memory = remember(HELD, Rating.GOOD, TODAY - 3 * DAY)

    assert raw.last_review == NOON - 3 * DAY
    assert memory == remember(HELD, Rating.GOOD, TODAY)
    assert memory.reviewed_on == TODAY


def test_the_scheduler_alone_takes_any_retention() -> None:
    tomorrow = NOON + DAY

    with pytest.raises(ZeroDivisionError):
        raw_scheduler(0.0).review_card(held_card(NOON), fsrs.Rating.Good, tomorrow)

    raw, _ = raw_scheduler(1.5).review_card(held_card(NOON), fsrs.Rating.Good, tomorrow)
    assert raw.due == tomorrow + DAY


def test_nothing_reads_the_clock_or_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    # In these names the package keeps its clock; a card without an id or a due time reads it.
    monkeypatch.delattr("fsrs.card.time")
    monkeypatch.delattr("fsrs.card.datetime")
    monkeypatch.setattr("fsrs.scheduler.datetime", None)

    with pytest.raises(NameError):
        fsrs.Card()
    memory = remember(remember(None, Rating.GOOD, TODAY), Rating.AGAIN, TODAY + DAY)

    assert recall(memory, TODAY + DAY) == 1.0


def test_the_scheduler_is_new_enough_for_hard_answers_on_the_same_day() -> None:
    package, _, number = SCHEDULER_VERSION.partition("-")

    assert package == "fsrs"
    assert Version(number) >= Version("6.3.2")


def test_a_first_failure_comes_back_tomorrow_and_not_in_minutes() -> None:
    raw, _ = fsrs.Scheduler().review_card(fsrs.Card(card_id=1, due=NOON), fsrs.Rating.Again, NOON)

    assert raw.due == NOON + timedelta(minutes=1)
    assert remember(None, Rating.AGAIN, TODAY).due_on == TODAY + DAY


HISTORIES = 1000
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati")
RUST = fsrs_rs_python.FSRS(list(fsrs.Scheduler().parameters))


def history(chance: random.Random) -> list[tuple[Rating, date]]:
    """Return ratings with the learner's days: hours to months apart, clocks changing between."""
    zone = ZoneInfo(chance.choice(ZONES))
    at = NOON + timedelta(hours=chance.randint(0, 9000))
    reviews = []
    for _ in range(chance.randint(1, 12)):
        reviews.append((chance.choice(list(Rating)), learner_day(at, zone)))
        at += timedelta(hours=chance.choice([1, 5, 20, 24, 60, 500, 2200]))
    return reviews


def held_after(reviews: list[tuple[Rating, date]]) -> Memory:
    memory = None
    for rating, day in reviews:
        memory = remember(memory, rating, day)
    assert memory is not None
    return memory


def test_memories_equal_those_of_the_core_that_anki_uses() -> None:
    chance = random.Random(20261122)
    worst = 0.0
    for _ in range(HISTORIES):
        reviews = history(chance)
        days = [0, *((later - day).days for (_, day), (_, later) in pairwise(reviews))]
        item = fsrs_rs_python.FSRSItem(
            [
                fsrs_rs_python.FSRSReview(int(rating), since)
                for (rating, _), since in zip(reviews, days, strict=True)
            ]
        )
        ours, theirs = held_after(reviews), RUST.memory_state(item)
        worst = max(
            worst,
            abs(ours.stability / theirs.stability - 1),
            abs(ours.difficulty / theirs.difficulty - 1),
        )

    assert worst <= 1e-4


def test_intervals_equal_those_of_the_core_that_anki_uses() -> None:
    chance = random.Random(1)
    for _ in range(HISTORIES):
        memory = held_after(history(chance))

        theirs = RUST.next_interval(memory.stability, 0.9, int(Rating.GOOD))

        assert (memory.due_on - memory.reviewed_on).days == max(1, round(theirs))
