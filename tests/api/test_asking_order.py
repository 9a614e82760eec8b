"""The order of questions handed out ahead is that in which a review would ask them."""

from collections.abc import Collection, Mapping

import pytest

from studyapp.api.asking_order import in_asking_order


def order(
    due: list[int],
    missed: Mapping[int, int] | None = None,
    last: int | None = None,
    families: Collection[set[int]] = (),
) -> list[int]:
    """Return the order where questions of one family are proved by one passage."""

    def related(question_id: int) -> set[int]:
        return {n for family in families if question_id in family for n in family} - {question_id}

    return in_asking_order(due, missed or {}, last, related)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        pytest.param(order([]), [], id="nothing"),
        pytest.param(order([3, 1, 2]), [3, 1, 2], id="what is due, as it comes"),
        pytest.param(order([1, 2], {9: 3}), [9, 1, 2], id="a miss that has waited comes first"),
        pytest.param(order([1, 2, 3, 4], {9: 0}), [1, 2, 3, 9, 4], id="a miss waits for three"),
        pytest.param(order([1], {9: 0}), [1, 9], id="a miss that has not waited comes last"),
        pytest.param(order([], {8: 1, 9: 0}), [8, 9], id="misses alone, the longest wait first"),
        pytest.param(order([9], {9: 3}), [9], id="due and missed is asked once"),
        pytest.param(order([1, 2, 3], last=7, families=[{7, 1}]), [2, 1, 3], id="not after last"),
        pytest.param(order([1, 2, 3], families=[{1, 2}]), [1, 3, 2], id="a family is kept apart"),
        pytest.param(order([1, 2], families=[{1, 2}]), [1, 2], id="a family alone cannot be"),
        pytest.param(
            order([1, 2], {9: 3}, last=7, families=[{7, 9}]), [1, 9, 2], id="nor a miss after it"
        ),
    ],
)
def test_questions_are_asked_in_this_order(found: list[int], wanted: list[int]) -> None:
    assert found == wanted
