"""Rate an answer for the scheduler."""

from typing import Literal, get_args

from studyapp.review.memory import Rating

Confidence = Literal["guessed", "fairly", "sure"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)


def rating_for(right: bool, confidence: Confidence | None, *, recalled: bool = False) -> Rating:
    """Return the rating of an answer; "don't know" is not right, and a lucky guess is only HARD.

    Args:
        right: whether the answer is right.
        confidence: what the learner said with the answer, if anything.
        recalled: the learner said that they know it before anything was shown to choose from;
            only then, and unless they took it back since, can an answer be EASY.
    """
    if not right:
        return Rating.AGAIN
    if confidence == "guessed":
        return Rating.HARD
    return Rating.EASY if recalled and confidence != "fairly" else Rating.GOOD


def confidence_named(text: str | None) -> Confidence | None:
    """Return the confidence of that name; anything else counts as not said."""
    return next((confidence for confidence in CONFIDENCES if confidence == text), None)
