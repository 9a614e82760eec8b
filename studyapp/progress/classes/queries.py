"""Reads for how a class stands; each is one statement, however large the class.

What a pupil does alone is read only of the learners that are named: those who share it.
"""

import json
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Date, bindparam, case, func, select

from studyapp.accounts.models import LearnerRow
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.classes.seat_names import name_order
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.models import RegradeRow
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.models import STUDY, AttemptRow, PlayerRow, ResponseRow, SittingRow
from studyapp.database import db, table_of
from studyapp.progress.classes.misconceptions import Chosen
from studyapp.progress.classes.standing import Held, Pupil, Work
from studyapp.reading.models import ReadingRow
from studyapp.reading.reading_place import ModuleKey
from studyapp.review.days.models import DayTallyRow
from studyapp.review.models import MemoryRow, RestRow
from studyapp.review.session.resting_queries import is_in_force
from studyapp.storage.prepared import PreparedRead, days_between, is_listed

_SEAT, _LEARNER = table_of(SeatRow), table_of(LearnerRow)
_SITTING, _ATTEMPT = table_of(SittingRow), table_of(AttemptRow)
_PLAYER, _RESPONSE = table_of(PlayerRow), table_of(ResponseRow)
_REGRADE, _MEMORY, _REST = table_of(RegradeRow), table_of(MemoryRow), table_of(RestRow)
_READING, _DAY = table_of(ReadingRow), table_of(DayTallyRow)
_OF_CLASS = _SITTING.c.class_id == bindparam("class_id")
_PUPILS = PreparedRead(
    select(
        _SEAT.c.id,
        _SEAT.c.learner_id,
        _SEAT.c.name,
        _LEARNER.c.zone,
        _SEAT.c.shares_study,
        _SEAT.c.removed_at.is_not(None),
    )
    .join_from(_SEAT, _LEARNER, _LEARNER.c.id == _SEAT.c.learner_id)
    .where(_SEAT.c.class_id == bindparam("class_id"))
)
_WORKS = PreparedRead(
    select(
        _ATTEMPT.c.id,
        _ATTEMPT.c.learner_id,
        _ATTEMPT.c.seat_id,
        _ATTEMPT.c.started_at,
        _ATTEMPT.c.submitted_at,
        _ATTEMPT.c.submitted_by,
    )
    .join_from(_ATTEMPT, _SITTING, _SITTING.c.id == _ATTEMPT.c.sitting_id)
    .where(_OF_CLASS)
)
_LAST_ANSWERS = PreparedRead(
    select(_RESPONSE.c.attempt_id, func.max(_RESPONSE.c.answered_at))
    .where(is_listed(_RESPONSE.c.attempt_id, "attempts"))
    .group_by(_RESPONSE.c.attempt_id)
)
_DAY_SEEN = bindparam("day", type_=Date)
_ASKED_ON = case((_REST.c.until > _MEMORY.c.due_on, _REST.c.until), else_=_MEMORY.c.due_on)
_HELD = PreparedRead(
    select(
        _MEMORY.c.learner_id,
        _MEMORY.c.question_id,
        _MEMORY.c.stability,
        _MEMORY.c.decay,
        days_between(_MEMORY.c.reviewed_on, _DAY_SEEN),
        days_between(_DAY_SEEN, _ASKED_ON),
    )
    .join_from(
        _MEMORY,
        _REST,
        (_REST.c.learner_id == _MEMORY.c.learner_id)
        & (_REST.c.question_id == _MEMORY.c.question_id)
        & is_in_force(_REST.c),
        isouter=True,
    )
    .where(is_listed(_MEMORY.c.learner_id, "learners"))
)
_READERS = PreparedRead(
    select(_READING.c.article_key, _READING.c.module_key, func.count())
    .where(is_listed(_READING.c.learner_id, "learners"), _READING.c.finished_at.is_not(None))
    .group_by(_READING.c.article_key, _READING.c.module_key)
)
_LAST_DAYS = PreparedRead(
    select(_DAY.c.learner_id, func.max(_DAY.c.day))
    .where(is_listed(_DAY.c.learner_id, "learners"))
    .group_by(_DAY.c.learner_id)
)
_VERSIONS = PreparedRead(
    select(_SITTING.c.version_id).where(_OF_CLASS, _SITTING.c.kind != STUDY).distinct()
)
_CHOSEN = PreparedRead(
    select(
        _SITTING.c.version_id,
        _RESPONSE.c.position,
        _RESPONSE.c.question_version_id,
        _RESPONSE.c.given,
        func.count(),
    )
    .select_from(
        _RESPONSE.join(_ATTEMPT, _ATTEMPT.c.id == _RESPONSE.c.attempt_id)
        .join(_SITTING, _SITTING.c.id == _ATTEMPT.c.sitting_id)
        .outerjoin(_PLAYER, _PLAYER.c.attempt_id == _ATTEMPT.c.id)
    )
    .where(
        _OF_CLASS,
        _ATTEMPT.c.number == 1,
        _ATTEMPT.c.submitted_at.is_not(None),
        _PLAYER.c.kicked_at.is_(None),
        is_listed(_RESPONSE.c.question_version_id, "choices"),
    )
    .group_by(
        _SITTING.c.version_id,
        _RESPONSE.c.position,
        _RESPONSE.c.question_version_id,
        _RESPONSE.c.given,
    )
)
_REGRADED = PreparedRead(
    select(_REGRADE.c.version_id, _REGRADE.c.position).where(
        is_listed(_REGRADE.c.version_id, "versions"), _REGRADE.c.undone_at.is_(None)
    )
)


def pupils_of(class_id: int) -> list[Pupil]:
    """Return every seat of a class by name, those taken off the roster among them."""
    pupils = [Pupil(*row) for row in _PUPILS.all(db.session, class_id=class_id)]
    return sorted(pupils, key=lambda pupil: (name_order(pupil.name), pupil.seat_id))


def works_in(class_id: int) -> list[Work]:
    """Return every attempt at a quiz of the class."""
    return list(map(Work._make, _WORKS.all(db.session, class_id=class_id)))


def last_answers(attempt_ids: Collection[int]) -> dict[int, datetime]:
    """Return when each of some attempts was last answered."""
    return dict(_LAST_ANSWERS.all(db.session, attempts=attempt_ids))


def held_by(learner_ids: Collection[int], day: date) -> list[Held]:
    """Return what some learners hold of every question they have met, as seen from a day."""
    return _HELD.all(db.session, learners=learner_ids, day=day)


def readers_among(learner_ids: Collection[int]) -> dict[ModuleKey, int]:
    """Return how many of some learners have read each module to its end."""
    rows = _READERS.all(db.session, learners=learner_ids)
    return {(row[0], row[1]): row[2] for row in rows}


def last_study_days(learner_ids: Collection[int]) -> dict[int, date]:
    """Return each learner's own day on which they last answered outside of class."""
    return dict(_LAST_DAYS.all(db.session, learners=learner_ids))


def choice_items_in(class_id: int) -> tuple[dict[int, FrozenItem], set[int]]:
    """Return the choice questions of the class's quizzes by their version, and those quizzes."""
    versions = {row[0] for row in _VERSIONS.all(db.session, class_id=class_id)}
    items = (item for version_id in sorted(versions) for item in get_frozen(version_id).items)
    choices = {
        item.question_version_id: item
        for item in items
        if item.question.kind in {"single", "multiple"}
    }
    return choices, versions


def chosen_in(class_id: int, choices: Collection[int], quizzes: Collection[int]) -> list[Chosen]:
    """Return what first attempts of the class chose, those handed in alone.

    What was regraded is left out: its key was in doubt.

    Args:
        choices: the versions of questions that are asked about.
        quizzes: the frozen quizzes of the class.
    """
    regraded = set(_REGRADED.all(db.session, versions=quizzes))
    rows = _CHOSEN.all(db.session, class_id=class_id, choices=choices)
    return [
        Chosen(version_id, json.loads(given), count)
        for quiz_id, position, version_id, given, count in rows
        if (quiz_id, position) not in regraded
    ]
