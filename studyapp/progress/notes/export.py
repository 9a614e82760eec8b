"""A learner's notes as files: Markdown, and annotations of the W3C model."""

import re
from collections.abc import Callable
from typing import Any

from studyapp.progress.notes.lists import NoteList, PlacedNote, SourceNotes
from studyapp.progress.overview import source_head

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_START_OF_A_LIST = re.compile(r"^(\d*)([-+.)])")

Absolute = Callable[[str], str]
"""Gives the whole address of a path on this server."""


def notes_as_markdown(notes: NoteList, absolute: Absolute) -> str:
    """Return the notes by source and module; each says which source its words are from."""
    blocks = ["# Notes"]
    for source in notes.sources:
        blocks += _source_blocks(source, absolute)
    if notes.changed:
        blocks.append("## The passage has changed")
        for placed in notes.changed:
            blocks += _note_blocks(placed, absolute)
    return "\n\n".join(blocks) + "\n"


def notes_as_annotations(notes: NoteList, absolute: Absolute) -> list[dict[str, Any]]:
    """Return the notes as annotations (W3C Web Annotation Data Model, as JSON-LD)."""
    return [_annotation(placed, absolute) for placed in notes.notes]


def _source_blocks(source: SourceNotes, absolute: Absolute) -> list[str]:
    head = source_head(source.article)
    blocks = [
        f"## {_escaped(head.title)}",
        _escaped(f"{head.label}: {head.byline}, {head.dateline}"),
    ]
    for part in source.modules:
        blocks.append(f"### {_escaped(part.module.title)}")
        for placed in part.notes:
            blocks += _note_blocks(placed, absolute)
    return blocks


def _note_blocks(placed: PlacedNote, absolute: Absolute) -> list[str]:
    """Return the quote with its source, or the source alone, and what the learner wrote."""
    reference = f"[{_escaped(placed.label)}]({absolute(placed.address)})"
    quote = placed.note.quote
    blocks = [f"> {_escaped(quote)}\n>\n> {reference}" if quote else reference]
    return [*blocks, placed.note.body] if placed.note.body else blocks


def _escaped(text: str) -> str:
    """Return text in which no sign means anything to Markdown."""
    return _START_OF_A_LIST.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


def _annotation(placed: PlacedNote, absolute: Absolute) -> dict[str, Any]:
    note = placed.note
    target: dict[str, Any] = {"source": absolute(placed.address), "label": placed.label}
    if note.selector is not None:
        target["selector"] = {
            "type": "TextQuoteSelector",
            "exact": note.selector.exact,
            "prefix": note.selector.prefix,
            "suffix": note.selector.suffix,
        }
    body = {"type": "TextualBody", "value": note.body, "format": "text/plain"}
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{note.note_uuid}",
        "type": "Annotation",
        "motivation": "commenting" if note.body else "highlighting",
        "created": note.created_at.isoformat(timespec="seconds"),
        "modified": note.updated_at.isoformat(timespec="seconds"),
        **({"body": body} if note.body else {}),
        "target": target,
    }
