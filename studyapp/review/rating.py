"""Rate an answer for the scheduler."""

from typing import Literal, get_args

from studyapp.review.memory import Rating

Confidence = Literal["guessed", "fairly", "sure"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)


def rating_for(right: bool, confidence: Confidence | None) -> Rating:
    """Return the rating of an answer; "don't know" is not right, and a lucky guess is only HARD."""
    if not right:
        return Rating.AGAIN
    return Rating.HARD if confidence == "guessed" else Rating.GOOD


def confidence_named(text: str | None) -> Confidence | None:
    """Return the confidence of that name; anything else counts as not said."""
    return next((confidence for confidence in CONFIDENCES if confidence == text), None)
