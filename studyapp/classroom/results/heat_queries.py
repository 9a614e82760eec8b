"""Reads for the heat map: first attempts of a class, summed up by question."""

from collections import defaultdict

from sqlalchemy import Select, func, select

from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.results.passage_heat import AskedQuiz
from studyapp.classroom.sittings.marks import RIGHT
from studyapp.classroom.sittings.models import STUDY, AttemptRow, PlayerRow, ResponseRow, SittingRow
from studyapp.database import db


def articles_asked(class_id: int) -> list[str]:
    """Return keys of the articles that prove what the class was asked, by key."""
    versions = db.session.scalars(
        select(SittingRow.version_id)
        .where(SittingRow.class_id == class_id, SittingRow.kind != STUDY)
        .distinct()
    )
    paragraphs = (
        paragraph
        for version_id in versions
        for item in get_frozen(version_id).items
        for paragraph in item.question.paragraphs
    )
    return sorted({paragraph.partition(":")[0] for paragraph in paragraphs})


def asked_quizzes(class_id: int) -> list[AskedQuiz]:
    """Return the first attempts of the class at each sitting, those handed in alone."""
    rows = db.session.execute(
        _firsts(class_id).with_only_columns(SittingRow.id, SittingRow.version_id, AttemptRow.marks)
    )
    marks: dict[tuple[int, int], list[str]] = defaultdict(list)
    for sitting_id, version_id, of_attempt in rows:
        marks[sitting_id, version_id].append(of_attempt)
    points = _points(class_id)
    return [
        _asked_quiz(version_id, of_sitting, points[sitting_id])
        for (sitting_id, version_id), of_sitting in marks.items()
    ]


def _asked_quiz(version_id: int, marks: list[str], points: dict[int, float]) -> AskedQuiz:
    """Everybody who was asked has full credit where it is given, also without a response."""
    rules = rules_in_force(db.session, version_id)
    given = {n for n, rule in rules.items() if rule.name == "full_credit"}
    full = {n: float(sum(m[n - 1] == RIGHT for m in marks)) for n in given}
    return AskedQuiz(get_frozen(version_id), marks, points | full)


def _points(class_id: int) -> dict[int, dict[int, float]]:
    """Return what responses are worth together, by sitting and position."""
    firsts = _firsts(class_id).with_only_columns(AttemptRow.id)
    rows = db.session.execute(
        select(AttemptRow.sitting_id, ResponseRow.position, func.sum(ResponseRow.score))
        .join(AttemptRow, AttemptRow.id == ResponseRow.attempt_id)
        .where(AttemptRow.id.in_(firsts))
        .group_by(AttemptRow.sitting_id, ResponseRow.position)
    )
    points: dict[int, dict[int, float]] = defaultdict(dict)
    for sitting_id, position, total in rows:
        points[sitting_id][position] = total
    return points


def _firsts(class_id: int) -> Select[int]:
    return (
        select(AttemptRow.id)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .outerjoin(PlayerRow, PlayerRow.attempt_id == AttemptRow.id)
        .where(
            SittingRow.class_id == class_id,
            AttemptRow.number == 1,
            AttemptRow.submitted_at.is_not(None),
            PlayerRow.kicked_at.is_(None),
        )
    )
