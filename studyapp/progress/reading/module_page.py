"""The text of a module as its page shows it: sections, strokes, notes, and checks between them."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from flask import url_for

from studyapp.bank.catalogue import Catalogue
from studyapp.progress.overview import Learning, strokes_of
from studyapp.progress.strokes import STROKE_WORDS, Stroke, strokes_sentence
from studyapp.reading.article import Paragraph, section_anchor
from studyapp.reading.note import Note, highlights_in, notes_beside
from studyapp.reading.paragraph_html import paragraph_html
from studyapp.review.checks.run import questions_of_section, section_check_size


def module_sections(
    served: Catalogue,
    name: str,
    learning: Learning,
    guessed: Set[str],
    notes: Mapping[str, Sequence[Note]],
) -> list[dict[str, Any]]:
    """Return the sections of a module with what the page says of each paragraph.

    Args:
        name: of the module, as the bank has it.
        guessed: the paragraphs that were asked about before reading.
        notes: the learner's notes by paragraph.
    """
    _, module = served.modules[name]
    strokes = strokes_of(served, module, learning)
    stroke_by_id = {p.id: stroke for p, stroke in zip(module.paragraphs, strokes, strict=True)}
    return [
        {
            "id": section_anchor(n),
            "heading": group[0].section,
            "paragraphs": [
                _paragraph(p, stroke_by_id[p.id], notes.get(p.id, ()), guessed=p.id in guessed)
                for p in group
            ],
            "sentence": strokes_sentence([stroke_by_id[p.id] for p in group]),
            "check_questions": _new_questions(served, name, n, learning),
            "check_url": url_for("check.start_check", module=name, section=n),
        }
        for n, group in enumerate(module.sections, 1)
    ]


def _new_questions(served: Catalogue, name: str, section: int, learning: Learning) -> int:
    """Return how many questions the check of a section asks that were never met."""
    asked = questions_of_section(served, name, section)
    return section_check_size(sum(stored.id not in learning.memories for stored in asked))


def _paragraph(
    paragraph: Paragraph, stroke: Stroke, notes: Sequence[Note], *, guessed: bool
) -> dict[str, Any]:
    return {
        "id": paragraph.id,
        "number": paragraph.number,
        "anchor": f"p{paragraph.number}",
        "kind": paragraph.kind,
        "mem": stroke,
        "mem_words": STROKE_WORDS[stroke],
        "guessed": guessed,
        "html": paragraph_html(paragraph, (), highlights_in(paragraph, notes)),
        "notes": notes_beside(paragraph, notes),
        "caption": paragraph.caption,
    }
