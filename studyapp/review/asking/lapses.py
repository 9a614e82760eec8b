"""Why an answer slips that was once known."""

from collections.abc import Mapping
from typing import Literal

LapseReason = Literal["forgot", "misread", "unclear", "bad"]

LAPSE_REASONS: Mapping[LapseReason, str] = {
    "forgot": "I forgot",
    "misread": "I misread it",
    "unclear": "I never understood it",
    "bad": "The question is bad",
}


def lapse_reason_named(text: str | None) -> LapseReason | None:
    """Return the reason of that name; None if there is none."""
    return next((reason for reason in LAPSE_REASONS if reason == text), None)
