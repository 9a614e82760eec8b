"""How often the promises of trust/rows.py are tried, and what came of it.

A test that is marked `@pytest.mark.trust(row=1)` shows row 1. By itself it counts as one try; with
the fixture `tally` it says how many it made.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass

NIGHTLY = "STUDYAPP_NIGHTLY"
SHOWN = "trust row"
"""The property of a report that names the row its test shows."""
OF_ROW = " of row "
"""Stands in the name of a count that is about one of several rows."""


def times(each_time: int, nightly: int) -> int:
    """Return how often to try: the second number when a night is there for it."""
    return nightly if os.environ.get(NIGHTLY) == "1" else each_time


@dataclass(frozen=True, slots=True)
class Tally:
    """Keeps what a test tried, for the report of `python3 -m trust`."""

    record: Callable[[str, object], None]

    def note(
        self,
        *,
        tried: int,
        held: int | None = None,
        acknowledged: int = 0,
        lost: int = 0,
        row: int | None = None,
    ) -> None:
        """Note what was tried; before the assertions, so that a failure is counted too.

        Args:
            tried: how often.
            held: how often it went as promised; None for each time.
            acknowledged: answers that the server said it had taken.
            lost: those of them that were not found afterwards.
            row: which row it is about, if the test shows several.
        """
        counts = {"tried": tried, "held": tried if held is None else held}
        for name, count in (counts | {"acknowledged": acknowledged, "lost": lost}).items():
            self.record(name if row is None else f"{name}{OF_ROW}{row}", count)
