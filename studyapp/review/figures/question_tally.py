"""What the answers of everybody come to, by question; whose they are is not known here."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple


class AnswerGroup(NamedTuple):
    """Answers to one version of a question that are alike.

    Attributes:
        given: JSON of what was chosen; None for kinds without options, and for "I don't know".
        right, insisted: how many of the answers were right, and counted so because the learner
            insists.
    """

    question_id: int
    version_id: int
    given: str | None
    answers: int
    right: int
    insisted: int


@dataclass(slots=True)
class QuestionTally:
    """What the answers to one question come to.

    Attributes:
        choosers: answers that chose something, by version of the question.
        chosen: how often an option was chosen, by version and position in the bank file.
    """

    asked: int = 0
    right: int = 0
    insisted: int = 0
    choosers: Counter[int] = field(default_factory=Counter)
    chosen: Counter[tuple[int, int]] = field(default_factory=Counter)

    def count(self, group: AnswerGroup, times: int) -> None:
        """Add a group of answers, or with -1 take it off."""
        self.asked += times * group.answers
        self.right += times * group.right
        self.insisted += times * group.insisted
        options = _options_in(group.given)
        if options:
            self.choosers[group.version_id] += times * group.answers
        for option in options:
            self.chosen[group.version_id, option] += times * group.answers


def counted_on(
    tallies: Mapping[int, QuestionTally],
    given: Iterable[AnswerGroup],
    undone: Iterable[AnswerGroup],
) -> dict[int, QuestionTally]:
    """Return tallies with more answers counted and others taken off; the old ones stay as are."""
    found = {
        n: replace(tally, choosers=Counter(tally.choosers), chosen=Counter(tally.chosen))
        for n, tally in tallies.items()
    }
    for groups, times in ((given, 1), (undone, -1)):
        for group in groups:
            found.setdefault(group.question_id, QuestionTally()).count(group, times)
    return found


def _options_in(given: str | None) -> list[int]:
    """Return the options that an answer chose, as positions in the bank file."""
    chosen = json.loads(given) if given is not None else None
    if chosen is None:
        return []
    return [n for n in (chosen if isinstance(chosen, list) else [chosen]) if isinstance(n, int)]
