"""Two teachers with a class each, their pupils, guests at their quizzes, and an admin."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, get_args

from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from studyapp.accounts.access import COOKIE
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.queries import name_key
from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.models import ClassRow
from studyapp.classroom.live.operations import LiveSettings, act_live, open_live
from studyapp.classroom.live.play_operations import join_live
from studyapp.classroom.live.queries import get_live
from studyapp.clock import utc_now
from studyapp.database import db, write_transaction
from studyapp.storage.schema import TABLES
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
    respond,
)
from tests.classroom.people import cookie_of
from tests.classroom.result_builders import handed_in
from tests.every_page import csrf_token
from tests.stored import Rows, everything_stored, put_back
from tests.visitor import Visitor
from tests.walls.belongings import give_belongings
from tests.walls.who import (
    PLAYERS,
    PUPILS,
    TEACHERS,
    Person,
    Side,
    name_of,
    private_words,
    side_words,
)

CONTENT = {"article", "question", "question_version", "content_state"}
LIVE = LiveSettings(seconds=None, standings=True, lets_late=True, nicknames=True)
CODES: dict[Side, str] = {"here": "HERE22", "there": "THRE22"}


@dataclass
class World:
    """Everybody, and what is whose.

    Attributes:
        ids: of the learners.
        cookies: what the browser of each learner shows.
        form: the token of forms, and the cookie that it goes with.
        values: what stands in the addresses of a person's own things.
        shared: what stands in the addresses of a side's things; a sitting by its kind.
        as_made: what the database held at first, but for the content.
    """

    app: Flask
    ids: dict[Person, int] = field(default_factory=dict)
    cookies: dict[Person, str] = field(default_factory=dict)
    form: tuple[str, str] = ("", "")
    values: dict[Person, dict[str, Any]] = field(default_factory=dict)
    shared: dict[Side, dict[str, Any]] = field(default_factory=dict)
    as_made: dict[str, Rows] = field(default_factory=dict)

    def ask(self, person: Person, method: str, address: str, **sent: Any) -> TestResponse:
        """Send a request from somebody's browser as it was at first, with a good token."""
        token, form_cookie = self.form
        cookies = {COOKIE: self.cookies.get(person), "studyapp_form": form_cookie}
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items() if value),
            "X-CSRFToken": token,
        }
        headers |= sent.pop("headers", {})
        client = self.app.test_client(use_cookies=False)
        return client.open(address, method=method, headers=headers, buffered=True, **sent)

    def put_back(self) -> None:
        """Undo whatever was changed since the world was made."""
        put_back(self.app, self.as_made)

    def changed(self) -> set[str]:
        """Return the tables that are not as they were made."""
        now = everything_stored(self.app, self.as_made.keys())
        return {name for name, rows in self.as_made.items() if now[name] != rows}


def make_world(app: Flask) -> World:
    """Store everybody and everything."""
    world, now = World(app), utc_now() - timedelta(minutes=5)
    with app.app_context():
        for side in get_args(Side):
            _make_side(world, side, now)
        world.ids["admin"] = make_person("the admin", "admin")
        for number, (person, learner_id) in enumerate(world.ids.items(), start=1):
            _name(learner_id, person)
            own = give_belongings(learner_id, private_words(person), number, now)
            world.values[person] = own | world.values.get(person, {})
    world.cookies = {who: cookie_of(app, learner_id) for who, learner_id in world.ids.items()}
    browser = Visitor(app)
    world.form = (csrf_token(browser), browser.cookie("studyapp_form") or "")
    world.as_made = everything_stored(app, TABLES.tables.keys() - CONTENT)
    return world


def _make_side(world: World, side: Side, now: datetime) -> None:
    teacher, pupils = TEACHERS[side], PUPILS[side]
    room = make_room(*map(name_of, pupils), teacher=name_of(teacher))
    _open_class(room, side)
    title = side_words(side)
    quiz_id = make_quiz(room.teacher_id, first_questions(3, "single"), title=title)
    world.ids |= {teacher: room.teacher_id} | {p: room.learners[name_of(p)] for p in pupils}
    assigned = make_sitting(
        room, quiz_id, now=now, closes_at=now + timedelta(days=9), attempts=3, feedback="submitted"
    )
    paper = make_sitting(room, quiz_id, "paper", now=now)
    study = make_sitting(room, quiz_id, "study", now=now)
    for pupil in pupils:
        name = name_of(pupil)
        attempt = begin(assigned, room.learners[name], seat_id=room.seats[name], now=now)
        handed_in(respond(attempt, 1, right=False, now=now), now=now)
        world.values[pupil] = {"attempt_id": attempt.id, "seat_id": room.seats[name]}
    world.shared[side] = {
        "class_id": room.class_id,
        "quiz_id": quiz_id,
        "question_id": first_questions(1, "single")[0],
        "class_code": CODES[side],
        "assigned": assigned.id,
        "paper": paper.id,
        "study": study.id,
    }
    _play(world, side, quiz_id, now)


def _play(world: World, side: Side, quiz_id: int, now: datetime) -> None:
    """Have a live quiz at its first question, with its players."""
    host_id = world.ids[TEACHERS[side]]
    served = catalogue()
    sitting_id = open_live(quiz_id, served, LIVE, host_id=host_id, class_id=None, now=now)
    for player in PLAYERS[side]:
        if player not in world.ids:
            world.ids[player] = make_person(player)
        join_live(sitting_id, world.ids[player], name_of(player), seat=None, now=now)
    act_live(sitting_id, "open", 1, now=now)
    code = get_live(db.session, sitting_id).code
    world.shared[side] |= {"live": sitting_id, "live_code": code}


def _open_class(room: Room, side: Side) -> None:
    with write_transaction() as session:
        this = update(ClassRow).where(ClassRow.id == room.class_id)
        session.execute(this.values(name=side_words(side), join_code=CODES[side]))


def _name(learner_id: int, person: Person) -> None:
    """Give an account to whoever is no guest; nobody signs in with it."""
    if "guest" in person:
        return
    name = name_of(person)
    with write_transaction() as session:
        this = update(LearnerRow).where(LearnerRow.id == learner_id)
        session.execute(this.values(name=name, name_key=name_key(name), password_hash="none"))
