"""Reads of what a learner missed in class, for their own review."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.sittings.queries import Attempt, Response, get_sitting, responses_of
from studyapp.review.models import ReviewLogRow
from studyapp.storage.prepared import AnySession

MISSES = uuid.UUID("5d3d2a52-6b7a-4d0e-9d0f-3c1f8c6f5b1e")
"""The space of names of answers that were missed in class."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A response that was not wholly right; `answer_id` names it in the learner's own log."""

    answer_id: str
    item: FrozenItem
    response: Response


def misses_of(session: AnySession, attempt: Attempt) -> list[Miss]:
    """Return what was answered in an attempt and missed, under the rules in force.

    Left out are items that were dropped and questions that have left the bank.
    """
    version_id = get_sitting(attempt.sitting_id, session).version_id
    served, rules = catalogue(session).questions, rules_in_force(session, version_id)
    responses = responses_of(session, attempt.id)
    return [
        Miss(miss_id(attempt, item.position), item, response)
        for item in get_frozen(version_id).items
        if (response := responses.get(item.position)) is not None
        and response.score < 1
        and item.question_id in served
        and not ((rule := rules.get(item.position)) and rule.name == "dropped")
    ]


def new_misses(session: AnySession, attempt: Attempt) -> list[Miss]:
    """Return the misses of an attempt that are not in its learner's log yet."""
    missed = misses_of(session, attempt)
    known = set(
        session.scalars(
            select(ReviewLogRow.entry_uuid).where(
                ReviewLogRow.learner_id == attempt.learner_id,
                ReviewLogRow.entry_uuid.in_([miss.answer_id for miss in missed]),
            )
        )
    )
    return [miss for miss in missed if miss.answer_id not in known]


def takes_every_miss(session: AnySession, attempt: Attempt) -> bool:
    """Tell whether the learner has said for the whole class that misses enter their review."""
    found = select(SeatRow.shares_misses).where(SeatRow.id == attempt.seat_id)
    return bool(session.scalar(found))


def miss_id(attempt: Attempt, position: int) -> str:
    """Return the id of a missed item in the learner's log, the same at every try.

    It follows from what stays with the attempt for good; numbers of rows can come again.
    """
    return str(uuid.uuid5(MISSES, f"{attempt.sitting_id}:{attempt.seed}:{position}"))
