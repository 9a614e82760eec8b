"""A world in which everybody has several more of everything."""

from datetime import datetime, timedelta
from uuid import uuid4

from studyapp.accounts.audit.acts import Act
from studyapp.accounts.audit.operations import keep_act
from studyapp.accounts.programs.operations import make_api_token
from studyapp.accounts.sign_in.session_operations import open_session
from studyapp.bank.queries import catalogue
from studyapp.classroom.assigned.assignment import FEEDBACKS
from studyapp.classroom.live.operations import open_live
from studyapp.classroom.live.play_operations import join_live
from studyapp.classroom.sittings.queries import get_sitting
from studyapp.clock import utc_now
from studyapp.database import write_transaction
from studyapp.reading.note import Note
from studyapp.reading.note_operations import keep_note
from studyapp.reading.operations import save_place
from studyapp.review.plan.exam import ExamWish
from studyapp.review.plan.exam_operations import make_exam
from tests.classroom.builders import (
    Room,
    first_questions,
    give_more_time,
    make_quiz,
    make_room,
    make_sitting,
    seat_in,
)
from tests.classroom.result_builders import work
from tests.review.builders import give
from tests.walls.belongings import PARAGRAPH
from tests.walls.who import TEACHERS, name_of
from tests.walls.world import LIVE, World

MORE = 2
FIRST_NEW_QUESTION = 20
"""Those before it are answered already in the world as it is made."""


def grow(world: World, number: int) -> None:
    """Give everybody `MORE` of each thing, and each class and quiz as many more people.

    Args:
        number: of the growth; what comes with another one has other names.
    """
    now = utc_now() - timedelta(minutes=4)
    with world.app.app_context():
        for learner_id in world.ids.values():
            _give_more(learner_id, number, now)
        for n in range(number * MORE, (number + 1) * MORE):
            _add_pupil(world, f"More {n}", now)
            _add_class(world, n, now)
            keep_act(Act("user add", now, world.ids["admin"]))


def _give_more(learner_id: int, number: int, now: datetime) -> None:
    stored = list(catalogue().questions.values())
    for n in range(number * MORE, (number + 1) * MORE):
        keep_note(learner_id, Note(str(uuid4()), PARAGRAPH, None, f"Note {n}", now, now))
        day = (now + timedelta(days=40 + n)).date()
        make_exam(learner_id, ExamWish(f"Exam {n}", day, ("compare",), 9), now=now)
        make_api_token(learner_id, f"Program {n}", now=now)
        with write_transaction() as session:
            open_session(session, learner_id, f"session {n} of {learner_id}", now)
        for right in (True, False):
            asked = stored[FIRST_NEW_QUESTION + 5 * n + right]
            give(learner_id, asked, uuid4().int, right=right, now=now)
        article, _, module = asked.module.partition("/")
        save_place(learner_id, (article, module), 3, finished=True, now=now)


def _add_pupil(world: World, name: str, now: datetime) -> None:
    """Let somebody more work on the quizzes of a class that are there."""
    shared = world.shared["here"]
    room = Room(world.ids[TEACHERS["here"]], shared["class_id"], {}, {})
    seat_in(room, name)
    give_more_time(room.learners[name], 1.5)
    work(room, get_sitting(shared["assigned"]), name, "100", now=now)
    join_live(shared["live"], room.learners[name], name, seat=None, now=now)


def _add_class(world: World, n: int, now: datetime) -> None:
    """Give the teacher another class, with a pupil of the first, and each kind of quiz in it."""
    room = make_room(f"Other {n}", teacher=name_of(TEACHERS["here"]))
    seat_in(room, f"Again {n}", world.ids["learner"])
    quiz_id = make_quiz(room.teacher_id, first_questions(5, "single"), title=f"Quiz {n}")
    closes_at = now + timedelta(days=9)
    for feedback in FEEDBACKS:
        sitting = make_sitting(
            room, quiz_id, now=now, closes_at=closes_at, feedback=feedback, extends_close=True
        )
        for name in room.seats:
            work(room, sitting, name, "10110", now=now)
    make_sitting(room, quiz_id, now=now, closes_at=closes_at)
    make_sitting(room, quiz_id, "paper", now=now)
    served = catalogue()
    open_live(quiz_id, served, LIVE, host_id=room.teacher_id, class_id=room.class_id, now=now)
