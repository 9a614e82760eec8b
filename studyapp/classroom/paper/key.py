"""The key of a form: what is typed for a right answer, what else is right, and where it stands."""

from dataclasses import dataclass

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.grading import key_text
from studyapp.bank.question import Cloze, Locate, Number, Question, Short
from studyapp.classroom.paper.answer import cell_text, key_given
from studyapp.classroom.paper.form import PaperForm
from studyapp.classroom.quizzes.passages import Passage, passages_of


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The key of a printed question.

    Attributes:
        cell: as it is typed into the grid for full points.
        words: the same in words, a line a part.
        also: what else is right.
    """

    number: int
    name: str
    stem: str
    cell: str
    words: list[str]
    also: list[str]
    passages: list[Passage]


def key_lines(form: PaperForm, served: Catalogue) -> list[KeyLine]:
    """Return the key of a form, question by question as printed."""
    return [
        KeyLine(
            number=entry.number,
            name=form.name_of(entry.number),
            stem=entry.item.question.stem,
            cell=cell_text(entry, key_given(entry.item.question)),
            words=key_text(entry.item.question),
            also=_also(entry.item.question),
            passages=passages_of(entry.item.question, served),
        )
        for entry in form.items
    ]


def _also(question: Question) -> list[str]:
    """Return the other answers that are right; for several blanks each with its number."""
    match question:
        case Cloze() if len(question.answers) > 1:
            return [
                f"({number}) {text}"
                for number, variants in enumerate(question.answers, start=1)
                for text in variants[1:]
            ]
        case Cloze():
            return question.answers[0][1:]
        case Short():
            return question.answers[1:]
        case Number() if question.tolerance:
            low, high = question.answer - question.tolerance, question.answer + question.tolerance
            return [f"{low:f} to {high:f}"]
        case Locate():
            return [target.partition(":")[2] for target in question.targets[1:]]
        case _:
            return []
