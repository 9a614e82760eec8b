import pytest

from studyapp.review.memory import Rating
from studyapp.review.rating import Confidence, confidence_named, rating_for


@pytest.mark.parametrize(
    ("right", "confidence", "rating"),
    [
        pytest.param(True, None, Rating.GOOD, id="right"),
        pytest.param(True, "guessed", Rating.HARD, id="right by a guess"),
        pytest.param(True, "fairly", Rating.GOOD, id="right and fairly sure"),
        pytest.param(True, "sure", Rating.GOOD, id="right and sure, the options in view"),
        pytest.param(False, None, Rating.AGAIN, id="wrong or don't know"),
        pytest.param(False, "guessed", Rating.AGAIN, id="a wrong guess"),
        pytest.param(False, "sure", Rating.AGAIN, id="sure and wrong"),
    ],
)
def test_an_answer_is_rated_by_whether_it_was_known(
    right: bool, confidence: Confidence | None, rating: Rating
) -> None:
    assert rating_for(right, confidence) is rating


@pytest.mark.parametrize("text", ["", "Sure", "1", None])
def test_a_confidence_that_is_none_counts_as_not_said(text: str | None) -> None:
    assert confidence_named(text) is None
