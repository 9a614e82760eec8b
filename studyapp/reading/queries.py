"""Reads of the stored articles and of reading places."""

import json
from collections.abc import Collection

from pydantic import TypeAdapter
from sqlalchemy import bindparam, func, select

from studyapp.database import db, table_of
from studyapp.reading.article import Article
from studyapp.reading.models import ArticleRow, ReadingRow
from studyapp.reading.reading_place import ModuleKey, Reading
from studyapp.storage.prepared import PreparedRead

ARTICLE = TypeAdapter(Article)
_READING = table_of(ReadingRow).c
_READINGS = PreparedRead(
    select(
        _READING.article_key,
        _READING.module_key,
        _READING.place,
        _READING.updated_at,
        _READING.finished_at,
        _READING.words,
        _READING.seconds,
    ).where(_READING.learner_id == bindparam("learner_id"))
)


def stored_articles() -> tuple[Article, ...]:
    """Return every stored article in order."""
    contents = db.session.scalars(select(ArticleRow.content).order_by(ArticleRow.position))
    return tuple(ARTICLE.validate_json(content) for content in contents)


def stored_passages() -> dict[ModuleKey, dict[int, str]]:
    """Return the words of each stored paragraph by its number, module by module.

    They are read as they were written, perhaps by a program that knew another form of article.
    """
    articles = map(json.loads, db.session.scalars(select(ArticleRow.content)))
    return {
        (article["key"], module["key"]): {p["number"]: p["text"] for p in module["paragraphs"]}
        for article in articles
        for module in article["modules"]
    }


def count_readers(modules: Collection[ModuleKey]) -> dict[ModuleKey, int]:
    """Return how many learners have a place in each of some modules, if anybody has."""
    keys = (ReadingRow.article_key, ReadingRow.module_key)
    rows = db.session.execute(select(*keys, func.count()).group_by(*keys))
    return {(row[0], row[1]): row[2] for row in rows if (row[0], row[1]) in modules}


def readings_of(learner_id: int) -> dict[ModuleKey, Reading]:
    """Return how far a learner has read each module that they opened."""
    rows = _READINGS.all(db.session, learner_id=learner_id)
    return {
        (row[0], row[1]): Reading(row[2], row[3], row[4] is not None, row[5], row[6])
        for row in rows
    }
