"""Until when a learner may work: a table of every way in which time can run out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from studyapp.classroom.assigned.assignment import Assignment
from studyapp.classroom.assigned.deadline import (
    deadline_of,
    handed_in_at,
    is_late,
    is_over,
    window_of,
)
from studyapp.classroom.classes.more_time import MoreTime

OPENS = datetime(2026, 3, 5, 8, tzinfo=UTC)
CLOSES = datetime(2026, 3, 5, 10, tzinfo=UTC)
EXTRA = MoreTime(1.5, 10)
UNTIMED = MoreTime(untimed=True)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def assigned(limit: int | None = 40, **changes: Any) -> Assignment:
    return Assignment(OPENS, CLOSES, None if limit is None else minutes(limit), **changes)


@pytest.mark.parametrize(
    ("assignment", "started", "more", "deadline"),
    [
        pytest.param(assigned(), 0, MoreTime(), 40, id="time limit"),
        pytest.param(assigned(), 100, MoreTime(), 120, id="the close cuts the limit"),
        pytest.param(assigned(None), 0, MoreTime(), 120, id="no limit"),
        pytest.param(assigned(300), 0, MoreTime(), 120, id="limit longer than the window"),
        pytest.param(assigned(), 0, MoreTime(1.25), 50, id="a quarter more"),
        pytest.param(assigned(), 0, EXTRA, 70, id="factor, then minutes"),
        pytest.param(assigned(), 0, UNTIMED, 120, id="untimed, but for the close"),
        pytest.param(assigned(), 100, EXTRA, 120, id="more time alone leaves the close"),
        pytest.param(
            assigned(extends_close=True), 100, EXTRA, 150, id="the close moves by 20 and 10"
        ),
        pytest.param(
            assigned(extends_close=True), 0, EXTRA, 70, id="a moved close is no longer limit"
        ),
        pytest.param(
            assigned(None, extends_close=True), 0, EXTRA, 130, id="no limit, minutes alone"
        ),
        pytest.param(
            assigned(extends_close=True), 0, UNTIMED, 160, id="untimed counts as twice the time"
        ),
        pytest.param(assigned(late_until=CLOSES + minutes(60)), 100, MoreTime(), 140, id="late"),
        pytest.param(
            assigned(None, late_until=CLOSES + minutes(60)), 0, MoreTime(), 180, id="end of late"
        ),
        pytest.param(
            assigned(None, late_until=CLOSES + minutes(60), extends_close=True),
            *(0, EXTRA, 190),
            id="the end of late moves with the close",
        ),
    ],
)
def test_a_deadline_is_what_comes_first(
    assignment: Assignment, started: int, more: MoreTime, deadline: int
) -> None:
    assert deadline_of(assignment, OPENS + minutes(started), more) == OPENS + minutes(deadline)


def test_what_the_teacher_ends_is_over_for_everybody() -> None:
    ended_at = OPENS + minutes(10)

    for more in (MoreTime(), EXTRA, UNTIMED):
        assert deadline_of(assigned(extends_close=True), OPENS, more, ended_at) == ended_at
    assert window_of(assigned(), MoreTime(), ended_at).phase(OPENS + minutes(11)) == "over"


def test_more_time_in_the_middle_of_an_attempt_moves_its_end() -> None:
    before = deadline_of(assigned(), OPENS, MoreTime())
    now = OPENS + minutes(41)

    after = deadline_of(assigned(), OPENS, MoreTime(1.5))

    assert is_over(before, now)
    assert not is_over(after, now)


def test_a_limit_is_counted_in_real_minutes_when_the_clocks_change() -> None:
    # At 01:00 UTC on 29 March 2026 clocks in Berlin go from 02:00 to 03:00.
    opens, closes = datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 3, tzinfo=UTC)
    started = datetime(2026, 3, 29, 0, 45, tzinfo=UTC)

    deadline = deadline_of(Assignment(opens, closes, minutes(30)), started, MoreTime())

    assert deadline == datetime(2026, 3, 29, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("milliseconds", "over"), [(-100, False), (0, False), (5000, False), (5001, True)]
)
def test_the_grace_is_five_seconds(milliseconds: int, over: bool) -> None:
    assert is_over(CLOSES, CLOSES + timedelta(milliseconds=milliseconds)) is over


@pytest.mark.parametrize(
    ("at", "phase"), [(-1, "coming"), (0, "open"), (120, "open"), (121, "late"), (181, "over")]
)
def test_a_window_has_phases(at: int, phase: str) -> None:
    window = window_of(assigned(late_until=CLOSES + minutes(60)), MoreTime())

    assert window.phase(OPENS + minutes(at)) == phase


@pytest.mark.parametrize(
    ("answered", "late", "counts_at"),
    [(None, False, 120), (60, False, 120), (120.05, False, 120), (121, True, 180)],
)
def test_late_is_what_was_answered_late(answered: float | None, late: bool, counts_at: int) -> None:
    assignment = assigned(None, late_until=CLOSES + minutes(60))
    window = window_of(assignment, MoreTime())
    deadline = deadline_of(assignment, OPENS, MoreTime())
    at = None if answered is None else OPENS + minutes(answered)

    assert is_late(window, at) is late
    assert handed_in_at(window, deadline, at) == OPENS + minutes(counts_at)


@pytest.mark.parametrize(
    ("limit", "late_until", "cut"),
    [(None, None, False), (120, None, False), (121, None, True), (121, 60, False), (181, 60, True)],
)
def test_a_limit_longer_than_the_window_is_noticed(
    limit: int | None, late_until: int | None, cut: bool
) -> None:
    late = None if late_until is None else CLOSES + minutes(late_until)

    assert assigned(limit, late_until=late).is_limit_cut_short is cut


def test_what_was_ended_before_it_opened_is_over() -> None:
    ended_at = OPENS - minutes(60)

    window = window_of(assigned(), MoreTime(), ended_at)

    assert window.phase(ended_at + minutes(1)) == "over"
    assert window_of(assigned(), MoreTime()).phase(ended_at) == "coming"
