"""Turn a stored question into what the API hands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from studyapp.api.card_shapes import (
    Card,
    Choice,
    ChoiceReason,
    Figure,
    Key,
    KnownWrongAnswer,
    Paragraph,
    Passage,
)
from studyapp.bank.catalogue import Catalogue, StoredQuestion, module_of
from studyapp.bank.grading import key_text
from studyapp.bank.presentation import shown_order
from studyapp.bank.question import (
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.review.asking.feedback import sources_of
from studyapp.review.modes import Mode


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is to be asked.

    Attributes:
        answer_id: the id that its answer will have.
        due_on: the learner's own day on which it comes or came due.
    """

    stored: StoredQuestion
    answer_id: UUID
    mode: Mode
    due_on: date


def card_of(asked: Asked, catalogue: Catalogue) -> Card:
    """Return a question with its key and its passages."""
    stored = asked.stored
    question = stored.question
    return Card(
        answer_id=asked.answer_id,
        question_id=stored.id,
        question_key=question.id,
        version_id=stored.version_id,
        kind=question.kind,
        mode=asked.mode,
        module=stored.module,
        due_on=asked.due_on,
        stem=question.stem,
        answer=_key_of(question),
        passages=_passages_of(question, catalogue),
        **_shown(stored, shown_order(question, str(asked.answer_id)), catalogue),
    )


def _shown(stored: StoredQuestion, shown: Sequence[int], catalogue: Catalogue) -> dict[str, Any]:
    """Return what a kind shows beside its stem."""
    match stored.question:
        case Single(options=options) | Multiple(options=options):
            return {"options": _choices([option.text for option in options], shown)}
        case Order(items=items):
            return {"items": _choices(items, shown)}
        case Match(pairs=pairs):
            rights = _choices([pair.right for pair in pairs], shown)
            return {"lefts": [pair.left for pair in pairs], "rights": rights}
        case Cloze(text=text):
            return {"text": text}
        case Number(unit=unit):
            return {"unit": unit}
        case Locate():
            here = module_of(catalogue, stored.module)
            found = here[1].paragraphs if here is not None else ()
            return {"paragraphs": [Paragraph(id=p.id, number=p.number, text=p.text) for p in found]}
        case Short():
            return {}


def _choices(texts: Sequence[str], shown: Sequence[int]) -> list[Choice]:
    return [Choice(position=n, text=texts[n]) for n in shown]


def _key_of(question: Question) -> Key:
    wrong = question.wrong if isinstance(question, Cloze | Short | Number) else []
    return Key(
        in_words=key_text(question),
        wrong=tuple(KnownWrongAnswer(answer=entry.answer, why=entry.why) for entry in wrong),
        explanation=question.explanation,
        note=question.note,
        **_key_of_kind(question),
    )


def _key_of_kind(question: Question) -> dict[str, Any]:
    match question:
        case Single(options=options) | Multiple(options=options):
            told = [
                ChoiceReason(position=n, text=option.text, correct=option.correct, why=option.why)
                for n, option in enumerate(options)
            ]
            return {"positions": [o.position for o in told if o.correct], "options": told}
        case Order(items=items):
            return {"positions": list(range(len(items)))}
        case Match(pairs=pairs):
            return {"positions": list(range(len(pairs)))}
        case Cloze(answers=answers):
            return {"accepted": answers}
        case Short(answers=variants):
            return {"accepted": [variants]}
        case Number(answer=value, tolerance=tolerance):
            return {"figure": Figure(value=f"{value:f}", tolerance=f"{tolerance:f}")}
        case Locate(targets=targets):
            return {"paragraphs": targets}


def _passages_of(question: Question, catalogue: Catalogue) -> list[Passage]:
    """Return each paragraph of the evidence once, in the order of the pages."""
    quotes: dict[str, list[str]] = {}
    for entry in question.evidence:
        if entry.paragraph in catalogue.places:
            quotes.setdefault(entry.paragraph, []).append(entry.quote)
    return [
        Passage(
            id=paragraph_id,
            source=source.label,
            number=source.number,
            section=source.section,
            address=source.url,
            text=catalogue.places[paragraph_id].paragraph.text,
            quotes=quotes[paragraph_id],
            html=source.html,
        )
        for paragraph_id, source in zip(quotes, sources_of(question, catalogue), strict=True)
    ]
