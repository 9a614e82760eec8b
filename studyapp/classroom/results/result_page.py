"""The pages of results: the grid of a sitting, and one attempt answer by answer."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from markupsafe import Markup

from studyapp.accounts.access import current_zone
from studyapp.bank.catalogue import Catalogue, address_of, language_in
from studyapp.bank.grading import key_text
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Multiple, Question, Single
from studyapp.classroom.assigned.counted import WHOLE, worth_of
from studyapp.classroom.assigned.queries import get_assignment
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.classes.queries import find_class
from studyapp.classroom.items.report import SHARES_FROM
from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.results.figures import points_figure, points_text
from studyapp.classroom.results.grid import LEGEND, WORDS, Column, columns_of, grid_body
from studyapp.classroom.results.queries import absent_from, name_of_attempt, results_at
from studyapp.classroom.sittings.attempt_order import items_of
from studyapp.classroom.sittings.key_in_force import shown_question
from studyapp.classroom.sittings.marks import asked_in
from studyapp.classroom.sittings.queries import Attempt, Response, Sitting, responses_of
from studyapp.classroom.sittings.scoring import RULE_WORDS, Rule, grade_under, verdict_under
from studyapp.database import db
from studyapp.percents import percent_or_none
from studyapp.review.asking.feedback import given_lines, judged_options
from studyapp.zones import zone_named

KINDS = {"assigned": "Assigned", "live": "Live", "paper": "On paper"}
VERDICTS = {
    "right": "Right",
    "near": "Nearly right",
    "wrong": "Wrong",
    "full credit": "Full credit",
    "dropped": "Not counted",
}


def sitting_page(sitting: Sitting) -> str:
    """Return the grid of a sitting; no response is read for it."""
    quiz = get_frozen(sitting.version_id)
    rows = results_at(sitting.id)
    school_class = find_class(sitting.class_id)
    served = catalogue()
    attempts_url = url_for("sittings.show_sitting", sitting_id=sitting.id) + "/attempts/"
    return render_template(
        "classroom/sitting.html",
        sitting=sitting,
        kind=KINDS[sitting.kind],
        school_class=school_class,
        items=quiz.items,
        languages=[language_in(served, item.module) for item in quiz.items],
        body=Markup(grid_body(rows, attempts_url)),  # noqa: S704 -- it escapes the names
        columns=[_column(column) for column in columns_of(rows, len(quiz.items))],
        begun=sum(not row.is_out for row in rows),
        handed_in=sum(row.submitted_at is not None and not row.is_out for row in rows),
        absent=absent_from(sitting.id),
        legend=LEGEND,
        shares_from=SHARES_FROM,
    )


def attempt_page(sitting: Sitting, attempt: Attempt) -> str:
    """Return one attempt: what was asked, what was said, and what it is worth."""
    quiz = get_frozen(sitting.version_id)
    responses = responses_of(db.session, attempt.id)
    rules = rules_in_force(db.session, quiz.version_id)
    zone = zone_of_class(sitting.class_id)
    late_percent = get_assignment(db.session, sitting.id).late_percent if attempt.is_late else WHOLE
    return render_template(
        "classroom/attempt.html",
        sitting=sitting,
        attempt=attempt,
        name=name_of_attempt(attempt.id),
        points=points_text(worth_of(attempt, late_percent)),
        before_late=points_text(worth_of(attempt)),
        late_percent=late_percent,
        started=moment_text(attempt.started_at, zone),
        submitted=moment_text(attempt.submitted_at, zone) if attempt.submitted_at else None,
        zone=zone.key,
        answers=[
            _answer(item, attempt.marks, responses.get(item.position), rules, zone)
            for item in _asked(quiz, attempt)
        ],
    )


def zone_of_class(class_id: int | None) -> ZoneInfo:
    """Return the time zone in which a class is told times; without a class the teacher's own."""
    found = find_class(class_id)
    return (zone_named(found.zone) if found is not None else None) or current_zone()


def _column(column: Column) -> dict[str, Any]:
    percent = percent_or_none(column.share)
    return {"right": column.right, "answered": column.answered, "percent": percent}


def _asked(quiz: FrozenQuiz, attempt: Attempt) -> list[FrozenItem]:
    """Return the items that were put before the learner, in the order of the attempt."""
    asked = asked_in(attempt.marks)
    return [item for item in items_of(quiz, attempt.seed) if item.position in asked]


def _answer(
    item: FrozenItem,
    marks: str,
    response: Response | None,
    rules: dict[int, Rule],
    zone: ZoneInfo,
) -> dict[str, Any]:
    """Return what the page shows of an item: as it was asked, with the key in force."""
    question, rule = item.question, rules.get(item.position)
    given = response.given if response is not None else None
    keyed = shown_question(question, given, rule)
    has_options = isinstance(question, Single | Multiple)
    served = catalogue()
    return {
        "position": item.position,
        "kind": question.kind,
        "stem": question.stem,
        "language": language_in(served, item.module),
        "mark": WORDS[marks[item.position - 1]],
        "is_blank": response is None,
        "knows_not": response is not None and given is None,
        "options": judged_options(keyed, given, response.shown if response is not None else ()),
        "given_lines": given_lines(question, given),
        "key": [] if has_options else key_text(keyed),
        "right": grade_under(question, given, rule).right,
        "verdict": _verdict(question, response, rule) if response is not None else None,
        "score": points_figure(response.score) if response is not None else None,
        "certainty": response.certainty if response is not None else None,
        "rule": RULE_WORDS[rule.name] if rule is not None else None,
        "answered": moment_text(response.answered_at, zone) if response is not None else None,
        "passages": _passages(keyed, served),
    }


def _verdict(question: Question, response: Response, rule: Rule | None) -> str:
    """Return the verdict that goes with the score: by the key in force, or by a rule without."""
    return VERDICTS[verdict_under(question, response.given, rule, response.verdict)]


def _passages(question: Question, served: Catalogue) -> list[dict[str, Any]]:
    places = served.places
    found = (places[name] for name in question.paragraphs if name in places)
    return [
        {
            "label": place.article.label,
            "number": place.paragraph.number,
            "url": address_of(place.article, place.module, place.paragraph.number),
        }
        for place in found
    ]
