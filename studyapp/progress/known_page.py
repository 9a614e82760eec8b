"""What the progress page says of what is known now, and of what is fading."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from studyapp.bank.catalogue import Catalogue, address_of, module_id
from studyapp.bank.question import COMPARE
from studyapp.progress.known import FOUR_WEEKS, WEEK, Known, Standing, standing_on
from studyapp.progress.overview import Learning, SourceCard, source_card
from studyapp.progress.reading.memory_map import Passage, wait_text, weakest_passages
from studyapp.progress.strokes import is_lasting
from studyapp.review.days.past_queries import memories_on

WEAKEST_SHOWN = 10
EARLIER = (("a week ago", WEEK), ("four weeks ago", FOUR_WEEKS))


def known_part(served: Catalogue, learning: Learning, learner_id: int | None) -> dict[str, Any]:
    """Return what is known now and what was known earlier, in all and by source."""
    standings = _standings(learning, learner_id)
    everything = _at_each(standings, served.questions)
    held = [memory for n, memory in learning.memories.items() if n in served.questions]
    return {
        "now": everything[0],
        "earlier": _earlier(everything),
        "lasting": sum(map(is_lasting, held)),
        "retired": len(learning.memories) - len(held),
        "questions": len(served.questions),
        "articles": [_article(served, key, learning, standings) for key in served.articles],
        "compare": _compare(served, standings),
    }


def fading_part(served: Catalogue, learning: Learning) -> list[dict[str, Any]]:
    """Return the weakest passages with the way to read and to review them."""
    weakest = weakest_passages(served, learning, WEAKEST_SHOWN)
    return [_passage(served, passage, learning) for passage in weakest]


def _standings(learning: Learning, learner_id: int | None) -> tuple[Standing, ...]:
    """Return what is held today and on each earlier day; none of the latter of a visitor."""
    now = standing_on(learning.today, learning.memories)
    if learner_id is None:
        return now, *(Standing({}) for _ in EARLIER)
    days = [learning.today - ago for _, ago in EARLIER]
    held = [(day, memories_on(learner_id, day, learning.memories)) for day in days]
    return now, *(standing_on(day, memories) for day, memories in held)


def _at_each(standings: Iterable[Standing], questions: Iterable[int]) -> list[Known]:
    asked = list(questions)
    return [standing.known(asked) for standing in standings]


def _earlier(at_each: Sequence[Known]) -> list[tuple[str, Known]]:
    """Return what was known earlier with words for the day; what was not asked then has none."""
    words = [words for words, _ in EARLIER]
    return [pair for pair in zip(words, at_each[1:], strict=True) if pair[1].met]


def _article(
    served: Catalogue, key: str, learning: Learning, standings: Sequence[Standing]
) -> dict[str, Any]:
    card: SourceCard = source_card(served, served.articles[key], learning)
    modules = served.articles[key].modules
    questions = [
        served.by_module.get(module_id(served.articles[key], module), ()) for module in modules
    ]
    at_each = _at_each(standings, [n for ids in questions for n in ids])
    rows = zip(card.modules, questions, strict=True)
    return {
        "card": card,
        "now": at_each[0],
        "earlier": _earlier(at_each),
        "map_url": url_for("map.show_map", article_key=key),
        "modules": [(row, _at_each(standings, ids)) for row, ids in rows],
    }


def _compare(served: Catalogue, standings: Sequence[Standing]) -> dict[str, Any] | None:
    """Describe the questions that compare sources; None when there are none."""
    questions = served.by_module.get(COMPARE, ())
    at_each = _at_each(standings, questions)
    if not questions:
        return None
    return {
        "url": url_for("check.start_check", module=COMPARE),
        "questions": len(questions),
        "now": at_each[0],
        "earlier": _earlier(at_each),
    }


def _passage(served: Catalogue, passage: Passage, learning: Learning) -> dict[str, Any]:
    place = served.places[passage.paragraph_id]
    due = [n for n in passage.met if n in learning.due]
    return {
        "label": place.article.label,
        "number": place.paragraph.number,
        "text": place.paragraph.text,
        "url": address_of(place.article, place.module, place.paragraph.number),
        "recall": passage.recall,
        "review_url": _review_url(served, due[0]) if due else None,
        "wait": wait_text(passage.met[0], learning),
    }


def _review_url(served: Catalogue, question_id: int) -> str:
    return url_for("review.show_next", only=served.questions[question_id].module)
