"""Points and shares as they are shown: the same figures on a page and in a file."""

from studyapp.classroom.assigned.counted import Worth
from studyapp.percents import percent_figure

DIGITS = 2


def points_figure(points: float) -> int | float:
    """Return points with at most two decimals; whole ones without a point."""
    rounded = round(points, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def percent_text(share: float) -> str:
    """Return a share as whole percent."""
    return f"{percent_figure(share)} %"


def points_text(worth: Worth) -> str:
    """Return points as `5 of 25, 20 %`, which says more than 20 % alone."""
    if not worth.possible:
        return "nothing counts"
    points, possible = points_figure(worth.points), points_figure(worth.possible)
    return f"{points} of {possible}, {percent_text(worth.share)}"
