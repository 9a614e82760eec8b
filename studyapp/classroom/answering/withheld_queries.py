"""Which results are not shown yet to whom they are about."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, select

from studyapp.classroom.answering.queries import work_of
from studyapp.classroom.assigned.queries import is_shown, last_ends
from studyapp.classroom.sittings.models import AttemptRow, LiveRow, ResponseRow
from studyapp.clock import utc_now
from studyapp.database import db, table_of


def withheld_rows(learner_id: int) -> Mapping[str, ColumnElement[bool]]:
    """Pick the rows of a learner whose verdicts are not shown to them yet, by table.

    Of a paper quiz none is: its teacher shows them.
    """
    withheld = [*_of_assigned(learner_id), *_of_live(learner_id)]
    return {
        "attempt": table_of(AttemptRow).c.id.in_(withheld),
        "response": table_of(ResponseRow).c.attempt_id.in_(withheld),
    }


def _of_assigned(learner_id: int) -> list[int]:
    works, now = work_of(learner_id), utc_now()
    ends = last_ends(db.session, [work.quiz for work in works])
    return [
        attempt.id
        for work in works
        for attempt in work.attempts
        if not is_shown(work.quiz, attempt, ends[work.quiz.sitting.id], now)
    ]


def _of_live(learner_id: int) -> list[int]:
    played = (
        select(AttemptRow.id)
        .join(LiveRow, LiveRow.sitting_id == AttemptRow.sitting_id)
        .where(AttemptRow.learner_id == learner_id, LiveRow.phase != "done")
    )
    return list(db.session.scalars(played))
