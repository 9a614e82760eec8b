"""A full-text index of what is served: its passages and the stems of its questions, in memory."""

import json
import sqlite3
import threading
import weakref
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Any

from studyapp.bank.catalogue import Catalogue, Place
from studyapp.errors import LacksSearchError
from studyapp.reading.search_words import Wanted, as_searched

RANKED_AT_MOST = 500
"""Of a word that stands nearly everywhere, so many passages of a text are weighed, not all."""
HEADING_WEIGHT = 4.0
"""What stands over a passage says more of it than a word in it."""
EXTRACT_WORDS = 40
MARK = "\x02"
"""Around each find in what SQLite returns; what is searched never holds it."""
CUT = "\x03"
"""Where SQLite has cut an extract off; what is searched never holds it either."""
STEMMERS = {True: "", False: "porter "}
SCHEMA = """
CREATE TABLE passage (id INTEGER PRIMARY KEY, heading TEXT, body TEXT);
CREATE TABLE question (id INTEGER PRIMARY KEY, stem TEXT);
"""
FORM = """
CREATE VIRTUAL TABLE {what}_{form} USING fts5 (
    {columns}, content={what}, content_rowid=id, tokenize='{stemmer}unicode61 remove_diacritics 2'
);
INSERT INTO {what}_{form} ({what}_{form}) VALUES ('rebuild');
"""
NUMBERS = "SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid"
BEST = """
SELECT id FROM (
    SELECT rowid AS id, bm25({table}, ?1, 1) AS score
    FROM {table} WHERE {table} MATCH ?2 AND rowid BETWEEN ?3 AND ?4 LIMIT ?5
) ORDER BY score LIMIT ?6
"""
EXTRACTS = """
SELECT rowid, snippet({table}, 1, ?1, ?1, ?2, ?3)
FROM {table} WHERE {table} MATCH ?4 AND rowid IN (SELECT value FROM json_each(?5)) ORDER BY rowid
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that holds the words.

    Attributes:
        pieces: an extract; what was looked for is every second of them, from the second on.
    """

    place: Place
    pieces: tuple[str, ...]


class SearchIndex:
    """Finds passages and questions in one state of the content; any thread may ask.

    Attributes:
        content_hash: names that state.
        places: what is numbered, in reading order.
        module_numbers: in which module each of them stands, counted over all articles.
        ranges: the numbers of an article's passages, by its key.
    """

    def __init__(self, served: Catalogue) -> None:
        """Index what is served.

        Raises:
            LacksSearchError: SQLite was built without its full-text search.
        """
        self.content_hash = served.content_hash
        self.places = tuple(served.places.values())
        modules = {id(module): n for n, (_, module) in enumerate(served.modules.values())}
        self.module_numbers = tuple(modules[id(place.module)] for place in self.places)
        self.ranges = _ranges(self.places)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        # An index ends with the last who holds it, which nothing here is told of.
        weakref.finalize(self, self._connection.close)
        self._fill(served)

    def passages(self, wanted: Wanted) -> list[int]:
        """Return the numbers of all passages that hold the words, in reading order."""
        rows = self._ask("passage", wanted, NUMBERS, wanted.expression)
        return [number for (number,) in rows]

    def best(self, wanted: Wanted, among: Sequence[int], count: int) -> list[int]:
        """Return those of an article's passages that the words fit best, in reading order."""
        if len(among) <= count:
            return list(among)
        within = among[0], among[-1], RANKED_AT_MOST, count
        rows = self._ask("passage", wanted, BEST, HEADING_WEIGHT, wanted.expression, *within)
        return sorted(number for (number,) in rows)

    def hits(self, wanted: Wanted, numbers: Collection[int]) -> list[Hit]:
        """Return some of the passages that hold the words, with an extract, in reading order."""
        values = MARK, CUT, EXTRACT_WORDS, wanted.expression, json.dumps(list(numbers))
        rows = self._ask("passage", wanted, EXTRACTS, *values)
        return [
            Hit(self.places[number], _pieces(extract, _body(self.places[number])))
            for number, extract in rows
        ]

    def questions(self, wanted: Wanted) -> list[int]:
        """Return the ids of the questions whose stem holds the words."""
        rows = self._ask("question", wanted, NUMBERS, wanted.expression)
        return [number for (number,) in rows]

    def _fill(self, served: Catalogue) -> None:
        connection = self._connection
        connection.executescript(SCHEMA)
        connection.executemany("INSERT INTO passage VALUES (?, ?, ?)", _passages(self.places))
        questions = served.questions.values()
        stems = ((stored.id, as_searched(stored.question.stem)) for stored in questions)
        connection.executemany("INSERT INTO question VALUES (?, ?)", stems)
        connection.commit()
        try:
            for what, columns in (("passage", "heading, body"), ("question", "stem")):
                for is_exact, stemmer in STEMMERS.items():
                    form = _form(is_exact)
                    script = FORM.format(what=what, form=form, columns=columns, stemmer=stemmer)
                    connection.executescript(script)
        except sqlite3.OperationalError as error:
            if "fts5" not in str(error):
                raise
            raise LacksSearchError(
                "The texts cannot be searched here: "
                "the SQLite of this server's Python was built without FTS5."
            ) from error

    def _ask(
        self, what: str, wanted: Wanted, statement: str, *values: object
    ) -> list[tuple[Any, ...]]:
        table = f"{what}_{_form(wanted.is_exact)}"
        with self._lock:
            return self._connection.execute(statement.format(table=table), values).fetchall()


def _form(is_exact: bool) -> str:
    return "as_written" if is_exact else "in_any_form"


def _ranges(places: Sequence[Place]) -> dict[str, range]:
    ranges = {}
    numbered = enumerate(places)
    for key, group in groupby(numbered, key=lambda pair: pair[1].article.key):
        numbers = [number for number, _ in group]
        ranges[key] = range(numbers[0], numbers[-1] + 1)
    return ranges


def _passages(places: Sequence[Place]) -> list[tuple[int, str, str]]:
    """Return number, heading and body of each, as they are searched.

    A heading belongs to the first one under it.
    """
    rows = []
    above: tuple[object, str | None] = (None, None)
    for number, place in enumerate(places):
        paragraph, module = place.paragraph, place.module
        titles = [module.title] if above[0] is not module else []
        if paragraph.section and above != (module, paragraph.section):
            titles.append(paragraph.section)
        above = module, paragraph.section
        rows.append((number, as_searched(" ".join(titles)), as_searched(_body(place))))
    return rows


def _body(place: Place) -> str:
    return "\n".join(filter(None, (place.paragraph.text, place.paragraph.caption)))


def _pieces(extract: str, body: str) -> tuple[str, ...]:
    """Part an extract at its marks; its letters are plain, the pieces are as the body has them."""
    plain = as_searched(body)
    origins = _origins(body) if plain != body else range(len(body) + 1)
    bare = extract.strip(CUT)
    start = plain.index(bare.replace(MARK, ""))
    ends = accumulate(map(len, bare.split(MARK)), initial=start)
    pieces = [body[origins[a] : origins[b]] for a, b in pairwise(ends)]
    pieces[0] = "…" * extract.startswith(CUT) + pieces[0]
    pieces[-1] += "…" * extract.endswith(CUT)
    return tuple(pieces)


def _origins(body: str) -> list[int]:
    """Return where in a body each letter stands that it is searched by, and its end."""
    return [at for at, letter in enumerate(body) for _ in as_searched(letter)] + [len(body)]
