"""Questions for a quiz are picked from the bank by rules: by chance, spread over the passages."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.review.session.selection import names_of

Part = tuple[str, int | None]
"""A module, and which of its sections counted from 0; None where it has none."""


@dataclass(frozen=True, slots=True)
class PickRules:
    """What is picked; an empty group leaves everything in.

    Attributes:
        parts: articles, modules or `compare`; one of them must hold the question.
        tags: as in an address, such as `tag:stalin`; one of them is enough.
        count: how many in all, or from each section.
        per_section: `count` is taken from each section of the modules.
    """

    count: int
    per_section: bool = False
    parts: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    difficulties: frozenset[str] = frozenset()

    def fit(self, stored: StoredQuestion) -> bool:
        """Tell whether a question may be picked."""
        names = names_of(stored)
        return (
            (not self.parts or bool(self.parts & names))
            and (not self.tags or bool(self.tags & names))
            and (not self.kinds or stored.question.kind in self.kinds)
            and (not self.difficulties or stored.question.difficulty in self.difficulties)
        )


def pick_questions(
    served: Catalogue, rules: PickRules, seed: str, taken: Collection[int] = ()
) -> list[int]:
    """Return ids of questions that fit the rules, in the order of the bank.

    Passages and modules that are asked least go first, chance decides among equals; the same
    seed picks the same. Fewer come back where no more fit.

    Args:
        served: the bank.
        rules: what is picked.
        seed: decides what chance decides.
        taken: questions of the quiz so far; they are not picked, and their passages count.
    """
    chance = random.Random(seed)  # noqa: S311 -- must repeat itself, guards no secret
    fitting = [s for s in served.questions.values() if s.id not in taken and rules.fit(s)]
    known = [served.questions[n] for n in taken if n in served.questions]
    asked = Counter(paragraph for stored in known for paragraph in stored.question.paragraphs)
    groups = _by_section(served, fitting) if rules.per_section else [fitting]
    picked: set[int] = set()
    for group in groups:
        picked.update(_spread(group, rules.count, asked, chance))
    return [n for n in served.questions if n in picked]


def part_of(served: Catalogue, stored: StoredQuestion) -> Part:
    """Return the section of its module that a question is about, by its first passage there."""
    here = served.modules.get(stored.module)
    sections = here[1].sections if here is not None else ()
    for proving in stored.question.paragraphs:
        for number, section in enumerate(sections):
            if any(paragraph.id == proving for paragraph in section):
                return stored.module, number
    return stored.module, None


def _by_section(
    served: Catalogue, questions: Iterable[StoredQuestion]
) -> Iterable[list[StoredQuestion]]:
    groups: dict[Part, list[StoredQuestion]] = defaultdict(list)
    for stored in questions:
        groups[part_of(served, stored)].append(stored)
    return groups.values()


def _spread(
    questions: Sequence[StoredQuestion], count: int, asked: Counter[str], chance: random.Random
) -> list[int]:
    """Pick one after the other, each time of what is asked least; `asked` counts along."""
    left = list(questions)
    chance.shuffle(left)
    modules: Counter[str] = Counter()
    picked: list[int] = []
    while left and len(picked) < count:
        best = min(
            left, key=lambda s: (max(asked[p] for p in s.question.paragraphs), modules[s.module])
        )
        left.remove(best)
        picked.append(best.id)
        asked.update(best.question.paragraphs)
        modules[best.module] += 1
    return picked
