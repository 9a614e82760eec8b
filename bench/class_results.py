"""Row 10: the results of one quiz of a large class, and how that class stands.

However much it has answered before: that is what the lines in `×` compare.
"""

import random
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from bench.browser import Browser
from bench.class_study import study_alone
from bench.instances import Content, open_instance
from bench.rows import Goal, Row, median_row, ratio_row
from bench.sampling import Batch, Sample, in_turns, repeated
from bench.servers import Server, serving_app
from studyapp.accounts.access import COOKIE
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.tokens import new_token
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Single
from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.quizzes.models import QuizRow, QuizVersionRow, VersionItemRow
from studyapp.classroom.sittings.models import AttemptRow, ResponseRow, SittingRow
from studyapp.clock import utc_now
from studyapp.database import Base, write_transaction

PUPILS, ITEMS = 300, 50
SITTINGS = (1, 10)
PAGES_A_SAMPLE = 5
BEGUN_BEFORE = timedelta(hours=1)
RESULTS, STANDING, GROWTH = Goal(12, 3), Goal(150, 50), Goal(1.3, 1.05)


@dataclass(frozen=True, slots=True)
class ClassInstance:
    """An instance with a class that has worked on so many quizzes; its teacher's cookie."""

    instance: Path
    sittings: int
    token: str

    @property
    def name(self) -> str:
        """Return what its samples are called after."""
        return f"{self.sittings * PUPILS * ITEMS // 1000}k"


def class_rows(base: Path, content: Content, rounds: int) -> list[Row]:
    """Open the results of the first quiz and the standing of the class, with few quizzes and many.

    Args:
        base: an instance folder that holds the content.
        content: what it holds.
        rounds: how often.
    """
    made = [_make_class(base, content, sittings) for sittings in SITTINGS]
    with ExitStack() as stack:
        servers = [stack.enter_context(serving_app(one.instance, content)) for one in made]
        pairs = zip(made, servers, strict=True)
        batches = [batch for one, server in pairs for batch in _batches(one, server)]
        samples = in_turns(batches, rounds)
    short, long = (one.name for one in made)
    first, later = samples[f"grid {short}"], samples[f"grid {long}"]
    return [
        _cost_row(f"GET results of {PUPILS} × {ITEMS}, {short} answers", first, RESULTS),
        ratio_row(10, f"  {long} : {short}", later, short, first, GROWTH),
        _cost_row(
            f"GET how a class of {PUPILS} × {ITEMS} stands", samples[f"class {short}"], STANDING
        ),
    ]


def _cost_row(operation: str, samples: Sequence[Sample], goal: Goal) -> Row:
    return median_row(10, operation, [sample.cpu_ms for sample in samples], goal)


def _batches(one: ClassInstance, server: Server) -> list[Batch]:
    browser = Browser(server.port, {COOKIE: one.token})
    return [
        repeated(name, partial(browser.get, address), PAGES_A_SAMPLE, server.cpu_seconds)
        for name, address in (
            (f"grid {one.name}", "/sittings/1"),
            (f"class {one.name}", "/classes/1/progress"),
        )
    ]


def _make_class(base: Path, content: Content, sittings: int) -> ClassInstance:
    instance = base.with_name(f"{base.name}-class-{sittings}")
    shutil.copytree(base, instance)
    with open_instance(instance, content) as app, app.app_context():
        token = new_token(str(app.config["SECRET_KEY"]))
        teacher_id = ensure_learner(token, "UTC", now=utc_now()).id
        stored = catalogue().questions.values()
        asked = [s for s in stored if isinstance(s.question, Single)][:ITEMS]
        with write_transaction() as session:
            learners = _fill(session, teacher_id, [s.version_id for s in asked], sittings)
            study_alone(session, learners, asked)
    return ClassInstance(instance, sittings, token)


def _fill(session: Session, teacher_id: int, versions: Sequence[int], sittings: int) -> list[int]:
    """Store a class whose pupils have answered every question of every quiz; return the pupils."""
    chance, now = random.Random(1), utc_now()  # noqa: S311 -- made-up answers
    session.execute(update(LearnerRow).where(LearnerRow.id == teacher_id).values(role="teacher"))
    class_id = _add(session, ClassRow, _class_values(teacher_id))
    people = [{"role": "learner", "zone": "UTC", "created_at": now} for _ in range(PUPILS)]
    learners = list(session.scalars(insert(LearnerRow).returning(LearnerRow.id), people))
    seats = _add_seats(session, class_id, learners)
    version_id = _add_quiz(session, teacher_id, versions)
    for number in range(sittings):
        sitting_id = _add(
            session,
            SittingRow,
            {
                "version_id": version_id,
                "class_id": class_id,
                "host_id": teacher_id,
                "kind": "paper",
                "title": f"Quiz {number + 1}",
                "seed": "0",
                "created_at": now,
            },
        )
        _answer_all(session, chance, sitting_id, list(zip(learners, seats, strict=True)), versions)
    return learners


def _add(session: Session, row: type[Base], values: dict[str, Any]) -> int:
    added = row(**values)
    session.add(added)
    session.flush()
    return int(added.id)  # type: ignore[attr-defined]  # every table here has an id


def _class_values(teacher_id: int) -> dict[str, Any]:
    now = utc_now()
    erase_on = (now + timedelta(days=365)).date()
    return {
        "teacher_id": teacher_id,
        "name": "A whole year",
        "zone": "UTC",
        "erase_on": erase_on,
        "created_at": now,
    }


def _add_seats(session: Session, class_id: int, learners: Sequence[int]) -> list[int]:
    rows = [
        {
            "class_id": class_id,
            "learner_id": learner_id,
            "name": f"Pupil {number:03}",
            "name_key": f"pupil {number:03}",
            "shares_misses": False,
            "created_at": utc_now(),
        }
        for number, learner_id in enumerate(learners)
    ]
    return list(session.scalars(insert(SeatRow).returning(SeatRow.id), rows))


def _add_quiz(session: Session, teacher_id: int, versions: Sequence[int]) -> int:
    now = utc_now()
    common = {"title": "A long quiz", "shuffles": False}
    times = {"created_at": now, "changed_at": now}
    quiz_id = _add(session, QuizRow, common | times | {"owner_id": teacher_id})
    frozen = {"quiz_id": quiz_id, "number": 1, "content_hash": "0", "frozen_at": now}
    version_id = _add(session, QuizVersionRow, common | frozen)
    items = [
        {"version_id": version_id, "position": position, "question_version_id": question}
        for position, question in enumerate(versions, start=1)
    ]
    session.execute(insert(VersionItemRow), items)
    return version_id


def _answer_all(
    session: Session,
    chance: random.Random,
    sitting_id: int,
    pupils: Sequence[tuple[int, int]],
    versions: Sequence[int],
) -> None:
    now = utc_now()
    marks = ["".join(chance.choices("10p.", (60, 30, 5, 5), k=ITEMS)) for _ in pupils]
    attempts = [
        {
            "sitting_id": sitting_id,
            "learner_id": learner_id,
            "seat_id": seat_id,
            "number": 1,
            "seed": "0",
            "started_at": now - BEGUN_BEFORE,
            "submitted_at": now,
            "submitted_by": "teacher",
            "is_late": False,
            "marks": of_pupil,
            "points": of_pupil.count("1") + of_pupil.count("p") / 2,
            "possible": float(ITEMS),
        }
        for (learner_id, seat_id), of_pupil in zip(pupils, marks, strict=True)
    ]
    ids = session.scalars(insert(AttemptRow).returning(AttemptRow.id), attempts)
    responses = [
        {
            "attempt_id": attempt_id,
            "position": position,
            "question_version_id": versions[position - 1],
            "given": "0",
            "shown": "[0, 1, 2, 3]",
            "verdict": "right" if mark == "1" else "wrong",
            "share": 0.5 if mark == "p" else float(mark == "1"),
            "score": 0.5 if mark == "p" else float(mark == "1"),
            "entry_uuid": f"{attempt_id}-{position}",
            "revision": 1,
            "answered_at": now,
        }
        for attempt_id, of_pupil in zip(ids, marks, strict=True)
        for position, mark in enumerate(of_pupil, start=1)
        if mark != "."
    ]
    session.execute(insert(ResponseRow), responses)
