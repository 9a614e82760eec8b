"""Reads of the exams of a learner and of what they cover."""

import json
from datetime import date

from sqlalchemy import bindparam, select

from studyapp.bank.queries import catalogue
from studyapp.database import db, table_of
from studyapp.errors import NotFoundError
from studyapp.review.plan.exam import Exam, ExamDays, covered, order_of_pass, pass_starts, per_day
from studyapp.review.plan.models import ExamRow
from studyapp.review.plan.pace_queries import pace_of
from studyapp.review.queries import lasting_rests, states_among
from studyapp.storage.prepared import AnyRow, AnySession

EXAM = table_of(ExamRow).c
_OF_LEARNER = EXAM.learner_id == bindparam("learner_id")
_EXAMS = (
    select(EXAM.id, EXAM.title, EXAM.held_on, EXAM.covers, EXAM.minutes)
    .where(_OF_LEARNER)
    .order_by(EXAM.held_on, EXAM.id)
)
_EXAM = _EXAMS.where(EXAM.id == bindparam("exam_id"))
_TO_COME = (
    select(EXAM.held_on, EXAM.covers)
    .where(_OF_LEARNER, EXAM.held_on > bindparam("day"))
    .order_by(EXAM.held_on, EXAM.id)
)


def exams_of(learner_id: int) -> list[Exam]:
    """Return the exams of a learner, past ones included, the earliest first."""
    return [_as_exam(row) for row in db.session.execute(_EXAMS, {"learner_id": learner_id})]


def find_exam(learner_id: int, exam_id: int) -> Exam | None:
    """Return an exam of a learner."""
    row = db.session.execute(_EXAM, {"learner_id": learner_id, "exam_id": exam_id}).first()
    return _as_exam(row) if row is not None else None


def get_exam(learner_id: int, exam_id: int) -> Exam:
    """Return an exam of a learner; raise NotFoundError otherwise."""
    exam = find_exam(learner_id, exam_id)
    if exam is None:
        raise NotFoundError("There is no such date in your plan.")
    return exam


def exam_days(session: AnySession, learner_id: int, today: date) -> ExamDays:
    """Return the exams after today, to be asked for the day of a question."""
    rows = session.execute(_TO_COME, {"learner_id": learner_id, "day": today})
    exams = tuple((row[0], frozenset(json.loads(row[1]))) for row in rows)
    return ExamDays(exams, catalogue().questions if exams else {})


def pass_order(learner_id: int, exam: Exam, today: date) -> list[int]:
    """Return what the last pass has still to ask, likeliest forgotten on the exam day first.

    It is empty before the pass begins and from the day of the exam on. Questions that were never
    asked, and those that rest until they are woken, are left out.
    """
    states = states_among(learner_id, covered(exam.covers, catalogue()))
    met = [(n, state.memory) for n, state in states.items()]
    a_day = per_day(exam.minutes, pace_of(learner_id))
    starts = pass_starts(exam.held_on, len(met), a_day)
    if not starts <= today < exam.held_on:
        return []
    return order_of_pass(met, exam.held_on, starts, resting=lasting_rests(learner_id).keys())


def _as_exam(row: AnyRow) -> Exam:
    return Exam(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4])
