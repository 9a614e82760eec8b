"""What a search shows: where in the sources the words stand, and the learner's own questions."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from studyapp.bank.catalogue import Catalogue, address_of, language_in
from studyapp.bank.search_index import Hit, SearchIndex
from studyapp.paging import page_of
from studyapp.progress.overview import source_head
from studyapp.reading.article import Article
from studyapp.reading.search_words import Wanted
from studyapp.review.log.queries import answered_among

INDEX = "studyapp_search_index"
BEST_SHOWN = 3
SOURCES_SHOWN = 10
"""In a larger library the others are named, with how many paragraphs of theirs there are."""
ON_A_PAGE = 30
STEPS = 300
"""More strokes than these would run into one another."""
QUESTIONS_SHOWN = 10
QUESTIONS_LOOKED_AT = 1000
"""Whoever looks for a word that more stems hold adds another."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search shows of the sources.

    Attributes:
        count: how many paragraphs hold the words.
        sources: those that hold them, each with its hits.
        first, last: which of the paragraphs these are, where a source is shown in pages.
        before_url, after_url: the pages before and after.
    """

    count: int
    sources: list[dict[str, Any]]
    first: int | None = None
    last: int | None = None
    before_url: str | None = None
    after_url: str | None = None


def search_index(served: Catalogue) -> SearchIndex:
    """Return the index of what is served, made at the first search after a sync."""
    kept: SearchIndex | None = current_app.extensions.get(INDEX)
    if kept is None or kept.content_hash != served.content_hash:
        kept = SearchIndex(served)
        current_app.extensions[INDEX] = kept
    return kept


def found_in_sources(served: Catalogue, wanted: Wanted, typed: str) -> Found:
    """Return the best passages of each source that holds the words."""
    index = search_index(served)
    numbers = index.passages(wanted)
    chosen: list[int] = []
    heads: list[dict[str, Any]] = []
    for article in served.articles.values():
        own = _own(index, article, numbers)
        if not own:
            continue
        best = index.best(wanted, own, BEST_SHOWN) if len(heads) < SOURCES_SHOWN else []
        chosen += best
        all_url = _url(typed, article, 1) if len(own) > len(best) else None
        heads.append(_head(index, article, own) | {"all_url": all_url})
    hits = index.hits(wanted, chosen)
    for head in heads:
        head["hits"] = [_row(hit) for hit in hits if hit.place.article.key == head["key"]]
    return Found(len(numbers), heads)


def found_in_article(
    served: Catalogue, article: Article, wanted: Wanted, typed: str, page: int
) -> Found:
    """Return the passages of one source that hold the words, a page of them in reading order."""
    index = search_index(served)
    own = _own(index, article, index.passages(wanted))
    part = page_of(own, ON_A_PAGE, page)
    hits = {"all_url": None, "hits": [_row(hit) for hit in index.hits(wanted, part.shown)]}
    return Found(
        len(own),
        [_head(index, article, own) | hits] if own else [],
        first=part.before + 1 if part.pages > 1 else None,
        last=part.before + len(part.shown),
        before_url=_url(typed, article, part.number - 1) if part.number > 1 else None,
        after_url=_url(typed, article, part.number + 1) if part.number < part.pages else None,
    )


def found_questions(served: Catalogue, learner_id: int, wanted: Wanted) -> dict[str, Any]:
    """Return the questions with the words in their stem that the learner has answered."""
    found = search_index(served).questions(wanted)[:QUESTIONS_LOOKED_AT]
    answered = answered_among(learner_id, found) if found else set()
    mine = [number for number in found if number in answered]
    return {
        "count": len(mine),
        "rows": [
            {
                "stem": stored.question.stem,
                "language": language_in(served, stored.module),
                "url": url_for("working.show_question", question_id=stored.id),
            }
            for stored in map(served.questions.__getitem__, mine[:QUESTIONS_SHOWN])
        ],
    }


def _own(index: SearchIndex, article: Article, numbers: Sequence[int]) -> Sequence[int]:
    """Return those of ascending numbers of passages that are an article's."""
    bounds = index.ranges.get(article.key, range(0))
    return numbers[bisect_left(numbers, bounds.start) : bisect_left(numbers, bounds.stop)]


def _head(index: SearchIndex, article: Article, own: Sequence[int]) -> dict[str, Any]:
    """Describe a source in which something was found; `where` is the path of a stroke for each."""
    bounds = index.ranges[article.key]
    steps = dict.fromkeys(STEPS * (n - bounds.start) // len(bounds) for n in own)
    return {
        "key": article.key,
        "head": source_head(article),
        "count": len(own),
        "module_count": len(article.modules),
        "modules_with": len(set(map(index.module_numbers.__getitem__, own))),
        "where": "".join(f"M{step} 0v14" for step in steps),
    }


def _row(hit: Hit) -> dict[str, Any]:
    article, module, paragraph = hit.place.article, hit.place.module, hit.place.paragraph
    return {
        "url": address_of(article, module, paragraph.number),
        "number": paragraph.number,
        "module": module.title,
        "position": article.modules.index(module),
        "section": paragraph.section,
        "pieces": hit.pieces,
    }


def _url(typed: str, article: Article, page: int) -> str:
    number = page if page > 1 else None
    return url_for("search.show_search", q=typed, source=article.key, page=number)
