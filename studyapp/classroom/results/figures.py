"""Points and shares as they are shown: the same figures on a page and in a file."""

from studyapp.classroom.assigned.counted import Worth

DIGITS = 2
ARITHMETIC_ERROR = 1e-9
"""57.5 of 100 is a little less in binary."""


def points_figure(points: float) -> int | float:
    """Return points with at most two decimals; whole ones without a point."""
    rounded = round(points, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def percent_figure(share: float) -> int:
    """Return a share as a whole percentage; a half goes up, as in a spreadsheet."""
    percent = int(abs(share) * 100 + 0.5 + ARITHMETIC_ERROR)
    return percent if share >= 0 else -percent


def percent_or_none(share: float | None) -> int | None:
    """Return a share as a whole percentage; None where there is no share."""
    return percent_figure(share) if share is not None else None


def percent_text(share: float) -> str:
    """Return a share as whole percent."""
    return f"{percent_figure(share)} %"


def points_text(worth: Worth) -> str:
    """Return points as `5 of 25, 20 %`, which says more than 20 % alone."""
    if not worth.possible:
        return "nothing counts"
    points, possible = points_figure(worth.points), points_figure(worth.possible)
    return f"{points} of {possible}, {percent_text(worth.share)}"
