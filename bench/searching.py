"""Row 14: a search in a million words and 10,000 stems, beside the search of SQLite alone."""

import json
import sqlite3
import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from bench.browser import Browser
from bench.histories import History
from bench.instances import Content
from bench.large_bank import enlarge
from bench.rows import Goal, Row, amount_row, median_row, ratio_row
from bench.sampling import Sample, in_turns, repeated
from bench.servers import serving_app, serving_limit
from studyapp.accounts.access import COOKIE

WORDS, QUESTIONS = 1_000_000, 10_000
SEARCHES = 20
TWO_WORDS, COMMON, PREFIX = "Kamenev trial", "Stalin", "revol*"
RAW = """
SELECT rowid, snippet(passage, 0, '<', '>', '…', 40) FROM passage
WHERE passage MATCH ? ORDER BY rank LIMIT 10
"""


def search_rows(work: Path, history: History, content: Content, rounds: int) -> list[Row]:
    """Search as a learner in a large library, and the same words with bare FTS5 and a bare GET.

    Args:
        work: a folder that is thrown away afterwards.
        history: a learner with answers; the instance is copied.
        content: what it holds.
        rounds: how often.
    """
    library, token = enlarge(history.instance, QUESTIONS), history.pupils[0].token
    raw = _full_text(_lengthen(library / "studyapp.db", WORDS))
    with (
        serving_app(library, content) as app,
        serving_limit(work / "bare-search.db") as limit,
    ):
        reader, bare = Browser(app.port, {COOKIE: token}), Browser(limit.port)
        reader.get(_address(TWO_WORDS))
        batches = [
            repeated(name, partial(reader.get, _address(words)), SEARCHES, app.cpu_seconds)
            for name, words in (("page", TWO_WORDS), ("common", COMMON), ("prefix", PREFIX))
        ]
        batches += [
            repeated("read", partial(bare.get, "/next"), SEARCHES, limit.cpu_seconds),
            repeated("raw", lambda: raw.execute(RAW, (TWO_WORDS,)).fetchall(), SEARCHES),
        ]
        samples = in_turns(batches, rounds)
        slowest = _slowest_in_twenty(lambda: reader.get(_address(TWO_WORDS)), rounds * SEARCHES)
    limits = [
        Sample(a.cpu_ms + b.cpu_ms, a.wall_ms + b.wall_ms)
        for a, b in zip(samples["read"], samples["raw"], strict=True)
    ]
    beside = "bare FTS5 and bare GET"
    return [
        ratio_row(14, "search, two words", samples["page"], beside, limits, Goal(3, 1.5)),
        amount_row(14, "  p95", slowest, "ms"),
        *(
            median_row(14, f"  {name}", [s.wall_ms for s in samples[key]], Goal(moonshot=5))
            for key, name in (("common", "a common word"), ("prefix", "a beginning"))
        ),
    ]


def _address(words: str) -> str:
    return f"/search?q={quote_plus(words)}"


def _slowest_in_twenty(ask: Callable[[], object], count: int) -> float:
    """Return the wall time, in ms, that 19 of 20 requests keep under."""
    taken = []
    for _ in range(count):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.quantiles(taken, n=20)[-1]


def _lengthen(database: Path, words: int) -> list[str]:
    """Repeat the modules of every stored article until there are so many words; return the texts.

    Each copy has keys and paragraph numbers of its own, so that it is read as another module.
    """
    connection = sqlite3.connect(database, isolation_level=None)
    rows = connection.execute("SELECT key, content FROM article").fetchall()
    articles = {key: json.loads(content) for key, content in rows}
    held = [text for article in articles.values() for text in _texts(article)]
    copies = -(-words // sum(len(text.split()) for text in held))
    for key, article in articles.items():
        article["modules"] = [
            _copied(module, key, turn) for turn in range(copies) for module in article["modules"]
        ]
        values = json.dumps(article, ensure_ascii=False), key
        connection.execute("UPDATE article SET content = ? WHERE key = ?", values)
    connection.close()
    return [text for article in articles.values() for text in _texts(article)]


def _texts(article: Mapping[str, Any]) -> list[str]:
    return [p["text"] for module in article["modules"] for p in module["paragraphs"]]


def _copied(module: dict[str, Any], article_key: str, turn: int) -> dict[str, Any]:
    if turn == 0:
        return module
    numbers = [p["number"] + turn * 100_000 for p in module["paragraphs"]]
    paragraphs = [
        p | {"number": n, "id": f"{article_key}:{n}"}
        for p, n in zip(module["paragraphs"], numbers, strict=True)
    ]
    return module | {"key": f"{module['key']}-{turn}", "paragraphs": paragraphs}


def _full_text(passages: list[str]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE passage USING fts5 (body, tokenize='porter')")
    connection.executemany("INSERT INTO passage VALUES (?)", ((text,) for text in passages))
    connection.commit()
    return connection
