"""Everything that is served, as plain data for other programs."""

from collections.abc import Iterable, Mapping, Sequence

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import (
    COMPARE,
    Cloze,
    Locate,
    Match,
    Multiple,
    Number,
    Option,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.reading.article import Article, Module, Paragraph
from studyapp.reading.library import Library

FORMAT = "studyapp-content/1"

Json = str | int | bool | Sequence["Json"] | Mapping[str, "Json"] | None


def export_content(library: Library, questions: Iterable[PlacedQuestion]) -> dict[str, Json]:
    """Return articles and questions in the shape that `studyapp content export` prints."""
    return {
        "format": FORMAT,
        "articles": [_article(article) for article in library.articles],
        "questions": [_question(placed) for placed in questions],
    }


def _article(article: Article) -> dict[str, Json]:
    return {
        "key": article.key,
        "file": article.file,
        "label": article.label,
        "language": article.language,
        "title": article.title,
        "author": article.author,
        "publisher": article.publisher,
        "date": article.date,
        "modules": [_module(module) for module in article.modules],
    }


def _module(module: Module) -> dict[str, Json]:
    return {
        "key": module.key,
        "title": module.title,
        "part": module.part,
        "minutes": module.minutes,
        "editorial_title": module.editorial_title,
        "paragraphs": [_paragraph(paragraph) for paragraph in module.paragraphs],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Json]:
    return {
        "id": paragraph.id,
        "number": paragraph.number,
        "section": paragraph.section,
        "kind": paragraph.kind,
        "text": paragraph.text,
    }


def _question(placed: PlacedQuestion) -> dict[str, Json]:
    question = placed.question
    options = question.options if isinstance(question, Single | Multiple) else []
    return {
        "id": question.id,
        "kind": question.kind,
        "module": None if placed.module == COMPARE else placed.module,
        "stem": question.stem,
        "options": [_option(option) for option in options],
        "answers": _answers(question),
        "explanation": question.explanation,
        "evidence": [{"paragraph": e.paragraph, "quote": e.quote} for e in question.evidence],
        "difficulty": question.difficulty,
        "skill": question.skill,
        "tags": question.tags,
        **_particulars(question),
    }


def _option(option: Option) -> dict[str, Json]:
    return {"text": option.text, "correct": option.correct, "why": option.why}


def _answers(question: Question) -> Sequence[Json]:
    """Return what is right where that is not an option."""
    match question:
        case Single() | Multiple():
            return []
        case Cloze() | Short():
            return question.answers
        case Number():
            return [str(question.answer)]
        case Order():
            return question.items
        case Match():
            return [[pair.left, pair.right] for pair in question.pairs]
        case Locate():
            return question.targets


def _particulars(question: Question) -> dict[str, Json]:
    """Return what only questions of one kind have: their sentence, tolerance or unit."""
    match question:
        case Cloze():
            return {"text": question.text}
        case Number():
            return {"tolerance": str(question.tolerance), "unit": question.unit}
        case _:
            return {}
