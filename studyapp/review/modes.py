"""Where an answer was given, and which answers move the schedule."""

from typing import Final, Literal, get_args

Mode = Literal["check", "review", "new", "retry", "cram", "class"]
"""`check`: in a check; `new`: asked for the first time in the review; `review`: when due, or a
miss while cramming; `retry`: once more on the day of a miss; `cram`: right while cramming;
`class`: missed in a quiz of a class."""

MODES: tuple[Mode, ...] = get_args(Mode)
_BY_NAME: dict[str, Mode] = {mode: mode for mode in MODES}
NEW: Final = "new"
RETRY: Final = "retry"
CRAM: Final = "cram"
CLASS: Final = "class"
UNSCHEDULED: Final = (RETRY, CRAM)
"""Answers in these modes are logged and move no schedule."""


def mode_named(text: str) -> Mode:
    """Return the mode of that name, as the log holds it."""
    return _BY_NAME[text]
