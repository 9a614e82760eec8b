"""Reads of the exams of a learner and of what they cover."""

import json
from datetime import date, timedelta

from sqlalchemy import bindparam, func, select

from studyapp.bank.queries import catalogue
from studyapp.database import db, table_of
from studyapp.errors import NotFoundError
from studyapp.review.days.met_queries import met_since
from studyapp.review.plan.exam import (
    LONGEST_PASS_DAYS,
    Exam,
    ExamDays,
    LastPass,
    covered,
    order_of_pass,
    per_day,
    settled_start,
)
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


def count_exams(session: AnySession, learner_id: int) -> int:
    """Count the exams of a learner, past ones included."""
    statement = select(func.count()).where(EXAM.learner_id == learner_id)
    return session.execute(statement).scalar_one()


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


def last_pass(learner_id: int, exam: Exam, today: date) -> LastPass:
    """Return the last pass before an exam, likeliest forgotten on the exam day first.

    Nothing is left to ask before it begins and from the day of the exam on. Questions that were
    never asked, and those that rest until they are woken, are left out.
    """
    states = states_among(learner_id, covered(exam.covers, catalogue()))
    met = [(n, state.memory) for n, state in states.items()]
    earliest = exam.held_on - timedelta(days=LONGEST_PASS_DAYS)
    lately = [day for n, day in met_since(learner_id, earliest) if n in states]
    # A pace of the days of the pass would move its start.
    a_day = per_day(exam.minutes, pace_of(learner_id, before=earliest))
    starts = settled_start(exam.held_on, len(met), lately, a_day)
    if not starts <= today < exam.held_on:
        return LastPass(starts, [])
    resting = lasting_rests(learner_id).keys()
    return LastPass(starts, order_of_pass(met, exam.held_on, starts, resting=resting))


def _as_exam(row: AnyRow) -> Exam:
    return Exam(row[0], row[1], row[2], tuple(json.loads(row[3])), row[4])
