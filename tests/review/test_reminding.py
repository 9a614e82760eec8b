"""A learner is reminded from an hour of their own day on, in one sentence."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from studyapp.review.letters.reminding import due_sentence, is_hour_reached

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("hour", "moment", "is_reached"),
    [
        pytest.param(18, "2026-03-05T17:59:59", False, id="before"),
        pytest.param(18, "2026-03-05T18:00:00", True, id="at the hour"),
        pytest.param(18, "2026-03-06T03:59:00", True, id="the night after"),
        pytest.param(18, "2026-03-06T04:00:00", False, id="the next day"),
        pytest.param(4, "2026-03-05T04:00:00", True, id="first hour of the day"),
        pytest.param(1, "2026-03-05T20:00:00", False, id="evening before an hour of the night"),
        pytest.param(1, "2026-03-06T00:59:00", False, id="shortly before an hour of the night"),
        pytest.param(1, "2026-03-06T01:00:00", True, id="an hour of the night"),
        pytest.param(2, "2026-03-29T03:00:00", True, id="an hour that the clocks leave out"),
        pytest.param(2, "2026-03-29T01:59:00", False, id="before one that they leave out"),
    ],
)
def test_the_hour_is_one_of_the_learners_own_day(hour: int, moment: str, is_reached: bool) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)

    assert is_hour_reached(hour, now, BERLIN) is is_reached


@pytest.mark.parametrize(
    ("count", "seconds", "sentence"),
    [
        pytest.param(1, 10, "1 question is due, about 1 minute.", id="one"),
        pytest.param(12, 30, "12 questions are due, about 6 minutes.", id="several"),
        pytest.param(10_000, 6, "10,000 questions are due, about 1,000 minutes.", id="many"),
    ],
)
def test_what_is_due_is_one_sentence(count: int, seconds: float, sentence: str) -> None:
    assert due_sentence(count, seconds) == sentence
