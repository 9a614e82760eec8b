"""What pages say of whether it is working."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask import render_template

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.kind_words import KIND_WORDS
from studyapp.bank.queries import catalogue
from studyapp.classroom.items.report import SHARES_FROM
from studyapp.counts import counted
from studyapp.percents import percent_figure
from studyapp.progress.retention.breakdown import break_down
from studyapp.progress.retention.queries import LATEST_REVIEWS, latest_reviews, working_of
from studyapp.progress.retention.retention_chart import retention_chart
from studyapp.progress.retention.shares import Share
from studyapp.progress.retention.working import Retention, Working, enough_for, verdict_on
from studyapp.reading.queries import readings_of
from studyapp.review.rating import Confidence
from studyapp.review.session.next_reading import next_module
from studyapp.review.session.selection import label_of

CONFIDENCE_WORDS: Final[dict[Confidence, str]] = {
    "guessed": "Guessed",
    "fairly": "Fairly sure",
    "sure": "Sure",
}
SAID: Final[dict[Confidence, str]] = {
    "guessed": "When you said that you guessed",
    "fairly": "When you said fairly sure",
    "sure": "When you said sure",
}


def working_summary(learner_id: int | None, today: date) -> dict[str, Any]:
    """Return what `progress/_working.html` shows; it takes two statements."""
    found = working_of(learner_id, today)
    return {
        "sentence": retention_sentence(found.lately.all, found.target, "the last 30 days"),
        "sure": said_sentence("sure", found.said["sure"]),
    }


def memory_page(learner_id: int | None, today: date) -> str:
    """Return the page about retention, certainty, kinds and sources."""
    found, served = working_of(learner_id, today), catalogue()
    reviews = latest_reviews(learner_id) if learner_id is not None else []
    parts = break_down(reviews, served)
    retired = [share_row("No longer asked", parts.retired)] if parts.retired.of else []
    compared = [share_row("Comparisons", parts.compared)] if parts.compared.of else []
    kinds = [share_row(KIND_WORDS[kind].capitalize(), s) for kind, s in parts.kinds.items()]
    is_new = not (reviews or found.year.all.of or any(share.of for share in found.said.values()))
    readings = readings_of(learner_id) if is_new and learner_id is not None else {}
    return render_template(
        "progress/memory.html",
        is_new=is_new,
        next_module=next_module(served, readings) if is_new else None,
        target=percent_figure(found.target),
        sentence=retention_sentence(found.lately.all, found.target, "the last 30 days"),
        of_year=retention_sentence(found.year.all, found.target, "the last 365 days"),
        retention=_retention_rows(found),
        chart=retention_chart(found.months, found.target),
        said=[share_row(CONFIDENCE_WORDS[c], share) for c, share in found.said.items()],
        said_sentences=[said_sentence(c, found.said[c]) for c in reversed(found.said)],
        reviews=len(reviews),
        most_reviews=LATEST_REVIEWS,
        kinds=kinds + retired,
        sources=_source_rows(parts.sources.items(), served) + compared + retired,
        shares_from=SHARES_FROM,
    )


def retention_sentence(share: Share, target: float, period: str) -> str:
    """Say in one sentence how recall over a period lies beside its target."""
    wanted = _percent(percent_figure(target))
    if not share.of:
        return f"In {period} no review came a day or more after the answer before."
    percents, verdict = share.percents, verdict_on(share, target)
    if percents is None or verdict == "few":
        return (
            f"In {period} you recalled {share.right} of {counted(share.of, 'review')}, too few to"
            f" compare with your target of {wanted}, which takes {enough_for(target)}."
        )
    interval = f"{percents.low} to {_percent(percents.high)}"
    recalled = f"In {period} you recalled {_percent(percents.percent)} of {share.of:,} reviews"
    if verdict == "within":
        return f"{recalled}: your target of {wanted} lies within the interval of {interval}."
    side = "more" if verdict == "above" else "less"
    other = "below" if verdict == "above" else "above"
    return (
        f"{recalled}, {side} than you aim for: your target of {wanted} lies {other} the"
        f" interval of {interval}."
    )


def said_sentence(confidence: Confidence, share: Share) -> str:
    """Say in one sentence how often the learner was right when they said how sure they were."""
    said, percents = SAID[confidence], share.percents
    if not share.of:
        return f"{said.replace('When you', 'You never', 1)} in the last 365 days."
    if percents is None:
        return f"{said}, you were right {share.right} of {share.of} times, too few for a share."
    return f"{said}, you were right {_percent(percents.percent)} of {share.of:,} times."


def share_row(label: str, share: Share) -> dict[str, Any]:
    """Return a row of a table of shares; `share` is None where there are too few answers."""
    percents = share.percents
    return {
        "label": label,
        "right": share.right,
        "of": share.of,
        "share": percents._asdict() if percents is not None else None,
    }


def _retention_rows(found: Working) -> list[dict[str, Any]]:
    return [
        *_rows_of("Last 30 days", found.lately),
        *_rows_of("Last 365 days", found.year),
    ]


def _rows_of(period: str, retention: Retention) -> list[dict[str, Any]]:
    return [
        share_row(period, retention.all),
        share_row(f"{period}, young", retention.young),
        share_row(f"{period}, mature", retention.mature),
    ]


def _source_rows(sources: Iterable[tuple[str, Share]], served: Catalogue) -> list[dict[str, Any]]:
    return [share_row(label_of(name, served), share) for name, share in sources]


def _percent(number: int) -> str:
    return f"{number}\N{NO-BREAK SPACE}%"
