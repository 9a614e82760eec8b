"""The order in which waiting questions are asked."""

from collections.abc import Callable, Collection, Mapping, Sequence

from studyapp.review.session.retries import ready


def in_asking_order(
    due: Sequence[int],
    missed: Mapping[int, int],
    last: int | None,
    related: Callable[[int], Collection[int]],
) -> list[int]:
    """Return every waiting question once, as if each were answered right in turn.

    As in the review, a miss that has waited comes first, then what is due, then the other misses;
    two that one passage proves follow one another only where nothing else is left of these.

    Args:
        due: ids of what is due, the most urgent first.
        missed: what was missed today, with the number of answers given since.
        last: the question answered last.
        related: gives the questions that a passage of this one proves as well.
    """
    waiting = dict(missed)
    left = [question_id for question_id in due if question_id not in waiting]
    order: list[int] = []
    while left or waiting:
        candidates = [*ready(waiting), *left] or list(waiting)
        avoided = related(last) if last is not None else ()
        last = next((n for n in candidates if n not in avoided), candidates[0])
        order.append(last)
        if waiting.pop(last, None) is None:
            left.remove(last)
        waiting = {question_id: after + 1 for question_id, after in waiting.items()}
    return order
