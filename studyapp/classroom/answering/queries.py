"""Reads of what a learner has to work on, and has worked on."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sqlalchemy import or_, select

from studyapp.classroom.assigned.queries import ASSIGNMENT, AssignedQuiz, assignment_of
from studyapp.classroom.classes.queries import classes_by_id, seats_of_learner
from studyapp.classroom.sittings.models import AssignmentRow, AttemptRow, SittingRow
from studyapp.classroom.sittings.queries import ATTEMPT, SITTING, Attempt, Sitting
from studyapp.database import db

_WIDTH: Final = len(SITTING)


@dataclass(frozen=True, slots=True)
class Work:
    """An assigned quiz with the attempts of one learner in their order.

    Attributes:
        has_seat: the learner is on the roster of its class, and the class goes on.
    """

    quiz: AssignedQuiz
    attempts: list[Attempt]
    has_seat: bool

    @property
    def open_attempt(self) -> Attempt | None:
        """Return the attempt that was not handed in yet."""
        return next((found for found in self.attempts if found.submitted_at is None), None)

    @property
    def attempts_left(self) -> int | None:
        """Return how many attempts can still be begun; None for as many as they like."""
        most = self.quiz.assignment.attempts
        return None if most is None else max(most - len(self.attempts), 0)


def work_of(learner_id: int) -> list[Work]:
    """Return what is assigned to the classes of a learner, and what they have worked on, by close.

    What they have worked on stays, also when they left the class.
    """
    class_ids = {seat.class_id for seat in seats_of_learner(learner_id)}
    attempts = _attempts_by_sitting(learner_id)
    rows = db.session.execute(
        select(*SITTING, *ASSIGNMENT)
        .join(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
        .where(or_(SittingRow.class_id.in_(class_ids), SittingRow.id.in_(attempts)))
        .order_by(AssignmentRow.closes_at, SittingRow.id)
    )
    found = [(Sitting(*row[:_WIDTH]), assignment_of(row[_WIDTH:])) for row in rows]
    classes = classes_by_id({sitting.class_id or 0 for sitting, _ in found})
    return [
        Work(
            AssignedQuiz(sitting, assignment, classes[sitting.class_id or 0]),
            attempts.get(sitting.id, []),
            sitting.class_id in class_ids,
        )
        for sitting, assignment in found
    ]


def _attempts_by_sitting(learner_id: int) -> dict[int, list[Attempt]]:
    found: dict[int, list[Attempt]] = defaultdict(list)
    statement = (
        select(*ATTEMPT)
        .join(AssignmentRow, AssignmentRow.sitting_id == AttemptRow.sitting_id)
        .where(AttemptRow.learner_id == learner_id)
        .order_by(AttemptRow.number)
    )
    for row in db.session.execute(statement):
        attempt = Attempt(*tuple(row))
        found[attempt.sitting_id].append(attempt)
    return found
