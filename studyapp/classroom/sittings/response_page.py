"""What a learner is shown of a response once it is judged: verdict, key, reasons, passages."""

from typing import Any

from studyapp.bank.catalogue import language_in
from studyapp.bank.grading import Given, Grade, key_text
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Locate, Multiple, Single
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.key_in_force import rule_sentence, rule_verdict, shown_question
from studyapp.classroom.sittings.queries import Response
from studyapp.classroom.sittings.scoring import Rule, grade_under
from studyapp.review.asking.feedback import (
    given_lines,
    judged_options,
    share_text,
    sources_of,
    verdict_of,
)


def judged_response(
    item: FrozenItem, response: Response | None, rule: Rule | None
) -> dict[str, Any]:
    """Return a judged item for the macros of judged cards; no response is an open item.

    Key and reasons are those in force; a rule that asks no key says its own verdict instead.
    """
    question = item.question
    given: Given = response.given if response is not None else None
    keyed = shown_question(question, given, rule)
    graded = grade_under(question, given, rule)
    shows_options = isinstance(question, Single | Multiple)
    served = catalogue()
    return {
        "kind": question.kind,
        "number": item.position,
        "stem": question.stem,
        "language": language_in(served, item.module),
        "right": graded.right,
        "verdict": _verdict(response, graded),
        "rule_verdict": rule_verdict(rule),
        "options": judged_options(keyed, given, response.shown if response is not None else ()),
        "given_lines": given_lines(question, given),
        "key": [] if shows_options else key_text(keyed),
        "reasons": [] if shows_options or isinstance(question, Locate) else graded.reasons,
        "explanation": keyed.explanation,
        "note": keyed.note,
        "share_text": share_text(keyed, graded) if response is not None else None,
        "sources": sources_of(keyed, served),
        "rule": rule_sentence(question, rule),
        "certainty": response.certainty if response is not None else None,
    }


def _verdict(response: Response | None, graded: Grade) -> str:
    return "Not answered." if response is None else verdict_of(graded, right=graded.right)
