"""The host of a live quiz, and what the database holds of it before and afterwards."""

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from bench.errors import BenchError
from bench.instances import Content, open_instance
from bench.live_http import CrowdBrowser, NoAnswerError
from studyapp.accounts.access import COOKIE
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.tokens import new_token
from studyapp.bank.queries import catalogue
from studyapp.classroom.live.operations import LiveSettings, open_live
from studyapp.classroom.live.queries import get_live
from studyapp.classroom.quizzes.models import QuizItemRow, QuizRow
from studyapp.clock import utc_now
from studyapp.database import db, write_transaction

WAIT_SECONDS = 60.0
_STORED = text(
    "SELECT player.nickname, response.position, response.entry_uuid, response.revision "
    "FROM player JOIN response ON response.attempt_id = player.attempt_id "
    "WHERE player.sitting_id = :sitting_id"
)
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Opened:
    """A live quiz in its lobby."""

    sitting_id: int
    code: str
    host_token: str


def open_lobby(
    instance: Path, content: Content, questions: int, database: str | None = None
) -> Opened:
    """Make a teacher, a quiz of single choices and a lobby in an instance folder."""
    settings = LiveSettings(seconds=None, standings=True, lets_late=True, nicknames=True)
    with open_instance(instance, content, database) as app, app.app_context():
        host_id, token = _make_teacher(app)
        quiz_id = _make_quiz(host_id, questions)
        sitting_id = open_live(
            quiz_id, catalogue(), settings, host_id=host_id, class_id=None, now=utc_now()
        )
        code = get_live(db.session, sitting_id).code
    return Opened(sitting_id, code or "", token)


class LiveHost:
    """Leads the quiz as the page of the host does."""

    def __init__(self, port: int, opened: Opened) -> None:
        self._browser = CrowdBrowser("127.0.0.1", port, {COOKIE: opened.host_token})
        self._address = f"/live/{opened.sitting_id}"
        self.ticks: list[float] = []

    def leave(self) -> None:
        """Close the browser."""
        self._browser.close()

    async def act(self, name: str) -> float:
        """Press a button and return the moment at which it was pressed."""
        page = await self._browser.get(f"{self._address}?part=1")
        version = re.search(r'name="version" value="(\d+)"', page.text)
        token = _TOKEN.search(page.text)
        if version is None or token is None:
            raise BenchError(f"The page of the host has no buttons: {page.text[:500]}")
        fields = {"csrf_token": token[1], "version": version[1], "act": name}
        pressed = time.monotonic()
        reply = await self._browser.post(f"{self._address}/act", fields)
        if reply.status != 303:
            raise BenchError(f"{name} gave {reply.status}: {reply.text[:500]}")
        return pressed

    async def figures(self) -> dict[str, int]:
        """Return how many play and how many have answered; once more while nobody is there."""
        while True:
            started = time.monotonic()
            try:
                reply = await self._browser.get(f"{self._address}/tick", accept="application/json")
            except NoAnswerError:
                await asyncio.sleep(0.2)
                continue
            self.ticks.append(time.monotonic() - started)
            told: dict[str, int] = json.loads(reply.body)
            return told

    async def wait_until(self, is_so: Callable[[dict[str, int]], bool], at_least: float) -> None:
        """Look once a second until something is so, at least so many seconds and not for ever."""
        started = time.monotonic()
        while (passed := time.monotonic() - started) < WAIT_SECONDS:
            if passed >= at_least and is_so(await self.figures()):
                return
            await asyncio.sleep(min(1.0, max(0.05, at_least - passed)))


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds: (name, number of the question) -> id of the answer."""

    answers: dict[tuple[str, int], str]
    doubled: int


def read_stored(database: str, sitting_id: int) -> Stored:
    """Read every answer of a sitting as SQL tells it."""
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(_STORED, {"sitting_id": sitting_id}).all()
    engine.dispose()
    answers = {(name, position): entry for name, position, entry, _ in rows}
    changed = sum(revision > 1 for *_, revision in rows)
    return Stored(answers, len(rows) - len(answers) + changed)


def _make_teacher(app: Flask) -> tuple[int, str]:
    token = new_token(str(app.config["SECRET_KEY"]))
    host_id = ensure_learner(token, "UTC", now=utc_now()).id
    with write_transaction() as session:
        row = session.get(LearnerRow, host_id)
        if row is None:
            raise BenchError("The teacher was not stored.")
        row.role = "teacher"
    return host_id, token


def _make_quiz(owner_id: int, questions: int) -> int:
    singles = [s.id for s in catalogue().questions.values() if s.question.kind == "single"]
    now = utc_now()
    with write_transaction() as session:
        row = QuizRow(
            owner_id=owner_id, title="A quiz", shuffles=False, created_at=now, changed_at=now
        )
        session.add(row)
        session.flush()
        session.add_all(
            QuizItemRow(quiz_id=row.id, question_id=question_id, position=position)
            for position, question_id in enumerate(singles[:questions], start=1)
        )
        return row.id
