"""A class with a quiz, ready to be worked on, without a page."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.queries import name_key
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Question
from studyapp.classroom.classes.models import AccommodationRow, ClassRow, SeatRow
from studyapp.classroom.quizzes.frozen import FrozenQuiz
from studyapp.classroom.quizzes.models import QuizItemRow, QuizRow
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_operations import NewResponse, open_attempt, put_response
from studyapp.classroom.sittings.models import AssignmentRow
from studyapp.classroom.sittings.operations import open_sitting
from studyapp.classroom.sittings.queries import Attempt, Kind, Sitting, get_attempt, get_sitting
from studyapp.database import write_transaction
from tests.conftest import NOON
from tests.review.builders import right_given, wrong_given


@dataclass(frozen=True)
class Room:
    """A teacher, a class and its pupils: learner id by name, seat id by name."""

    teacher_id: int
    class_id: int
    learners: dict[str, int]
    seats: dict[str, int]


def make_person(name: str, role: str = "learner") -> int:
    """Return a learner with a role; `name` makes the token, the learner is nameless."""
    learner = ensure_learner(f"token of {name}", "UTC", now=NOON)
    if role != "learner":
        with write_transaction() as session:
            session.execute(_role_statement(learner.id, role))
    return learner.id


def make_room(*pupils: str, zone: str = "UTC", teacher: str = "the teacher") -> Room:
    """Store a class with these pupils on its roster."""
    teacher_id = make_person(teacher, "teacher")
    learners = {name: make_person(f"pupil {name} of {teacher}") for name in pupils}
    with write_transaction() as session:
        row = ClassRow(
            teacher_id=teacher_id,
            name="Form 5",
            zone=zone,
            join_code=None,
            erase_on=date(2027, 3, 5),
            created_at=NOON,
        )
        session.add(row)
        session.flush()
        seats = {name: _seat(row.id, name, learner) for name, learner in learners.items()}
        session.add_all(seats.values())
        session.flush()
        return Room(teacher_id, row.id, learners, {name: s.id for name, s in seats.items()})


def seat_in(room: Room, name: str, learner_id: int | None = None) -> None:
    """Put somebody on the roster of a class that is there; without an id, somebody new."""
    if learner_id is None:
        learner_id = make_person(f"pupil {name} of class {room.class_id}")
    with write_transaction() as session:
        seat = _seat(room.class_id, name, learner_id)
        session.add(seat)
        session.flush()
        room.learners[name], room.seats[name] = learner_id, seat.id


def make_quiz(owner_id: int, question_ids: list[int], **changes: Any) -> int:
    """Store a quiz of these questions; `changes` replace its settings."""
    values = {"title": "A quiz", "draw_count": None, "shuffles": False} | changes
    with write_transaction() as session:
        row = QuizRow(owner_id=owner_id, created_at=NOON, changed_at=NOON, **values)
        session.add(row)
        session.flush()
        for position, question_id in enumerate(question_ids, start=1):
            item = QuizItemRow(quiz_id=row.id, question_id=question_id, position=position)
            session.add(item)
        return row.id


def first_questions(count: int, *kinds: str) -> list[int]:
    """Return ids of questions of the shipped bank, of these kinds or of any."""
    found = [
        stored.id
        for stored in catalogue().questions.values()
        if not kinds or stored.question.kind in kinds
    ]
    return found[:count]


def make_sitting(
    room: Room, quiz_id: int, kind: Kind = "assigned", *, now: datetime = NOON, **changes: Any
) -> Sitting:
    """Open a sitting; an assigned one is open for a day, `changes` replace its settings."""
    served = catalogue()
    with write_transaction() as session:
        sitting_id = open_sitting(
            session,
            quiz_id,
            served,
            kind=kind,
            host_id=room.teacher_id,
            class_id=room.class_id,
            now=now,
        )
        if kind == "assigned":
            session.add(AssignmentRow(sitting_id=sitting_id, **_window(now) | changes))
    return get_sitting(sitting_id)


def begin(sitting: Sitting, learner_id: int, *, now: datetime = NOON, **changes: Any) -> Attempt:
    """Open an attempt of a learner."""
    quiz = get_frozen(sitting.version_id)
    with write_transaction() as session:
        attempt_id = open_attempt(session, sitting, quiz, learner_id, now=now, **changes)
    return get_attempt(attempt_id)


def respond(
    attempt: Attempt, position: int, *, right: bool = True, now: datetime = NOON, **changes: Any
) -> Attempt:
    """Put a right or wrong response into an attempt and return the attempt as it is then."""
    quiz = frozen_of(attempt)
    item = quiz.items[position - 1]
    given = right_given(item.question) if right else wrong_given(item.question)
    values = {"given": given, "entry_uuid": str(uuid.uuid4())} | changes
    with write_transaction() as session:
        put_response(session, attempt, quiz, NewResponse(item, **values), now=now)
    return get_attempt(attempt.id)


def give_more_time(
    learner_id: int, factor: float = 1, extra_minutes: int = 0, *, untimed: bool = False
) -> None:
    """Give a learner an accommodation, now."""
    with write_transaction() as session:
        row = AccommodationRow(
            learner_id=learner_id,
            factor=factor,
            extra_minutes=extra_minutes,
            untimed=untimed,
            set_at=NOON,
        )
        session.merge(row)


def edit_question(question_id: int, question: Question) -> None:
    """Let a sync have brought another version of a question, with another stem."""
    changed = question.model_copy(update={"stem": "A new stem?"})
    with write_transaction() as session:
        row = QuestionVersionRow(
            question_id=question_id,
            content_hash="changed",
            content=changed.model_dump_json(),
            created_at=NOON,
        )
        session.add(row)
        this = update(QuestionRow).where(QuestionRow.id == question_id)
        session.execute(this.values(content_hash="changed"))


def change_assigned(sitting: Sitting, **changes: Any) -> None:
    """Replace settings of an assigned quiz."""
    with write_transaction() as session:
        this = update(AssignmentRow).where(AssignmentRow.sitting_id == sitting.id)
        session.execute(this.values(**changes))


def frozen_of(attempt: Attempt) -> FrozenQuiz:
    """Return the frozen quiz that an attempt is about."""
    return get_frozen(get_sitting(attempt.sitting_id).version_id)


def _window(now: datetime) -> dict[str, Any]:
    return {
        "opens_at": now,
        "closes_at": now + timedelta(days=1),
        "seconds": None,
        "attempts": 1,
        "counts": "best",
        "feedback": "submitted",
        "late_until": None,
        "late_percent": 100,
        "extends_close": False,
        "certainty": False,
    }


def _seat(class_id: int, name: str, learner_id: int) -> SeatRow:
    return SeatRow(
        class_id=class_id,
        learner_id=learner_id,
        name=name,
        name_key=name_key(name),
        shares_misses=False,
        created_at=NOON,
    )


def _role_statement(learner_id: int, role: str) -> Any:
    return update(LearnerRow).where(LearnerRow.id == learner_id).values(role=role)
