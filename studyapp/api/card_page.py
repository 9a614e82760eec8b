"""A question and its answer as the pages show them, for programs that show them elsewhere."""

from flask import get_template_attribute

from studyapp.api.card_shapes import Card
from studyapp.api.cards import Asked
from studyapp.bank.catalogue import language_in
from studyapp.bank.grading import key_text
from studyapp.bank.presentation import shown_order
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Multiple, Single
from studyapp.review.asking.card import face_of
from studyapp.review.asking.card_page import kicker_of
from studyapp.review.asking.feedback import judged_options, sources_of


def with_html(card: Card, asked: Asked, number: int, total: int) -> Card:
    """Return a card with the HTML of its question and of its answer."""
    html = {
        "card_html": _question_html(asked, number, total),
        "answer_html": _answer_html(asked),
    }
    return card.model_copy(update=html)


def _question_html(asked: Asked, number: int, total: int) -> str:
    stored, answer_id = asked.stored, str(asked.answer_id)
    face = face_of(stored, stored.question, answer_id, {}, catalogue())
    values = {
        "mode": asked.mode,
        "number": number,
        "total": total,
        "kicker": kicker_of(stored),
        "action": "",
        "answer_id": answer_id,
        "version": stored.version_id,
        "error": None,
        "nearly": None,
        "confidence": "",
        "again": False,
        "undo_url": None,
        "count": len(face.items),
    }
    return str(get_template_attribute("macros/cards.html", "question")(values | face.shown()))


def _answer_html(asked: Asked) -> str:
    question, served = asked.stored.question, catalogue()
    shows_options = isinstance(question, Single | Multiple)
    values = {
        "kind": question.kind,
        "language": language_in(served, asked.stored.module),
        "options": judged_options(question, None, shown_order(question, str(asked.answer_id))),
        "given_lines": [],
        "right": True,
        "key": [] if shows_options else key_text(question),
        "explanation": question.explanation,
        "note": question.note,
        "sources": sources_of(question, served),
    }
    return str(get_template_attribute("macros/judged.html", "answer")(values))
