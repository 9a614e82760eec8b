"""The key of a form: what is typed for a right answer, what else is right, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.bank.catalogue import Catalogue, language_in
from studyapp.bank.grading import key_text
from studyapp.bank.question import Cloze, Locate, Match, Number, Order, Question, Short
from studyapp.classroom.paper.answer import cell_text, key_given
from studyapp.classroom.paper.form import PaperForm, PaperItem
from studyapp.classroom.quizzes.passages import Passage, passages_of
from studyapp.classroom.sittings.key_in_force import rule_sentence, shown_question
from studyapp.classroom.sittings.scoring import Rule, given_under


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The key of a printed question.

    Attributes:
        cell: as it is typed into the grid for full points.
        words: the same in words, a line a part.
        also: what else is right.
        rule: how it is graded instead, in a sentence.
    """

    number: int
    name: str
    stem: str
    language: str
    cell: str
    words: list[str]
    also: list[str]
    passages: list[Passage]
    rule: str | None = None


def key_lines(form: PaperForm, served: Catalogue, rules: Mapping[int, Rule]) -> list[KeyLine]:
    """Return the key of a form, question by question; rules by position in the quiz."""
    return [_line(form, entry, rules.get(entry.item.position), served) for entry in form.items]


def _line(form: PaperForm, entry: PaperItem, rule: Rule | None, served: Catalogue) -> KeyLine:
    question = entry.item.question
    keyed = shown_question(question, None, rule)
    right = key_given(keyed)
    if isinstance(question, Order | Match):
        right = given_under(keyed, question, right)
    return KeyLine(
        number=entry.number,
        name=form.name_of(entry.number),
        stem=question.stem,
        language=language_in(served, entry.item.module),
        cell=cell_text(entry, right),
        words=key_text(keyed),
        also=_also(keyed),
        passages=passages_of(keyed, served),
        rule=rule_sentence(question, rule),
    )


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
