"""How many there are of something, in words."""

from datetime import timedelta

import pytest

from studyapp.classroom.assigned.assignment import limit_text
from studyapp.counts import counted


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 pupils"), (1, "1 pupil"), (2, "2 pupils"), (1200, "1,200 pupils")]
)
def test_a_number_has_the_form_of_its_noun(number: int, text: str) -> None:
    assert counted(number, "pupil") == text


@pytest.mark.parametrize(
    ("minutes", "text"), [(1, "1 minute"), (22.5, "22.5 minutes"), (1440, "1,440 minutes")]
)
def test_a_time_limit_is_said_in_minutes(minutes: float, text: str) -> None:
    assert limit_text(timedelta(minutes=minutes)) == text
