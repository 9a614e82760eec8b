"""Rate an answer for the scheduler."""

from studyapp.review.memory import Rating


def rating_for(right: bool, guessed: bool) -> Rating:
    """Return the rating of an answer; "don't know" is not right, and a lucky guess is only HARD."""
    if not right:
        return Rating.AGAIN
    return Rating.HARD if guessed else Rating.GOOD
