"""Options of a live quiz: one letter and shape on every screen, an order for each player."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from studyapp.bank.question import Multiple, Option, Question, Single
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.attempt_order import shown_in

LETTERS = "ABCDEFGH"
SHAPES = "▲■●◆★✚⬟⬢"


@dataclass(frozen=True, slots=True)
class LiveOption:
    """An option as a screen shows it.

    Attributes:
        value: its place on this screen, counted from 0.
        authored: its position in the bank file.
    """

    value: int
    authored: int
    letter: str
    shape: str
    text: str


def options_of(question: Question) -> Sequence[Option]:
    """Return the options of a question; none for kinds without any."""
    return question.options if isinstance(question, Single | Multiple) else []


def right_options(question: Question) -> set[int]:
    """Return the positions of the right options."""
    return {n for n, option in enumerate(options_of(question)) if option.correct}


def live_options(item: FrozenItem, sitting_seed: str, own_seed: str) -> list[LiveOption]:
    """Return the options in the order of `own_seed` with the letters of the whole quiz.

    What is B on the wall is B on every phone, wherever it stands there.
    """
    options, on_wall = options_of(item.question), shown_in(sitting_seed, item)
    if not options:
        return []
    return [
        LiveOption(place, n, LETTERS[on_wall.index(n)], SHAPES[on_wall.index(n)], options[n].text)
        for place, n in enumerate(shown_in(own_seed, item))
    ]


def letters_of(options: Sequence[LiveOption], authored: Collection[int]) -> str:
    """Return the letters of some options in the order of the alphabet."""
    return ", ".join(sorted(option.letter for option in options if option.authored in authored))
