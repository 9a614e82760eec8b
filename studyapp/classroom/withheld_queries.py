"""Which results are not shown yet to whom they are about."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, select

from studyapp.classroom.assignment_queries import get_assigned, shows_feedback
from studyapp.classroom.sitting_models import AttemptRow, LiveRow, ResponseRow, SittingRow
from studyapp.classroom.sitting_queries import get_attempt
from studyapp.clock import utc_now
from studyapp.database import db, table_of


def withheld_rows(learner_id: int) -> Mapping[str, ColumnElement[bool]]:
    """Pick the rows of a learner whose verdicts are not shown to them yet, by table."""
    entries = db.session.execute(
        select(AttemptRow.id, AttemptRow.sitting_id, SittingRow.kind, LiveRow.phase)
        .join(SittingRow, SittingRow.id == AttemptRow.sitting_id)
        .outerjoin(LiveRow, LiveRow.sitting_id == SittingRow.id)
        .where(AttemptRow.learner_id == learner_id)
    )
    withheld = [entry.id for entry in entries.all() if not _is_shown(*entry)]
    return {
        "attempt": table_of(AttemptRow).c.id.in_(withheld),
        "response": table_of(ResponseRow).c.attempt_id.in_(withheld),
    }


def _is_shown(attempt_id: int, sitting_id: int, kind: str, phase: str | None) -> bool:
    """Tell whether the result of an attempt is shown; of a paper quiz the teacher shows it."""
    if kind == "live":
        return phase == "done"
    if kind == "paper":
        return True
    return shows_feedback(db.session, get_assigned(sitting_id), get_attempt(attempt_id), utc_now())
