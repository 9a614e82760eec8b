import pytest

from studyapp.review.memory import Rating
from studyapp.review.rating import rating_for


@pytest.mark.parametrize(
    ("right", "guessed", "rating"),
    [
        pytest.param(True, False, Rating.GOOD, id="right"),
        pytest.param(True, True, Rating.HARD, id="right by a guess"),
        pytest.param(False, False, Rating.AGAIN, id="wrong or don't know"),
        pytest.param(False, True, Rating.AGAIN, id="a wrong guess"),
    ],
)
def test_an_answer_is_rated_by_whether_it_was_known(
    right: bool, guessed: bool, rating: Rating
) -> None:
    assert rating_for(right, guessed) is rating
