"""How well each passage of a text is remembered, and which are the weakest."""

from bisect import bisect_right
from dataclasses import dataclass

from studyapp.bank.catalogue import Catalogue
from studyapp.progress.overview import Learning
from studyapp.progress.strokes import FADING_BELOW, recall_now
from studyapp.review.session.due_queue import next_interval_text
from studyapp.review.session.resting import UNTIL_WOKEN

LEVELS_FROM = (0.6, 0.75, 0.85, FADING_BELOW)
"""The recall from which a box of the map is filled one step further."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with what a learner holds of its questions.

    Attributes:
        met: the questions asked so far, the likeliest forgotten first.
        unmet: how many were never asked.
        recall: the chance that the weakest of those met is recalled today; None without one.
    """

    paragraph_id: str
    met: tuple[int, ...]
    unmet: int
    recall: float | None

    @property
    def level(self) -> int | None:
        """Return how full its box is, 0 to 4; None where nothing was asked."""
        return bisect_right(LEVELS_FROM, self.recall) if self.recall is not None else None


def passage_of(catalogue: Catalogue, paragraph_id: str, learning: Learning) -> Passage:
    """Return how well the questions of a paragraph are remembered; the weakest decides."""
    questions = catalogue.by_paragraph.get(paragraph_id, ())
    held = sorted(
        (recall_now(learning.memories[n], learning.today), n)
        for n in questions
        if n in learning.memories
    )
    return Passage(
        paragraph_id,
        met=tuple(n for _, n in held),
        unmet=len(questions) - len(held),
        recall=held[0][0] if held else None,
    )


def wait_text(question_id: int, learning: Learning) -> str:
    """Say when a question that was met is asked again."""
    if question_id in learning.due:
        is_overdue = learning.memories[question_id].due_on < learning.today
        return "overdue" if is_overdue else "due today"
    asked_on = learning.asked_on(question_id)
    if not learning.today < asked_on < UNTIL_WOKEN:
        return "at rest"
    return f"comes back {next_interval_text((asked_on - learning.today).days)}"


def weakest_passages(catalogue: Catalogue, learning: Learning, most: int) -> list[Passage]:
    """Return the passages that are fading, the likeliest forgotten first."""
    fading = []
    for paragraph_id in catalogue.by_paragraph:
        passage = passage_of(catalogue, paragraph_id, learning)
        if paragraph_id in catalogue.places and passage.recall is not None:
            fading.append((passage.recall, passage))
    ordered = sorted(fading, key=lambda pair: pair[0])
    return [passage for recall, passage in ordered if recall < FADING_BELOW][:most]
