"""The memory map of an article: a box a paragraph, and the questions of each."""

from collections import Counter
from typing import Any

from flask import url_for

from studyapp.bank.catalogue import Catalogue, address_of, language_in, module_id
from studyapp.day_words import day_text
from studyapp.progress.overview import Learning, strokes_of
from studyapp.progress.reading.memory_map import Passage, passage_of, wait_text
from studyapp.progress.strokes import recall_now
from studyapp.reading.article import Article, Module, Paragraph


def map_values(served: Catalogue, article: Article, learning: Learning) -> dict[str, Any]:
    """Return the boxes of every module, and what stands behind each box."""
    modules = [_module(served, article, module, learning) for module in article.modules]
    cells = [cell for module in modules for cell in module["cells"]]
    strokes = Counter(s for m in article.modules for s in strokes_of(served, m, learning))
    return {
        "article": {"label": article.label, "title": article.title, "url": f"/read/{article.key}/"},
        "modules": modules,
        "paragraphs": len(cells),
        "asked": sum(cell["recall"] is not None for cell in cells),
        "due": strokes["due"],
        "fading": strokes["fading"],
    }


def _module(
    served: Catalogue, article: Article, module: Module, learning: Learning
) -> dict[str, Any]:
    name = module_id(article, module)
    ids = served.by_module.get(name, ())
    return {
        "title": module.title,
        "url": address_of(article, module),
        "cells": [_cell(served, article, module, p, learning) for p in module.paragraphs],
        "review_url": None
        if learning.due.isdisjoint(ids)
        else url_for("review.show_next", only=name),
    }


def _cell(
    served: Catalogue, article: Article, module: Module, paragraph: Paragraph, learning: Learning
) -> dict[str, Any]:
    passage = passage_of(served, paragraph.id, learning)
    return {
        "number": paragraph.number,
        "url": address_of(article, module, paragraph.number),
        "recall": passage.recall,
        "level": _level(passage),
        "unmet": passage.unmet,
        "met": [_question(served, n, learning) for n in passage.met],
    }


def _level(passage: Passage) -> int | str | None:
    """Return how full a box is; `few` where there are questions, but none was asked."""
    if passage.level is None and passage.unmet:
        return "few"
    return passage.level


def _question(served: Catalogue, question_id: int, learning: Learning) -> dict[str, Any]:
    stored, memory = served.questions[question_id], learning.memories[question_id]
    return {
        "stem": stored.question.stem,
        "language": language_in(served, stored.module),
        "url": url_for("working.show_question", question_id=question_id),
        "recall": recall_now(memory, learning.today),
        "due": day_text(memory.due_on, learning.today),
        "wait": wait_text(question_id, learning),
    }
