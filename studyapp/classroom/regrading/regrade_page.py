"""The page that regrades an item: both versions, the ways to do it, and whom each changes."""

from typing import Any

from flask import render_template, url_for

from studyapp.bank.catalogue import language_in
from studyapp.bank.grading import key_text
from studyapp.bank.queries import catalogue, question_version
from studyapp.bank.question import Multiple, Question, Single
from studyapp.classroom.assigned.counted import points_kept
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.classes.seat_names import name_order
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.regrading.effect import Regraded
from studyapp.classroom.regrading.queries import (
    Owner,
    find_regrade,
    newer_version_id,
    owners,
    preview,
)
from studyapp.classroom.results.figures import points_figure
from studyapp.classroom.results.result_page import zone_of_class
from studyapp.classroom.sittings.queries import Sitting
from studyapp.classroom.sittings.scoring import (
    NEED_KEY,
    RULE_WORDS,
    KeyMismatchError,
    Rule,
    RuleName,
    why_not,
)
from studyapp.database import db

CHOICES: dict[RuleName, str] = {
    "new_key": "New key only",
    "both_keys": "Both keys count",
    "full_credit": "Full credit",
    "dropped": "Drop the question",
}


def regrade_page(
    sitting: Sitting, item: FrozenItem, chosen: RuleName | None, fault: str = ""
) -> str:
    """Return the page, with the effect of a rule once one is chosen."""
    newer = newer_version_id(item)
    key = question_version(newer) if newer is not None else None
    reasons = {name: why_not(name, item.question, key) for name in CHOICES}
    effect = None
    if chosen is not None and reasons[chosen] is None:
        rule = Rule(chosen, key if chosen in NEED_KEY else None)
        try:
            effect = _effect(sitting, preview(sitting.version_id, item, rule))
        except KeyMismatchError as error:
            reasons[chosen] = str(error)
    address = url_for("regrade.show", sitting_id=sitting.id, position=item.position)
    return render_template(
        "classroom/regrade.html",
        sitting=sitting,
        position=item.position,
        versions=_versions(item.question, key),
        language=language_in(catalogue(), item.module),
        in_force=_in_force(sitting, item),
        choices=[
            {
                "name": name,
                "label": label,
                "words": RULE_WORDS[name],
                "reason": reasons[name],
                "url": f"{address}?rule={name}#effect",
            }
            for name, label in CHOICES.items()
        ],
        chosen=chosen,
        label=CHOICES[chosen] if chosen is not None else "",
        effect=effect,
        key_version_id=newer,
        fault=fault or (reasons[chosen] if chosen is not None else ""),
    )


def _versions(question: Question, key: Question | None) -> list[dict[str, Any]]:
    """Return the question as it was asked and, where there is one, as the bank asks it now."""
    shown = [("As it was asked", question)]
    if key is not None:
        shown.append(("As it stands in the bank", key))
    return [
        {
            "title": title,
            "stem": version.stem,
            "options": _options(version),
            "key": key_text(version),
        }
        for title, version in shown
    ]


def _options(question: Question) -> list[dict[str, Any]]:
    if not isinstance(question, Single | Multiple):
        return []
    return [{"text": option.text, "correct": option.correct} for option in question.options]


def _in_force(sitting: Sitting, item: FrozenItem) -> dict[str, Any] | None:
    regrade = find_regrade(db.session, sitting.version_id, item.position)
    if regrade is None:
        return None
    key = regrade.key_version_id
    unfit = why_not(regrade.rule, item.question, question_version(key) if key is not None else None)
    return {
        "id": regrade.id,
        "unfit": unfit,
        "words": RULE_WORDS[regrade.rule],
        "made": moment_text(regrade.made_at, zone_of_class(sitting.class_id)),
        "undo_url": url_for("regrade.undo", sitting_id=sitting.id, position=item.position),
    }


def _effect(sitting: Sitting, results: list[Regraded]) -> dict[str, Any]:
    """Return whom a rule changes; those of another teacher's sittings are counted, not named."""
    people = owners(sitting.version_id)
    changed = [result for result in results if result.is_changed]
    own = [r for r in changed if people[r.attempt.id].host_id == sitting.host_id]
    rows = [_change(result, people[result.attempt.id]) for result in own]
    return {
        "rows": sorted(rows, key=lambda row: (name_order(row["name"]), row["sitting"])),
        "elsewhere": len(changed) - len(own),
        "unchanged": len(results) - len(changed),
    }


def _change(result: Regraded, owner: Owner) -> dict[str, Any]:
    before, after = result.attempt.tally, result.after
    had, has = (points_kept(tally.points, owner.percent) for tally in (before, after))
    return {
        "name": owner.name,
        "sitting": owner.sitting,
        "before": f"{points_figure(had)} of {points_figure(before.possible)}",
        "after": f"{points_figure(has)} of {points_figure(after.possible)}",
        "gain": f"{points_figure(has - had):+}",
    }
