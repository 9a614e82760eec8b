"""How a learner stands with every module and article, as values for pages to show."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, fields
from datetime import date

from studyapp.bank.catalogue import Catalogue, address_of, module_id
from studyapp.progress.strokes import Stroke, known_text, stroke_of, strokes_sentence
from studyapp.reading.article import STUDY_WORDS_PER_MINUTE, Article, Module
from studyapp.reading.pace import left_text, minutes_for, words_left
from studyapp.reading.reading_place import ModuleKey, Reading
from studyapp.review.memory import Memory


@dataclass(frozen=True, slots=True)
class Learning:
    """What is known of a learner: memories by question id, reading by module.

    Attributes:
        due: the questions that the review asks today, those that rest left out.
        pace: the words that they read in a minute.
        rests: until when questions rest, by question.
    """

    today: date
    memories: Mapping[int, Memory]
    readings: Mapping[ModuleKey, Reading]
    due: Set[int] = frozenset()
    pace: float = STUDY_WORDS_PER_MINUTE
    rests: Mapping[int, date] = field(default_factory=dict)

    def of(self, questions: Iterable[int]) -> list[Memory]:
        """Return what is held of those of the questions that were met."""
        return [self.memories[n] for n in questions if n in self.memories]

    def asked_on(self, question_id: int) -> date:
        """Return the day on which a question that was met is asked next."""
        due_on = self.memories[question_id].due_on
        return max(due_on, self.rests.get(question_id, due_on))


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module as lists show it; `left_text` is empty unless it is begun and not finished."""

    url: str
    title: str
    editorial_title: bool
    part: int
    minutes: int
    left_text: str
    paragraph_count: int
    question_count: int
    asked: int
    known_text: str
    read: bool
    started: bool
    bars: tuple[Stroke, ...]
    bars_sentence: str


@dataclass(frozen=True, slots=True)
class SourceHead:
    """What a source says of itself; an unstated author or date is said to be unstated."""

    url: str
    label: str
    title: str
    subtitle: str | None
    byline: str
    dateline: str
    publisher: str | None
    author_note: str | None
    date_note: str | None
    note: str | None
    tendency: str
    language: str


@dataclass(frozen=True, slots=True)
class SourceCard(SourceHead):
    """An article as lists show it to a learner."""

    minutes: int
    module_count: int
    modules_read: int
    paragraph_count: int
    question_count: int
    asked: int
    known_text: str
    modules: tuple[ModuleRow, ...]

    @property
    def bars(self) -> tuple[tuple[Stroke, ...], ...]:
        """Return the strokes of each module."""
        return tuple(row.bars for row in self.modules)


def strokes_of(catalogue: Catalogue, module: Module, learning: Learning) -> tuple[Stroke, ...]:
    """Return the stroke of each paragraph of a module."""
    return tuple(
        _stroke(catalogue.by_paragraph.get(paragraph.id, ()), learning)
        for paragraph in module.paragraphs
    )


def _stroke(questions: Iterable[int], learning: Learning) -> Stroke:
    memories = [learning.memories.get(n) for n in questions]
    return stroke_of(memories, learning.today, is_due=not learning.due.isdisjoint(questions))


def module_row(
    catalogue: Catalogue, article: Article, module: Module, learning: Learning
) -> ModuleRow:
    """Describe a module to a learner."""
    questions = catalogue.by_module.get(module_id(article, module), ())
    memories = learning.of(questions)
    reading = learning.readings.get((article.key, module.key))
    bars = strokes_of(catalogue, module, learning)
    return ModuleRow(
        url=address_of(article, module),
        title=module.title,
        editorial_title=module.editorial_title,
        part=module.part,
        minutes=minutes_for(module.words, learning.pace),
        left_text=_left_text(module, reading, learning.pace),
        paragraph_count=len(module.paragraphs),
        question_count=len(questions),
        asked=len(memories),
        known_text=known_text(memories, len(questions), learning.today),
        read=reading is not None and reading.finished,
        started=reading is not None,
        bars=bars,
        bars_sentence=strokes_sentence(bars),
    )


def _left_text(module: Module, reading: Reading | None, pace: float) -> str:
    if reading is None or reading.finished:
        return ""
    return left_text(words_left(module, reading.place), pace)


def source_head(article: Article) -> SourceHead:
    """Return what an article says of itself."""
    return SourceHead(
        url=f"/read/{article.key}/",
        label=article.label,
        title=article.title,
        subtitle=article.subtitle,
        byline=article.author or "Author unstated",
        dateline=article.date_text or "Date unstated",
        publisher=article.publisher,
        author_note=article.author_note,
        date_note=article.date_note,
        note=article.note,
        tendency=article.tendency,
        language=article.language,
    )


def source_card(catalogue: Catalogue, article: Article, learning: Learning) -> SourceCard:
    """Describe an article to a learner."""
    rows = [module_row(catalogue, article, module, learning) for module in article.modules]
    questions = [
        n
        for module in article.modules
        for n in catalogue.by_module.get(module_id(article, module), ())
    ]
    memories = learning.of(questions)
    head = source_head(article)
    return SourceCard(
        **{part.name: getattr(head, part.name) for part in fields(head)},
        minutes=sum(row.minutes for row in rows),
        module_count=len(rows),
        modules_read=sum(row.read for row in rows),
        paragraph_count=len(article.paragraphs),
        question_count=len(questions),
        asked=len(memories),
        known_text=known_text(memories, len(questions), learning.today),
        modules=tuple(rows),
    )
