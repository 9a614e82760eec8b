"""Shares as whole percentages: the same on every page and in every file."""

ARITHMETIC_ERROR = 1e-9
"""57.5 of 100 is a little less in binary."""


def percent_figure(share: float) -> int:
    """Return a share as a whole percentage; a half goes up, as in a spreadsheet."""
    percent = int(abs(share) * 100 + 0.5 + ARITHMETIC_ERROR)
    return percent if share >= 0 else -percent


def percent_or_none(share: float | None) -> int | None:
    """Return a share as a whole percentage; None where there is no share."""
    return percent_figure(share) if share is not None else None
