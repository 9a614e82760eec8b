"""The forms of a quiz on paper: which items each holds, in which order, with which letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.sittings.attempt_order import items_of, shown_in

LETTERS: Final = ("A", "B", "C")
"""The forms there can be, and at most."""


@dataclass(frozen=True, slots=True)
class PaperItem:
    """An item on a form.

    Attributes:
        number: as printed, from 1; the position in the quiz may differ.
        shown: positions in the bank file in the order of the printed letters; empty for what is
            typed or located.
    """

    number: int
    item: FrozenItem
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form of a quiz on paper.

    Attributes:
        name: stands on every sheet and names sitting, quiz, version and form: `P7-Q12.1-A`.
        seed: of every attempt on this form.
    """

    letter: str
    name: str
    seed: str
    items: tuple[PaperItem, ...]

    def name_of(self, number: int) -> str:
        """Return the lasting name of a printed question."""
        return f"{self.name}{number}"


def paper_form(quiz: FrozenQuiz, sitting_id: int, seed: str, letter: str) -> PaperForm:
    """Return a form of a sitting with this seed, by the functions that also grade it."""
    own_seed = f"{seed}:{letter}"
    items = tuple(
        PaperItem(number, item, tuple(shown_in(own_seed, item)))
        for number, item in enumerate(items_of(quiz, own_seed), start=1)
    )
    name = f"P{sitting_id}-Q{quiz.quiz_id}.{quiz.number}-{letter}"
    return PaperForm(letter, name, own_seed, items)


def paper_forms(quiz: FrozenQuiz, sitting_id: int, seed: str) -> Sequence[PaperForm]:
    """Return every form that there can be."""
    return [paper_form(quiz, sitting_id, seed, letter) for letter in LETTERS]
