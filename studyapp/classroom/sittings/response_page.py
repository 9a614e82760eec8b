"""What a learner is shown of a response once it is judged: verdict, key, reasons, passages."""

from collections.abc import Mapping
from typing import Any, Final

from studyapp.bank.grading import Given, grade, key_text
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Locate, Multiple, Single
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.queries import Response
from studyapp.classroom.sittings.scoring import Rule
from studyapp.review.asking.feedback import (
    given_lines,
    judged_options,
    lead_of,
    share_text,
    sources_of,
)

RULE_SENTENCES: Final[Mapping[str, str]] = {
    "new_key": "The key of this question was changed after the quiz. The new key counts.",
    "both_keys": "The key of this question was changed after the quiz. Both keys count.",
    "full_credit": "Everybody has got this question right, whatever they answered.",
    "dropped": "This question was taken out of the quiz. It counts for nobody.",
}


def judged_response(
    item: FrozenItem, response: Response | None, rule: Rule | None = None
) -> dict[str, Any]:
    """Return a judged item for the macros of judged cards; no response is an open item."""
    question = item.question
    given: Given = response.given if response is not None else None
    shown = response.shown if response is not None else ()
    graded = grade(question, given)
    right = response is not None and response.score >= 1
    shows_options = isinstance(question, Single | Multiple)
    return {
        "kind": question.kind,
        "number": item.position,
        "stem": question.stem,
        "right": right,
        "verdict": _verdict(response, right=right),
        "lead": lead_of(question, right),
        "options": judged_options(question, given, shown),
        "given_lines": given_lines(question, given),
        "key": [] if shows_options else key_text(question),
        "reasons": [] if shows_options or isinstance(question, Locate) else graded.reasons,
        "explanation": question.explanation,
        "note": question.note,
        "share_text": share_text(question, graded) if response is not None else None,
        "sources": sources_of(question, catalogue()),
        "rule": RULE_SENTENCES[rule.name] if rule is not None else None,
        "certainty": response.certainty if response is not None else None,
    }


def _verdict(response: Response | None, *, right: bool) -> str:
    if response is None:
        return "Not answered."
    return "Right." if right else "Not quite."
