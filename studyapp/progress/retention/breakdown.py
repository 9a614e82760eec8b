"""Reviews by the kind of their question and by its source."""

from collections.abc import Iterable
from typing import NamedTuple

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.question import COMPARE
from studyapp.progress.retention.shares import Share


class Reviewed(NamedTuple):
    """The bare result of a review."""

    question_id: int
    right: bool


class Breakdown(NamedTuple):
    """What was right of some reviews, in parts; none of them is empty.

    Attributes:
        kinds, sources: by the kind and by the article of what is asked today.
        compared: questions across sources; they are in `kinds` too.
        retired: questions that are asked no more; they are in neither.
    """

    kinds: dict[str, Share]
    sources: dict[str, Share]
    compared: Share
    retired: Share


def break_down(reviews: Iterable[Reviewed], served: Catalogue) -> Breakdown:
    """Sort reviews by what their questions are today; kinds with most reviews come first."""
    kinds: dict[str, Share] = {}
    sources = dict.fromkeys(served.articles, Share())
    compared, retired = Share(), Share()
    for review in reviews:
        stored = served.questions.get(review.question_id)
        if stored is None:
            retired = retired.plus(review.right, 1)
            continue
        kind, source = stored.question.kind, _source_of(stored)
        kinds[kind] = kinds.get(kind, Share()).plus(review.right, 1)
        if source == COMPARE:
            compared = compared.plus(review.right, 1)
        else:
            sources[source] = sources.get(source, Share()).plus(review.right, 1)
    most_first = sorted(kinds.items(), key=lambda entry: entry[1].of, reverse=True)
    asked = {name: share for name, share in sources.items() if share.of}
    return Breakdown(dict(most_first), asked, compared, retired)


def _source_of(stored: StoredQuestion) -> str:
    return stored.module.partition("/")[0]
