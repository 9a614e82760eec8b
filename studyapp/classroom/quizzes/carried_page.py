"""What was regraded at an earlier use of a quiz, told before it is used again."""

from typing import Any

from flask import url_for

from studyapp.accounts.access import current_zone
from studyapp.bank.catalogue import Catalogue, language_in
from studyapp.bank.queries import catalogue
from studyapp.classroom.quizzes.queries import Quiz, get_frozen
from studyapp.classroom.quizzes.use_queries import CarriedRegrade, carried_regrades
from studyapp.classroom.sittings.scoring import RULE_WORDS
from studyapp.day_words import day_text


def carried_lines(quiz: Quiz) -> list[dict[str, Any]]:
    """Return what pages say of each rule that the next use of a quiz takes over."""
    served = catalogue()
    return [_line(regrade, served) for regrade in carried_regrades(quiz, served)]


def _line(regrade: CarriedRegrade, served: Catalogue) -> dict[str, Any]:
    item = get_frozen(regrade.version_id).items[regrade.position - 1]
    place: dict[str, Any] = {"sitting_id": regrade.sitting_id, "position": regrade.position}
    return {
        "position": regrade.position,
        "stem": item.question.stem,
        "language": language_in(served, item.module),
        "words": RULE_WORDS[regrade.rule],
        "day": day_text(regrade.made_at.astimezone(current_zone()).date()),
        "url": url_for("regrade.show", **place) if regrade.sitting_id is not None else None,
    }
