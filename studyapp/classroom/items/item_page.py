"""The page that says how the questions of a quiz did."""

from pathlib import Path
from typing import Any

from flask import current_app, render_template, url_for

from studyapp.bank.bank_file import places_in_bank
from studyapp.bank.catalogue import language_in
from studyapp.bank.queries import catalogue
from studyapp.classroom.items.queries import count_sittings, tallies_of, works_of
from studyapp.classroom.items.report import (
    SHARES_FROM,
    WORDS_FROM,
    ItemReport,
    OptionReport,
    report_item,
)
from studyapp.classroom.items.statistics import (
    Estimate,
    ItemSums,
    Reliability,
    reliability,
    summed,
    tally_sums,
)
from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.results.figures import points_figure
from studyapp.classroom.sittings.queries import Sitting
from studyapp.classroom.sittings.scoring import RULE_WORDS, Rule
from studyapp.database import db
from studyapp.percents import percent_figure, percent_or_none


def items_page(sitting: Sitting) -> str:
    """Return the statistics of every item, over all sittings of this version of the quiz."""
    quiz = get_frozen(sitting.version_id)
    rules = rules_in_force(db.session, quiz.version_id)
    works = list(works_of(db.session, quiz, rules).values())
    erased = tallies_of(db.session, quiz.version_id)
    sums = summed([erased, *map(tally_sums, works)])
    has_rest = _least_counted(quiz, rules) > 1
    reports = [
        report_item(
            item,
            rules.get(item.position),
            sums.get(item.position, ItemSums()),
            works,
            has_rest=has_rest,
        )
        for item in quiz.items
    ]
    places = _places(quiz)
    served = catalogue()
    return render_template(
        "classroom/items.html",
        sitting=sitting,
        version=quiz.number,
        people=len(works),
        sittings=count_sittings(db.session, quiz.version_id),
        has_erased=bool(erased),
        shares_from=SHARES_FROM,
        words_from=WORDS_FROM,
        reliability=_reliability(reliability(works), len(works)),
        items=[
            _item(sitting, item, report, rules.get(item.position))
            | {
                "place": places.get(item.question.id),
                "language": language_in(served, item.module),
            }
            for item, report in zip(quiz.items, reports, strict=True)
        ],
    )


def _least_counted(quiz: FrozenQuiz, rules: dict[int, Rule]) -> int:
    """Return how many items every learner had at least, those that were dropped left out."""
    dropped = sum(rule.name == "dropped" for rule in rules.values())
    return min(quiz.draw_count or len(quiz.items), len(quiz.items)) - dropped


def _reliability(found: Reliability | None, people: int) -> dict[str, Any] | None:
    """Return alpha with what it means; None where it cannot be said of so few, or at all."""
    if found is None or people < WORDS_FROM:
        return None
    return {
        "alpha": f"{found.alpha:.2f}",
        "error": points_figure(found.error),
        "people": found.people,
        "items": found.items,
    }


def _item(
    sitting: Sitting, item: FrozenItem, report: ItemReport, rule: Rule | None
) -> dict[str, Any]:
    return {
        "position": item.position,
        "stem": item.question.stem,
        "kind": item.question.kind,
        "people": report.people,
        "points": points_figure(report.points),
        "blanks": report.blanks,
        "facility": _estimate(report.facility),
        "beyond_chance": percent_or_none(report.beyond_chance),
        "doubt": report.doubt,
        "rest": _correlation(report.rest),
        "words": report.words,
        "is_weak": report.is_weak,
        "options": [_option(option) for option in report.options],
        "linked": report.linked,
        "rule": RULE_WORDS[rule.name] if rule is not None else None,
        "regrade_url": url_for("regrade.show", sitting_id=sitting.id, position=item.position),
    }


def _places(quiz: FrozenQuiz) -> dict[str, str]:
    """Return file and line in the bank of each item that is there, by its question."""
    folder = Path(current_app.config["QUESTION_BANK"])
    return places_in_bank(folder, [(item.module, item.question.id) for item in quiz.items])


def _estimate(estimate: Estimate | None) -> dict[str, int] | None:
    if estimate is None:
        return None
    return {
        "percent": percent_figure(estimate.value),
        "low": percent_figure(estimate.low),
        "high": percent_figure(estimate.high),
    }


def _correlation(estimate: Estimate | None) -> str | None:
    if estimate is None:
        return None
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _option(option: OptionReport) -> dict[str, Any]:
    return {
        "text": option.text,
        "is_key": option.is_key,
        "count": option.count,
        "percent": percent_or_none(option.share),
        "link": f"{option.link:.2f}" if option.link is not None else None,
        "is_idle": option.is_idle,
    }
