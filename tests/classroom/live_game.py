"""A live quiz played through its pages: a host, and players with browsers of their own."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from studyapp.accounts.access import COOKIE
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.tokens import new_token
from studyapp.app import create_app
from studyapp.bank.grading import Given
from studyapp.classroom.live.queries import Live, Player, find_player_named, get_live, present_item
from studyapp.classroom.sittings.attempt_order import shown_in
from studyapp.classroom.sittings.queries import Response, responses_of
from studyapp.clock import utc_now
from studyapp.database import db, write_transaction
from tests.classroom.builders import first_questions, make_quiz
from tests.conftest import SECRET_KEY
from tests.every_page import csrf_token, post
from tests.review.builders import right_given, wrong_given
from tests.visitor import Visitor


def signed_in(app: Flask, role: str = "learner") -> tuple[Visitor, int]:
    """Return a browser whose nameless learner has a role, and the learner's id."""
    visitor, token = Visitor(app), new_token(SECRET_KEY)
    visitor.client.set_cookie(COOKIE, token)
    with app.app_context():
        learner_id = ensure_learner(token, "UTC", now=utc_now()).id
        with write_transaction() as session:
            row = session.get(LearnerRow, learner_id)
            assert row is not None
            row.role = role
    return visitor, learner_id


@dataclass
class Game:
    """A live quiz with its host.

    Attributes:
        settings: fields of the form that opened it.
    """

    app: Flask
    host: Visitor
    host_id: int
    sitting_id: int
    players: dict[str, Visitor] = field(default_factory=dict)

    @property
    def live(self) -> Live:
        """Return the quiz as it is stored now."""
        with self.app.app_context():
            return get_live(db.session, self.sitting_id)

    @property
    def code(self) -> str:
        code = self.live.code
        assert code is not None
        return code

    @property
    def address(self) -> str:
        return f"/play/{self.sitting_id}"

    def join(self, name: str, visitor: Visitor | None = None) -> Visitor:
        """Join under a nickname with a new browser, or with one that is there."""
        visitor = visitor or Visitor(self.app)
        response = self.try_join(name, visitor)
        assert response.status_code == 303, response.text
        self.players[name] = visitor
        return visitor

    def try_join(self, name: str, visitor: Visitor) -> TestResponse:
        return post(visitor, f"/play/{self.code}", nickname=name)

    def act(self, name: str, version: int | None = None) -> TestResponse:
        """Press a button of the host, on a page as it is now or as it was at a version."""
        version = version or self.live.version
        return post(self.host, f"/live/{self.sitting_id}/act", act=name, version=str(version))

    def acts(self, *names: str) -> None:
        for name in names:
            assert self.act(name).status_code == 303

    def kick(self, name: str) -> TestResponse:
        attempt_id = self.player(name).attempt.id
        return post(self.host, f"/live/{self.sitting_id}/kick", attempt_id=str(attempt_id))

    def let_in(self, name: str) -> TestResponse:
        attempt_id = self.player(name).attempt.id
        return post(self.host, f"/live/{self.sitting_id}/let-in", attempt_id=str(attempt_id))

    def player(self, name: str) -> Player:
        with self.app.app_context():
            player = find_player_named(db.session, self.sitting_id, name.casefold())
            assert player is not None
            return player

    def answer(
        self, name: str, *, right: bool = True, number: int | None = None, **fields: Any
    ) -> TestResponse:
        """Send the answer of a player to a single choice, as the script of the page does."""
        live, player = self.live, self.player(name)
        with self.app.app_context():
            item = present_item(live)
        assert item is not None
        given = right_given(item.question) if right else wrong_given(item.question)
        place = shown_in(player.attempt.seed, item).index(_as_position(given))
        sent = {
            "csrf_token": csrf_token(self.players[name]),
            "number": str(number or live.state.position),
            "entry": str(uuid.uuid4()),
            "choice": str(place),
        }
        return self.players[name].client.post(
            f"{self.address}/answer", data=sent | fields, headers={"Accept": "application/json"}
        )

    def reply(self, name: str, **changes: Any) -> str:
        response = self.answer(name, **changes)
        assert response.status_code == 200, response.text
        return str(response.get_json()["state"])

    def stored(self, name: str) -> dict[int, Response]:
        """Return the answers of a player by the position of the question."""
        attempt = self.player(name).attempt
        with self.app.app_context():
            return responses_of(db.session, attempt.id)

    def page(self, name: str) -> str:
        return self.players[name].open(self.address)


@contextmanager
def restarted(game: Game) -> Iterator[Flask]:
    """Yield another process on the same database."""
    same = {name: game.app.config[name] for name in ("INSTANCE", "DATABASE_URL", "SECRET_KEY")}
    other = create_app(same)
    yield other
    with other.app_context():
        db.engine.dispose()


def start_game(app: Flask, *kinds: str, questions: int = 3, **form: str) -> Game:
    """Open a live quiz through its form; without kinds it asks single choices."""
    host, host_id = signed_in(app, "teacher")
    with app.app_context():
        ids = first_questions(questions, *(kinds or ("single",)))
        quiz_id = make_quiz(host_id, ids)
    settings = {"class_id": "", "seconds": "", "nicknames": "y", "lets_late": "y"} | form
    sent = {name: value for name, value in settings.items() if value != "off"}
    response = post(host, f"/quizzes/{quiz_id}/live", **sent)
    assert response.status_code == 303, response.text
    found = re.search(r"/live/(\d+)", str(response.location))
    assert found is not None
    return Game(app, host, host_id, int(found[1]))


def _as_position(given: Given) -> int:
    assert isinstance(given, int)
    return given
