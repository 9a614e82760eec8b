from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from studyapp.progress.sessions.sessions import (
    TimedAnswer,
    latest_window,
    session_at,
    study_sessions,
)
from studyapp.reading.stretch import Stretch
from tests.conftest import NOON


def at(minutes: float, *, right: bool = True, first: bool = False) -> TimedAnswer:
    return TimedAnswer(NOON + timedelta(minutes=minutes), NOON.date(), 1, right, first)


def read(minutes: float, length: float, words: int = 200) -> Stretch:
    start = NOON + timedelta(minutes=minutes)
    end = start + timedelta(minutes=length)
    return Stretch(("oak-1950", "mill"), NOON.date(), start, end, words, length * 60)


def test_without_answers_there_is_no_session() -> None:
    assert study_sessions([]) == []


def test_one_answer_is_a_session_of_a_minute() -> None:
    (session,) = study_sessions([at(0, right=False, first=True)])

    assert (session.started_at, session.ended_at, session.minutes) == (NOON, NOON, 1)
    assert (session.answered, session.right, session.met) == (1, 0, 1)


@pytest.mark.parametrize(
    ("minutes", "sizes"),
    [
        pytest.param([0, 29.9], [2], id="just under half an hour"),
        pytest.param([0, 30], [1, 1], id="half an hour"),
        pytest.param([0, 20, 40, 60], [4], id="short pauses add up"),
        pytest.param([0, 1, 45, 46, 47, 200], [2, 3, 1], id="three sessions"),
        pytest.param([10, 5, 12], [3], id="a clock that ran backwards"),
        pytest.param([100, 0, 101], [1, 2], id="an answer that came late"),
    ],
)
def test_half_an_hour_without_an_answer_ends_a_session(
    minutes: Sequence[float], sizes: list[int]
) -> None:
    sessions = study_sessions(at(m) for m in minutes)

    assert [session.answered for session in sessions] == sizes


def test_a_session_counts_answers_right_ones_and_questions_met() -> None:
    answers = [at(0, first=True), at(2, right=False, first=True), at(7), at(8.6, right=False)]

    (session,) = study_sessions(answers)

    assert (session.answered, session.right, session.met) == (4, 2, 2)
    assert session.minutes == 9
    assert session.ended_at - session.started_at == timedelta(minutes=8.6)


def test_every_answer_belongs_to_one_session() -> None:
    chance = Random(3)
    moments = sorted(chance.uniform(0, 5000) for _ in range(300))
    answers = [at(m, right=chance.random() < 0.5, first=chance.random() < 0.5) for m in moments]

    sessions = study_sessions(answers)

    assert sum(session.answered for session in sessions) == len(answers)
    assert sum(session.right for session in sessions) == sum(a.right for a in answers)
    assert sum(session.met for session in sessions) == sum(a.first for a in answers)
    gaps = [b.started_at - a.ended_at for a, b in pairwise(sessions)]
    assert min(gaps) >= timedelta(minutes=30)
    assert all(isinstance(session.started_at, datetime) for session in sessions)


def test_answers_and_reading_make_one_session() -> None:
    (session,) = study_sessions([at(40, first=True), at(41)], [read(0, 30, 5000), read(50, 5)])

    assert (session.answered, session.met, session.words) == (2, 1, 5200)
    assert (session.started_at, session.minutes) == (NOON, 55)


def test_reading_bridges_what_would_be_a_pause_between_answers() -> None:
    assert len(study_sessions([at(0), at(50)])) == 2
    assert len(study_sessions([at(0), at(50)], [read(5, 40)])) == 1


def test_a_session_left_open_overnight_ends_with_the_last_thing_done() -> None:
    evening, morning = study_sessions([at(0), at(10), at(700)])

    assert (evening.minutes, evening.answered) == (10, 2)
    assert (morning.minutes, morning.answered) == (1, 1)


@pytest.mark.parametrize(
    ("minutes", "found"),
    [(-1, None), (0, 2), (5, 2), (10, 2), (11, None), (99, None), (100, 1), (101, None)],
)
def test_a_session_is_found_by_a_moment_within_it(minutes: float, found: int | None) -> None:
    sessions = study_sessions([at(0), at(10), at(100)])
    second = int((NOON + timedelta(minutes=minutes)).timestamp())

    session = session_at(sessions, second)

    assert (session.answered if session else None) == found


def test_days_are_taken_until_they_hold_enough_answers_but_one_at_least() -> None:
    days = [(NOON.date() - timedelta(days=n), 4) for n in range(5)]

    assert [len(latest_window(days, answers)) for answers in (1, 4, 7, 8, 100)] == [1, 1, 1, 2, 5]
    assert latest_window([], 10) == []
