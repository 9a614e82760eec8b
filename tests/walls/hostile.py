"""A world in which every text that somebody may write is hostile."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import ApiTokenRow, LearnerRow
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Short
from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.quizzes.models import QuizRow, QuizVersionRow
from studyapp.classroom.sittings.models import AttemptRow, PlayerRow, SittingRow
from studyapp.clock import utc_now
from studyapp.database import Base, write_transaction
from studyapp.reading.models import NoteRow
from studyapp.review.operations import insist_on_answer
from studyapp.review.plan.models import ExamRow
from tests.classroom.builders import Room, begin, make_quiz, make_sitting, respond
from tests.review.builders import ZONE, answer_id, give
from tests.trusted import times
from tests.walls.belongings import PARAGRAPH
from tests.walls.payloads import PAYLOADS
from tests.walls.world import World

OF_EACH_FIELD = times(25, len(PAYLOADS))
TYPED = 10
SHOWN = {
    *("api_token.label", "class.name", "exam.title", "learner.name", "note.body", "note.exact"),
    *("player.nickname", "quiz.title", "quiz_version.title", "response.given"),
    *("review_log.given", "seat.name", "seat.pupil_code", "sitting.title"),
}
"""What people write and pages show, by table and column."""
WRITTEN_BY_THE_APP = {
    *("api_token.token_hash", "calendar_feed.token_hash", "class.join_code", "class.zone"),
    *("exam.covers", "item_tally.choices", "lapse_reason.reason", "learner.role", "learner.zone"),
    *("audit_entry.act", "audit_entry.about", "memory_fit.parameters", "memory_fit.scheduler"),
    *("learner.name_key", "learner.password_hash", "sign_in_failure.name_key"),
    *("attempt.seed", "attempt.form", "attempt.submitted_by", "attempt.marks", "live.code"),
    *("live.phase", "assignment.counts", "assignment.feedback", "note.note_uuid", "sitting.kind"),
    *("note.article_key", "note.paragraph_id", "note.prefix", "note.suffix", "put_off.kind"),
    *("player.nickname_key", "quiz_version.content_hash", "reading.article_key", "rest.reason"),
    *("reading.module_key", "reading_stretch.article_key", "reading_stretch.module_key"),
    *("recovery_code.code_hash", "regrade.rule", "reminder.address", "reminder.token_hash"),
    *("response.entry_uuid", "response.shown", "response.verdict", "review_log.confidence"),
    *("review_log.entry_uuid", "review_log.kind", "review_log.mode", "review_log.run_id"),
    *("review_log.scheduler", "review_log.shown", "review_log.zone", "seat.name_key"),
    *("seat.word_hash", "second_factor.salt", "session.token_hash", "sitting.seed"),
    *("study_habit.goal_kind", "study_habit.weekdays"),
}
"""Keys, hashes, choices of a list; an address of mail is checked to be one."""


class Hostile:
    """Fills a world; each field takes up the payloads where the last one has left off.

    Attributes:
        world: with what stands in addresses of the filled one.
    """

    def __init__(self, world: World) -> None:
        copies = {name: deepcopy(getattr(world, name)) for name in ("values", "shared")}
        self.world = replace(world, **copies)
        self.now, self.turn = utc_now() - timedelta(minutes=4), 0

    def payloads(self, longest: int = 1000, count: int = OF_EACH_FIELD) -> list[str]:
        """Return the next payloads that a field of this length can hold."""
        fitting = (PAYLOADS[(self.turn + n) % len(PAYLOADS)] for n in range(2 * len(PAYLOADS)))
        self.turn += count
        return list(islice((text for text in fitting if len(text) <= longest), count))

    def fill(self) -> None:
        """Write payloads into every field that is shown."""
        with self.world.app.app_context():
            with write_transaction() as session:
                self._fill_own(session)
                self._fill_class(session)
            self._type_answers()

    def _fill_own(self, session: Session) -> None:
        own = {"learner_id": self.world.ids["learner"], "created_at": self.now}
        note = own | {"article_key": "woods-2003", "paragraph_id": PARAGRAPH}
        note |= {"prefix": "", "suffix": "", "updated_at": self.now}
        exam = own | {"held_on": (self.now + timedelta(days=9)).date(), "covers": '["compare"]'}
        self._add(
            session,
            NoteRow,
            [
                note | {"note_uuid": str(UUID(int=n)), "body": body, "exact": body if n % 2 else ""}
                for n, body in enumerate(self.payloads(count=len(PAYLOADS)))
            ],
        )
        self._add(session, ExamRow, [exam | {"title": t, "minutes": 9} for t in self.payloads()])
        tokens = enumerate(self.payloads(60))
        rows = [own | {"label": t, "token_hash": f"hostile {n}"} for n, t in tokens]
        self._add(session, ApiTokenRow, rows)

    def _fill_class(self, session: Session) -> None:
        here = self.world.shared["here"]
        for row, column, longest in (
            (ClassRow, "name", 80),
            (QuizRow, "title", 120),
            (QuizVersionRow, "title", 120),
            (SittingRow, "title", 120),
        ):
            for key, text in zip(self._ids(session, row), self.payloads(longest), strict=False):
                session.execute(update(row).where(row.id == key).values({column: text}))
        made = {"created_at": self.now, "changed_at": self.now, "shuffles": False}
        owner = {"owner_id": self.world.ids["teacher"]}
        self._add(session, QuizRow, [made | owner | {"title": t} for t in self.payloads(120)])
        for person in ("learner", "teacher"):
            named = update(LearnerRow).where(LearnerRow.id == self.world.ids[person])
            session.execute(named.values(name=self.payloads(60, 1)[0]))
        learners = [self._learner(session) for _ in range(OF_EACH_FIELD)]
        seat = {"class_id": here["class_id"], "shares_misses": False, "created_at": self.now}
        names, codes = self.payloads(60), self.payloads(40)
        columns = zip(range(len(learners)), learners, names, codes, strict=True)
        rows = [
            seat | {"learner_id": i, "name": name, "name_key": f"{n}", "pupil_code": code}
            for n, i, name, code in columns
        ]
        self._add(session, SeatRow, rows)
        for learner_id, nickname in zip(learners, self.payloads(40), strict=True):
            self._play(session, learner_id, nickname)

    def _type_answers(self) -> None:
        """Answer questions in words: alone, insisting on it, and in a quiz of the class."""
        world = self.world
        short = next(s for s in catalogue().questions.values() if isinstance(s.question, Short))
        here, learner_id = world.shared["here"], world.ids["learner"]
        room = Room(world.ids["teacher"], here["class_id"], {}, {})
        sitting = make_sitting(
            room,
            make_quiz(world.ids["teacher"], [short.id]),
            now=self.now,
            closes_at=self.now + timedelta(days=9),
            attempts=100,
        )
        seat_id = world.values["learner"]["seat_id"]
        for number, text in enumerate(self.payloads(count=TYPED), start=1):
            answer = 1000 + number
            give(learner_id, short, answer, right=False, given=text, now=self.now)
            insist_on_answer(learner_id, answer_id(answer), zone=ZONE, now=self.now)
            attempt = begin(sitting, learner_id, seat_id=seat_id, number=number, now=self.now)
            respond(attempt, 1, now=self.now, given=text)
        here["assigned"] = sitting.id
        world.values["learner"]["attempt_id"] = attempt.id

    def _play(self, session: Session, learner_id: int, nickname: str) -> None:
        sitting_id = self.world.shared["here"]["live"]
        attempt = AttemptRow(
            sitting_id=sitting_id,
            learner_id=learner_id,
            number=1,
            seed="+",
            started_at=self.now,
            is_late=False,
            marks="...",
            points=0,
            possible=3,
        )
        session.add(attempt)
        session.flush()
        key = f"hostile {learner_id}"
        player = {"attempt_id": attempt.id, "sitting_id": sitting_id, "nickname_key": key}
        self._add(session, PlayerRow, [player | {"nickname": nickname}])

    def _learner(self, session: Session) -> int:
        row = LearnerRow(zone="UTC", created_at=self.now, role="learner")
        session.add(row)
        session.flush()
        return row.id

    @staticmethod
    def _ids(session: Session, row: Any) -> Iterator[int]:
        return (found.id for found in session.query(row).all())

    @staticmethod
    def _add(session: Session, row: type[Base], rows: list[dict[str, Any]]) -> None:
        session.execute(insert(row), rows)
