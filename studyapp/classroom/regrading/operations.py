"""An item is graded by another rule, and by its own key again."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.bank.queries import question_version
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.models import RegradeRow
from studyapp.classroom.quizzes.queries import get_item, rules_in_force
from studyapp.classroom.regrading.effect import Regraded
from studyapp.classroom.regrading.queries import find_regrade, newer_version_id, regrade_all
from studyapp.classroom.sittings.models import AttemptRow, ResponseRow
from studyapp.classroom.sittings.scoring import NEED_KEY, KeyMismatchError, RuleName, why_not
from studyapp.database import write_transaction
from studyapp.errors import BadInputError, ConflictError


def apply_regrade(
    version_id: int,
    position: int,
    rule: RuleName,
    *,
    key_version_id: int | None,
    now: datetime,
) -> int:
    """Grade an item by a rule in every attempt at a quiz; return how many have other points.

    Responses that came since the preview are graded with the others. A rule that was in force
    before is undone.

    Args:
        version_id: of the quiz.
        position: of the item.
        rule: how the item is graded from now on.
        key_version_id: the version of the question that was previewed as the new key.
        now: the moment.

    Raises:
        ConflictError: the question was changed once more since the preview.
        BadInputError: the new key cannot be held against what was answered.
        NotFoundError: the quiz has no such item.
    """
    item = get_item(version_id, position)
    key = newer_version_id(item) if rule in NEED_KEY else None
    if rule in NEED_KEY and (key is None or key != key_version_id):
        raise ConflictError("The question has changed since you looked. Look at the effect again.")
    reason = why_not(rule, item.question, question_version(key) if key is not None else None)
    if reason is not None:
        raise BadInputError(reason)
    with write_transaction() as session:
        _undo(session, version_id, position, now)
        row = RegradeRow(
            version_id=version_id, position=position, rule=rule, key_version_id=key, made_at=now
        )
        session.add(row)
        session.flush()
        return _recompute(session, version_id, item)


def undo_regrade(version_id: int, position: int, regrade_id: int, *, now: datetime) -> int:
    """Grade an item by its own key again; return how many attempts have other points.

    Raises:
        ConflictError: another rule is in force, or none.
        NotFoundError: the quiz has no such item.
    """
    item = get_item(version_id, position)
    with write_transaction() as session:
        regrade = find_regrade(session, version_id, position)
        if regrade is None or regrade.id != regrade_id:
            raise ConflictError("This regrade is not in force any more.")
        _undo(session, version_id, position, now)
        return _recompute(session, version_id, item)


def _undo(session: Session, version_id: int, position: int, now: datetime) -> None:
    session.execute(
        update(RegradeRow)
        .where(
            RegradeRow.version_id == version_id,
            RegradeRow.position == position,
            RegradeRow.undone_at.is_(None),
        )
        .values(undone_at=now)
    )


def _recompute(session: Session, version_id: int, item: FrozenItem) -> int:
    """Store what every attempt becomes; all of them in a few statements."""
    try:
        results = regrade_all(session, version_id, item, rules_in_force(session, version_id))
    except KeyMismatchError as error:
        raise BadInputError(str(error)) from error
    scores = [
        {"id": result.response_id, "score": result.score}
        for result in results
        if result.response_id is not None
    ]
    if scores:
        session.execute(update(ResponseRow), scores)
    if results:
        session.execute(update(AttemptRow), [_values(result) for result in results])
    return sum(result.is_changed for result in results)


def _values(result: Regraded) -> dict[str, object]:
    return {
        "id": result.attempt.id,
        "marks": result.after.marks,
        "points": result.after.points,
        "possible": result.after.possible,
    }
