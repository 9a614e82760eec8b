from datetime import date, timedelta
from itertools import pairwise

import pytest

from studyapp.progress.sessions.study_days import (
    StudyDay,
    calendar_parts,
    calendar_starts,
    duration_text,
    study_days,
)

SUNDAY = date(2026, 3, 8)
DAYS = [SUNDAY + timedelta(days=n) for n in range(8)]


def test_what_was_answered_and_what_was_read_meet_on_their_day() -> None:
    days = study_days([(DAYS[0], 3, 45_000), (DAYS[2], 1, 9_000)], [(DAYS[0], 200, 75.0)])

    assert days == {
        DAYS[0]: StudyDay(DAYS[0], 3, 45.0, 200, 75.0),
        DAYS[2]: StudyDay(DAYS[2], 1, 9.0),
    }
    assert [day.minutes for day in days.values()] == [2, 1]


@pytest.mark.parametrize(
    ("minutes", "level"), [(0, 1), (1, 1), (9, 1), (10, 2), (24, 2), (25, 3), (49, 3), (50, 4)]
)
def test_a_day_is_drawn_larger_the_longer_it_was_studied_on(minutes: int, level: int) -> None:
    assert StudyDay(SUNDAY, answering_seconds=minutes * 60).level == level


@pytest.mark.parametrize("today", DAYS)
def test_the_calendar_shows_every_day_of_the_last_year_once(today: date) -> None:
    start = calendar_starts(today)
    studied = {day: StudyDay(day, answering_seconds=60) for day in (start, today)}

    first, second = calendar_parts(studied, today)

    assert start.weekday() == 0
    assert 365 <= (today - start).days + 1 <= 371
    assert (first.first, second.last) == (start, today)
    assert second.first == first.last + timedelta(days=1)
    squares = [sum(path.count("z") for path in part.paths) for part in (first, second)]
    assert sum(squares) == (today - start).days + 1
    assert [part.paths[1].count("z") for part in (first, second)] == [1, 1]
    months = [day.month for part in (first, second) for _, day in part.months]
    assert all(after == before % 12 + 1 for before, after in pairwise(months))


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour and 1 minute"),
        (1219, "20 hours and 19 minutes"),
    ],
)
def test_a_time_of_study_is_said_in_hours_and_minutes(minutes: int, text: str) -> None:
    assert duration_text(minutes) == text
