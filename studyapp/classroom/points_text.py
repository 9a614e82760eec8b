"""Points in words: 5 of 25 says more than 20 % alone."""

from studyapp.classroom.counted import Worth


def points_text(worth: Worth) -> str:
    """Return points as `5 of 25, 20 %`."""
    if not worth.possible:
        return "nothing counts"
    points, possible = number_text(worth.points), number_text(worth.possible)
    return f"{points} of {possible}, {percent_text(worth.share)}"


def percent_text(share: float) -> str:
    """Return a share as whole percent."""
    return f"{round(share * 100)} %"


def number_text(number: float) -> str:
    """Return a number with two decimals at most, and none that say nothing."""
    return f"{round(number, 2) + 0:g}"
