"""What a card asks before it shows its choices, where the learner wants that."""

from typing import Any, Literal

from flask import request, url_for

from studyapp.review.asking.card import Filled, first_value
from studyapp.review.plan.habit_queries import habits_of

Recall = Literal["hidden", "yes", "no"]
"""The choices are hidden, or shown after the learner said that they know it or not."""

KINDS = ("single", "multiple")
"""Kinds that can be answered in the head before their choices are seen."""


def recalls_first(learner_id: int | None) -> bool:
    """Tell whether a learner wants to recall before choices are shown."""
    return habits_of(learner_id).recall_first


def asked_recall(learner_id: int | None) -> Recall | None:
    """Return how far the card that is asked for has come; None where it shows all at once."""
    if not recalls_first(learner_id):
        return None
    said = request.args.get("recalled")
    return "yes" if said == "yes" else "no" if said == "no" else "hidden"


def recall_step(
    recall: Recall | None, kind: str, question_id: int, filled: Filled
) -> dict[str, Any] | None:
    """Return what a card says of recall: the ways to its choices, or what was said before them."""
    if recall is None or kind not in KINDS:
        return None
    said = first_value(filled, "recalled") or recall
    if said != "hidden":
        return {"said": said}
    return {
        "said": None,
        "yes_url": _shown_url(question_id, "yes"),
        "no_url": _shown_url(question_id, "no"),
    }


def _shown_url(question_id: int, said: Recall) -> str:
    """Return the address of the same card with its choices shown."""
    values: dict[str, Any] = request.args.to_dict() | (request.view_args or {})
    return url_for(str(request.endpoint), **values | {"recalled": said, "question": question_id})
