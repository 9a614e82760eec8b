"""What a learner is shown after an answer: the key, the reasons, and the passages that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from studyapp.bank.catalogue import Catalogue, Place, address_of
from studyapp.bank.grading import Given, Grade, key_text
from studyapp.bank.question import (
    Evidence,
    Locate,
    Match,
    Multiple,
    Order,
    Question,
    Single,
)
from studyapp.bank.quotes import quote_span
from studyapp.percents import percent_figure
from studyapp.reading.paragraph_html import paragraph_html
from studyapp.review.memory import RETENTION_DEFAULT, Memory, recall_after
from studyapp.review.session.due_queue import next_interval_text

CURVE_HEIGHT = 44
CURVE_END = 134
CURVE_STEPS = 12
CURVE_FLOOR = 0.7
"""The curve shows recall from 100 % at the top down to this share at the bottom."""


@dataclass(frozen=True, slots=True)
class JudgedOption:
    """An option after the answer."""

    text: str
    correct: bool
    chosen: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph that proves the answer, its quote marked, and where it stands."""

    label: str
    number: int
    section: str | None
    html: str
    url: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """What was said with certainty beside what the source says.

    Attributes:
        proof: the words of the source, or the right arrangement.
        head: what stands over the proof.
    """

    said: str
    proof: str
    head: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The forgetting curve until the next review, as an SVG path and its end."""

    d: str
    dot_x: float
    dot_y: float
    goal_y: float


def judged_options(question: Question, given: Given, shown: Sequence[int]) -> list[JudgedOption]:
    """Return the options in the order shown, or in that of the file where none was.

    Empty for kinds without options.
    """
    if not isinstance(question, Single | Multiple):
        return []
    chosen = {given} if isinstance(given, int) else set(given or ())
    return [
        JudgedOption(
            question.options[n].text,
            question.options[n].correct,
            n in chosen,
            question.options[n].why,
        )
        for n in shown or range(len(question.options))
    ]


def given_lines(question: Question, given: Given) -> list[str]:
    """Return what was answered in words, a line a part; empty for options and for None."""
    if given is None or isinstance(question, Single | Multiple):
        return []
    if isinstance(question, Locate):
        return [f"Paragraph {str(given).partition(':')[2]}"]
    if not isinstance(given, list):
        return [str(given)]
    if isinstance(question, Order | Match):
        return _positions_lines(question, [n for n in given if isinstance(n, int)])
    return [str(text) for text in given]


def _positions_lines(question: Order | Match, given: Sequence[int]) -> list[str]:
    if isinstance(question, Order):
        return [question.items[n] for n in given]
    pairs = zip(question.pairs, given, strict=True)
    return [f"{pair.left}: {question.pairs[n].right}" for pair, n in pairs]


def said_lines(question: Question, given: Given) -> list[str]:
    """Return what was answered in words, a line a part, options among them; empty for None."""
    if not isinstance(question, Single | Multiple):
        return given_lines(question, given)
    chosen = {given} if isinstance(given, int) else set(given or ())
    return [option.text for n, option in enumerate(question.options) if n in chosen]


def share_text(question: Question, grade: Grade) -> str | None:
    """Say how much of an answer with several parts was right, when only some was."""
    if grade.right or not isinstance(question, Multiple | Order | Match) or not grade.score:
        return None
    return f"{percent_figure(grade.score)} % of it was right."


def sources_of(question: Question, catalogue: Catalogue) -> list[Source]:
    """Return the passages of the evidence, each paragraph once with all its quotes marked."""
    by_paragraph: dict[str, list[Evidence]] = {}
    for evidence in question.evidence:
        by_paragraph.setdefault(evidence.paragraph, []).append(evidence)
    return [
        _source(catalogue.places[paragraph_id], entries)
        for paragraph_id, entries in by_paragraph.items()
        if paragraph_id in catalogue.places
    ]


def contrast_of(question: Question, given: Given, catalogue: Catalogue) -> Contrast | None:
    """Set what was answered against the first passage that proves the key.

    An arrangement is set against the right one: no one sentence of the source holds it. None when
    nothing was answered, or when the passage is served no more.
    """
    evidence = question.evidence[0]
    place = catalogue.places.get(evidence.paragraph)
    if given is None or place is None:
        return None
    said = "; ".join(said_lines(question, given))
    if isinstance(question, Order | Match):
        kind = "order" if isinstance(question, Order) else "pairs"
        return Contrast(said, "; ".join(key_text(question)), f"The right {kind}")
    return Contrast(
        said, evidence.quote, f"{place.article.label}, paragraph {place.paragraph.number}"
    )


def forgetting_curve(memory: Memory) -> Curve:
    """Draw recall from the review to the due day, in a box of 150 by 44."""
    days = max((memory.due_on - memory.reviewed_on).days, 1)
    shares = [step / CURVE_STEPS for step in range(CURVE_STEPS + 1)]
    points = [(share * CURVE_END, _height(recall_after(memory, share * days))) for share in shares]
    path = " ".join(f"{'L' if n else 'M'}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(points))
    end_x, end_y = points[-1]
    return Curve(path, round(end_x, 1), round(end_y, 1), round(_height(RETENTION_DEFAULT), 1))


def due_text(memory: Memory, today: date) -> str:
    """Say in words when a question comes back."""
    return next_interval_text((memory.due_on - today).days)


def verdict_of(grade: Grade, *, right: bool) -> str:
    """Say what an answer was worth; `right` because its grade or its learner says so."""
    if right:
        return "Right."
    if grade.verdict == "near":
        return "Nearly right."
    return "Partly right." if grade.score else "Not quite."


def next_text(due: str, *, again_today: bool) -> str:
    """Say when a question comes back: a miss does so on the same day, then on the day it is due."""
    return f"once more today, then {due}" if again_today else due


def _height(share: float) -> float:
    """Return how far below the top of the box a recall is drawn."""
    visible = max(share, CURVE_FLOOR)
    return 4 + (1 - visible) / (1 - CURVE_FLOOR) * (CURVE_HEIGHT - 8)


def _source(place: Place, entries: Sequence[Evidence]) -> Source:
    paragraph = place.paragraph
    spans = (quote_span(paragraph.text, entry.quote) for entry in entries)
    marks = tuple(sorted(span for span in spans if span is not None))
    return Source(
        label=place.article.label,
        number=paragraph.number,
        section=paragraph.section,
        html=paragraph_html(paragraph, marks),
        url=address_of(place.article, place.module, paragraph.number),
    )
