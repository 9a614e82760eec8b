"""Random weeks of a learner, lived through the operations that pages use, and read back plainly."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import grade
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.errors import ConflictError
from studyapp.reading.models import ReadingStretchRow
from studyapp.reading.operations import save_place
from studyapp.reading.pace import step_between
from studyapp.review.learner_day import learner_day
from studyapp.review.log.late_operations import record_late_answer
from studyapp.review.models import ReviewLogRow
from studyapp.review.operations import mark_as_guess, record_answer, undo_answer
from studyapp.review.queries import memories_of
from tests.conftest import NOON
from tests.review.builders import make_answer

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ACTS = ("answer",) * 8 + ("undo", "guess", "late", "read", "read", "class")


@dataclass
class Weeks:
    """What one learner does, act by act; `now` only goes on.

    Attributes:
        last: the id of the answer given last.
    """

    learner_id: int
    chance: Random
    questions: Sequence[StoredQuestion]
    now: datetime = NOON - timedelta(days=45)
    zone: ZoneInfo = BERLIN
    number: int = 0
    last: str | None = None

    def live(self, acts: int) -> None:
        """Let so many things happen, minutes, hours or days apart."""
        for _ in range(acts):
            minutes = self.chance.choice((0.5, 3, 20, 29.9, 31, 400, 1500, 5000))
            self.now = min(self.now + timedelta(minutes=minutes), NOON)
            if self.chance.random() < 0.05:
                self.zone = self.chance.choice((BERLIN, NEW_YORK))
            self._do(self.chance.choice(ACTS))

    def _do(self, act: str) -> None:
        if act == "read":
            self._read()
        elif act in {"answer", "late", "class"}:
            self._answer(act)
        elif self.last is not None:
            change = undo_answer if act == "undo" else mark_as_guess
            # A wrong answer cannot be called a guess.
            with suppress(ConflictError):
                change(self.learner_id, self.last, zone=self.zone, now=self.now)
            self.last = None

    def _answer(self, act: str) -> None:
        stored, right = self.chance.choice(self.questions), self.chance.random() < 0.7
        self.number += 1
        held = memories_of(self.learner_id).get(stored.id)
        again = held is not None and held.reviewed_on >= learner_day(self.now, self.zone)
        answer = make_answer(
            stored,
            right=right,
            answer_id=str(UUID(int=self.number)),
            mode="class" if act == "class" else "retry" if again else "review",
            milliseconds=self.chance.choice((None, 900, 61_000, 23_456)),
            confidence=self.chance.choice((None, "guessed", "fairly", "sure")),
        )
        graded = grade(stored.question, answer.given)
        if act == "late":
            at = self.now - timedelta(hours=self.chance.choice((1, 30, 200)))
            record_late_answer(
                self.learner_id, answer, graded, zone=self.zone, answered_at=at, now=self.now
            )
        else:
            record_answer(self.learner_id, answer, graded, zone=self.zone, now=self.now)
        self.last = answer.answer_id

    def _read(self) -> None:
        article, module = self.chance.choice(list(catalogue().modules.values()))
        first, second, *_ = module.paragraphs
        key, day = (article.key, module.key), learner_day(self.now, self.zone)
        save_place(self.learner_id, key, first.number, finished=False, now=self.now)
        words = step_between(module, first.number, second.number, 0).words
        step = step_between(module, first.number, second.number, words / 200 * 60)
        self.now += timedelta(seconds=step.seconds)
        save_place(
            self.learner_id, key, second.number, finished=False, now=self.now, step=step, day=day
        )

    @property
    def log(self) -> list[ReviewLogRow]:
        """Return the answers of the log that were not undone, as they came."""
        mine = select(ReviewLogRow).where(ReviewLogRow.learner_id == self.learner_id)
        rows = db.session.scalars(mine.order_by(ReviewLogRow.id)).all()
        undone = {row.undoes for row in rows}
        return [row for row in rows if row.kind == "answer" and row.id not in undone]

    @property
    def stretches(self) -> list[ReadingStretchRow]:
        """Return what was read, as it came."""
        mine = select(ReadingStretchRow).where(ReadingStretchRow.learner_id == self.learner_id)
        return list(db.session.scalars(mine.order_by(ReadingStretchRow.id)))

    @property
    def today(self) -> date:
        """Return the learner's own day."""
        return learner_day(self.now, self.zone)
