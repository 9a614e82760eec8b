"""Points and answers in words."""

import pytest

from studyapp.classroom.assigned.counted import Worth
from studyapp.classroom.results.figures import points_text
from studyapp.classroom.sittings.marks import answered_in


@pytest.mark.parametrize(
    ("points", "possible", "text"),
    [
        (5, 25, "5 of 25, 20 %"),
        (2.5, 3, "2.5 of 3, 83 %"),
        (5, 8, "5 of 8, 63 %"),
        (57.5, 100, "57.5 of 100, 58 %"),
        (2 / 3, 1, "0.67 of 1, 67 %"),
        (-1, 4, "-1 of 4, -25 %"),
        (-0.0, 4, "0 of 4, 0 %"),
        (0, 0, "nothing counts"),
    ],
)
def test_points_are_told_with_what_could_be_had(points: float, possible: float, text: str) -> None:
    assert points_text(Worth(points, possible)) == text


@pytest.mark.parametrize(
    ("marks", "answered"), [("", (0, 0)), ("1.0", (2, 3)), ("-p-.x", (2, 3)), ("...", (0, 3))]
)
def test_what_is_answered_is_counted_among_what_is_asked(
    marks: str, answered: tuple[int, int]
) -> None:
    assert answered_in(marks) == answered
