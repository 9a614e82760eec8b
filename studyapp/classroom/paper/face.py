"""What is printed on a form: questions without their keys, and the texts to look things up in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from studyapp.bank.catalogue import Catalogue, language_in
from studyapp.bank.question import Cloze, Locate, Match, Multiple, Number, Order, Question, Single
from studyapp.bank.rules.answers import BLANK
from studyapp.classroom.paper.answer import OPTION_LETTERS
from studyapp.classroom.paper.form import PaperForm, PaperItem
from studyapp.reading.paragraph_html import paragraph_html

ASKS: Final = {
    "single": "Mark one letter.",
    "multiple": "Mark every letter that is right.",
    "cloze": "Fill in what is missing.",
    "short": "Write a few words.",
    "number": "Write a number.",
    "order": "Write the letters in the right order.",
    "match": "Write a letter beside each number. Each letter goes once.",
    "locate": "Find the paragraph in the text at the end, and write its number.",
}
BLANK_LINE: Final = "__________"


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question as it is printed.

    Attributes:
        name: lasting, such as `P7-Q12.1-A3`.
        choices: letter and words, in the order of this form.
        lefts: number and words of what is to be matched.
        sentence: with lines to write on; empty for kinds without one.
        module: the text in which a paragraph is looked for.
    """

    number: int
    name: str
    kind: str
    stem: str
    language: str
    ask: str
    choices: list[tuple[str, str]]
    lefts: list[tuple[int, str]]
    sentence: str
    unit: str | None
    module: str | None


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A module with the numbers of its paragraphs: number and HTML of each."""

    label: str
    title: str
    questions: list[int]
    paragraphs: list[tuple[int, Markup]]


def printed_questions(form: PaperForm, served: Catalogue) -> list[PrintedQuestion]:
    """Return the questions of a form as they are printed."""
    return [_printed(form, entry, served) for entry in form.items]


def printed_texts(questions: Iterable[PrintedQuestion], served: Catalogue) -> list[PrintedText]:
    """Return each text in which a paragraph is to be found, once, with who asks for it."""
    asking: dict[str, list[int]] = {}
    for question in questions:
        if question.module is not None:
            asking.setdefault(question.module, []).append(question.number)
    found = []
    for name, numbers in asking.items():
        if name not in served.modules:
            continue
        article, module = served.modules[name]
        paragraphs = [(p.number, paragraph_html(p)) for p in module.paragraphs]
        found.append(PrintedText(article.label, module.title, numbers, paragraphs))
    return found


def _printed(form: PaperForm, entry: PaperItem, served: Catalogue) -> PrintedQuestion:
    question = entry.item.question
    texts = _texts(question)
    return PrintedQuestion(
        number=entry.number,
        name=form.name_of(entry.number),
        kind=question.kind,
        stem=question.stem,
        language=language_in(served, entry.item.module),
        ask=ASKS[question.kind],
        choices=[(OPTION_LETTERS[place], texts[n]) for place, n in enumerate(entry.shown)],
        lefts=_lefts(question),
        sentence=_sentence(question),
        unit=question.unit if isinstance(question, Number) else None,
        module=entry.item.module if isinstance(question, Locate) else None,
    )


def _texts(question: Question) -> list[str]:
    match question:
        case Single() | Multiple():
            return [option.text for option in question.options]
        case Order():
            return list(question.items)
        case Match():
            return [pair.right for pair in question.pairs]
        case _:
            return []


def _lefts(question: Question) -> list[tuple[int, str]]:
    pairs = question.pairs if isinstance(question, Match) else []
    return [(number, pair.left) for number, pair in enumerate(pairs, start=1)]


def _sentence(question: Question) -> str:
    """Return the sentence of a cloze; more than one blank are numbered."""
    if not isinstance(question, Cloze):
        return ""
    if len(question.answers) == 1:
        return BLANK.sub(BLANK_LINE, question.text)
    return BLANK.sub(rf"(\1) {BLANK_LINE}", question.text)
