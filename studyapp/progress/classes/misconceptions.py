"""What a class takes for right that is wrong: the wrong option chosen most, by question."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from studyapp.bank.grading import Given
from studyapp.bank.question import Multiple, Single
from studyapp.classroom.items.report import SHARES_FROM
from studyapp.classroom.items.work import options_chosen
from studyapp.classroom.quizzes.frozen import FrozenItem

CHOSEN_LEAST: Final = 2
"""What one pupil alone chose may be a slip."""
SHOWN: Final = 20

Choice = Single | Multiple


class Chosen(NamedTuple):
    """How often an answer was given to a version of a question."""

    version_id: int
    given: Given
    times: int


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong option that was chosen most.

    Attributes:
        count: how many answers chose it, of `answers`.
        option: its position in the bank file.
    """

    item: FrozenItem
    question: Choice
    option: int
    count: int
    answers: int

    @property
    def share(self) -> float:
        """Return which part of the answers chose it, 0 to 1."""
        return self.count / self.answers


def misconceptions(
    chosen: Iterable[Chosen], items: Mapping[int, FrozenItem]
) -> list[Misconception]:
    """Return the wrong options chosen most, the most frequent first, `SHOWN` at most.

    Questions with fewer than `SHARES_FROM` answers are left out: a share of so few is chance.

    Args:
        chosen: the answers of the class.
        items: what was asked, by the version of the question.
    """
    answers: Counter[int] = Counter()
    options: dict[int, Counter[int]] = defaultdict(Counter)
    for entry in chosen:
        answers[entry.version_id] += entry.times
        for option in options_chosen(items[entry.version_id].question, entry.given):
            options[entry.version_id][option] += entry.times
    found = [
        misconception
        for version_id, count in answers.items()
        if count >= SHARES_FROM
        and (misconception := _worst(items[version_id], options[version_id], count)) is not None
    ]
    found.sort(key=lambda one: (-one.share, -one.count, one.item.question_key))
    return found[:SHOWN]


def _worst(item: FrozenItem, chosen: Counter[int], answers: int) -> Misconception | None:
    """Return the wrong option of an item that was chosen most; of equal ones the first."""
    question = item.question
    if not isinstance(question, Single | Multiple):
        return None
    wrong = [n for n, option in enumerate(question.options) if not option.correct]
    option = max(wrong, key=lambda n: chosen[n], default=None)
    if option is None or chosen[option] < CHOSEN_LEAST:
        return None
    return Misconception(item, question, option, chosen[option], answers)
