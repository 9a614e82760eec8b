"""A learner's notes in reading order, each with its place in the texts as they are now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studyapp.bank.catalogue import Catalogue, Place, address_of
from studyapp.reading.article import Article, Module
from studyapp.reading.note import Note
from studyapp.reading.paragraph_html import Span
from studyapp.reading.search_words import as_searched


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and where it belongs.

    Attributes:
        article: None when the source is served no more.
        place: None when the paragraph is served no more.
        span: the stretch of the paragraph that it is on; None when that has changed.
    """

    note: Note
    article: Article | None
    place: Place | None
    span: Span | None

    @property
    def changed(self) -> bool:
        """Tell whether the words of the note do not stand in their place any more."""
        return self.span is None

    @property
    def label(self) -> str:
        """Return where it is from: the source and the paragraph."""
        source = self.article.label if self.article is not None else self.note.article_key
        number = self.note.paragraph_id.partition(":")[2]
        return f"{source}, paragraph {number}"

    @property
    def address(self) -> str:
        """Return the nearest page that shows its place."""
        if self.place is not None:
            return address_of(self.place.article, self.place.module, self.place.paragraph.number)
        return f"/read/{self.article.key}/" if self.article is not None else "/read/"


@dataclass(frozen=True, slots=True)
class ModuleNotes:
    """The notes in one module."""

    module: Module
    notes: tuple[PlacedNote, ...]


@dataclass(frozen=True, slots=True)
class SourceNotes:
    """The notes in one source."""

    article: Article
    modules: tuple[ModuleNotes, ...]


@dataclass(frozen=True, slots=True)
class NoteList:
    """Every note that is listed.

    Attributes:
        changed: those whose passage has changed or gone, in the order they were made.
    """

    sources: tuple[SourceNotes, ...]
    changed: tuple[PlacedNote, ...]

    @property
    def notes(self) -> list[PlacedNote]:
        """Return all of them in order."""
        placed = [n for source in self.sources for part in source.modules for n in part.notes]
        return [*placed, *self.changed]


def place_note(catalogue: Catalogue, note: Note) -> PlacedNote:
    """Return where a note belongs in what is served."""
    place = catalogue.places.get(note.paragraph_id)
    span = note.span_in(place.paragraph) if place is not None else None
    return PlacedNote(note, catalogue.articles.get(note.article_key), place, span)


def list_notes(catalogue: Catalogue, notes: Iterable[Note], words: str) -> NoteList:
    """Return the notes that hold all the words, by source and module in reading order."""
    wanted = as_searched(words).casefold().split()
    placed = [place_note(catalogue, note) for note in notes]
    found = [note for note in placed if all(word in _text_of(note) for word in wanted)]
    by_paragraph: dict[str, list[PlacedNote]] = defaultdict(list)
    for note in sorted(found, key=lambda note: note.span or (0, 0)):
        if not note.changed:
            by_paragraph[note.note.paragraph_id].append(note)
    sources = [_in_source(article, by_paragraph) for article in catalogue.articles.values()]
    return NoteList(
        sources=tuple(source for source in sources if source.modules),
        changed=tuple(note for note in found if note.changed),
    )


def part_of(listed: NoteList, shown: Iterable[PlacedNote]) -> NoteList:
    """Return a list with some of its notes alone, under the same headings."""
    wanted = {placed.note.note_uuid for placed in shown}

    def kept(notes: Iterable[PlacedNote]) -> tuple[PlacedNote, ...]:
        return tuple(placed for placed in notes if placed.note.note_uuid in wanted)

    sources = [
        SourceNotes(
            source.article,
            tuple(ModuleNotes(m.module, own) for m in source.modules if (own := kept(m.notes))),
        )
        for source in listed.sources
    ]
    return NoteList(tuple(source for source in sources if source.modules), kept(listed.changed))


def _in_source(article: Article, by_paragraph: Mapping[str, list[PlacedNote]]) -> SourceNotes:
    modules = [
        ModuleNotes(module, tuple(n for p in module.paragraphs for n in by_paragraph.get(p.id, ())))
        for module in article.modules
    ]
    return SourceNotes(article, tuple(module for module in modules if module.notes))


def _text_of(placed: PlacedNote) -> str:
    """Return everything of a note that a search looks at."""
    module = placed.place.module.title if placed.place is not None else ""
    parts = placed.note.quote, placed.note.body, placed.label, module
    return as_searched("\n".join(parts)).casefold()
