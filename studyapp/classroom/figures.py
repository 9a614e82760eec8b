"""Points and shares as they are shown: the same figures on a page and in a file."""

DIGITS = 2


def points_figure(points: float) -> int | float:
    """Return points with at most two decimals; whole ones without a point."""
    rounded = round(points, DIGITS)
    return int(rounded) if rounded == int(rounded) else rounded


def percent_figure(share: float) -> int:
    """Return a share as a whole percentage."""
    return round(share * 100)
