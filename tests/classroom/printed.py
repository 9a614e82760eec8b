"""Forms, sheets and keys as somebody reads them who has nothing but the printed pages."""

from dataclasses import dataclass, field
from typing import Any

from justhtml import JustHTML

from studyapp.bank.question import Match, Multiple, Order, Question, Single
from tests.visitor import Visitor


@dataclass
class Printed:
    """A printed question: what stands beside its letters and beside its numbers."""

    name: str
    kind: str
    text: str
    choices: dict[str, str] = field(default_factory=dict)
    lefts: dict[str, str] = field(default_factory=dict)


def read_form(visitor: Visitor, sitting_id: int, letter: str) -> list[Printed]:
    """Return the questions of a printed form in their order."""
    page = document(visitor, f"/papers/{sitting_id}/forms/{letter}")
    return [
        Printed(
            name=(node.attrs or {})["data-name"] or "",
            kind=(node.attrs or {})["data-kind"] or "",
            text=node.to_text(),
            choices=_lettered(node, ".paper-choices li"),
            lefts=_lettered(node, ".paper-lefts li"),
        )
        for node in page.query(".paper-question")
    ]


def read_key(visitor: Visitor, sitting_id: int, letter: str) -> dict[str, str]:
    """Return what the printed key says is to be typed, by the name of the question."""
    page = document(visitor, f"/papers/{sitting_id}/forms/{letter}/key")
    return {
        (node.attrs or {})["data-name"] or "": node.query(".paper-cell")[0].to_text().strip()
        for node in page.query(".paper-question")
    }


def marked_by_hand(printed: Printed, question: Question) -> str:
    """Return what somebody writes who knows the answer and sees the printed letters alone."""
    letters = {text: letter for letter, text in printed.choices.items()}
    match question:
        case Single() | Multiple():
            right = [letters[option.text] for option in question.options if option.correct]
            return " ".join(sorted(right))
        case Order():
            return "".join(letters[text] for text in question.items)
        case Match():
            partner = {pair.left: pair.right for pair in question.pairs}
            return " ".join(
                f"{number}{letters[partner[left]]}" for number, left in printed.lefts.items()
            )
        case _:
            return ""


def is_lettered(question: Question) -> bool:
    """Tell whether a question is answered with letters."""
    return isinstance(question, Single | Multiple | Order | Match)


def document(visitor: Visitor, address: str) -> JustHTML:
    """Return a page as a tree."""
    return JustHTML(visitor.open(address), sanitize=False)


def _lettered(node: Any, selector: str) -> dict[str, str]:
    found = {}
    for line in node.query(selector):
        mark, text = line.query("b")[0], line.query("span")[0]
        found[mark.to_text().strip()] = text.to_text().strip()
    return found
