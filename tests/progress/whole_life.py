"""A learner who has used everything, and what their archive says apart from numbers of rows."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from studyapp.accounts.own_data.queries import own_data_json
from studyapp.bank.grading import grade
from studyapp.bank.queries import catalogue
from studyapp.database import write_transaction
from studyapp.progress.travel.travel_queries import STAYS
from studyapp.reading.note import Note
from studyapp.reading.note_operations import keep_note
from studyapp.reading.note_selector import Selector
from studyapp.review.checks.enrolment_operations import enrol
from studyapp.review.checks.pretest_operations import Guess, keep_guesses
from studyapp.review.log.late_operations import record_late_answer
from studyapp.review.memory import PARAMETERS, SCHEDULER_VERSION
from studyapp.review.operations import (
    insist_on_answer,
    mark_as_guess,
    note_lapse_reason,
    rebuild_learner,
)
from studyapp.review.plan.exam import ExamWish
from studyapp.review.plan.exam_operations import make_exam
from studyapp.review.plan.habit_operations import save_habits
from studyapp.review.plan.habits import Habits
from studyapp.review.plan.models import MemoryFitRow
from studyapp.review.plan.put_off_operations import take_days_off
from studyapp.review.plan.put_off_plan import DaysOff
from studyapp.review.session.rest_operations import leave_out
from tests.conftest import NOON
from tests.progress.a_year import BERLIN, live_a_year
from tests.review.builders import give, make_answer

Archive = dict[str, Any]
OWN = [*PARAMETERS[:-1], 0.2]
REFERENCES = ("follows", "undoes", "log_id", "last_answer_id")
DERIVED = ("memory", "day_tally")


def uuid_of(number: int) -> str:
    return str(UUID(int=7 << 64 | number))


def live_wholly(learner_id: int, *, seed: int = 1929, days: int = 40) -> None:
    """Let a learner study, and do once whatever leaves a row of its own."""
    live_a_year(learner_id, days=days, seed=seed)
    with write_transaction() as session:
        session.execute(
            insert(MemoryFitRow),
            {
                **{"learner_id": learner_id, "fitted_at": NOON, "reviews": 400, "used": True},
                **{"parameters": json.dumps(OWN), "scheduler": SCHEDULER_VERSION},
                **{"loss_before": 0.41, "loss_after": 0.3},
            },
        )
        rebuild_learner(session, learner_id)
    save_habits(learner_id, Habits(0.85, 7, "minutes", 20, "nnnnnlo", recall_first=True))
    make_exam(learner_id, ExamWish("Orals", NOON.date(), ("source:woods-2003",), 30), now=NOON)
    _answer_in_every_way(learner_id)
    _plan_and_note(learner_id)


def _answer_in_every_way(learner_id: int) -> None:
    fresh = list(catalogue().questions.values())[-6:]
    missed, guessed, insisted, known_not, late, _ = fresh
    give(learner_id, missed, right=False, mode="new", answer_id=uuid_of(1))
    note_lapse_reason(learner_id, uuid_of(1), "misread", now=NOON)
    give(learner_id, missed, mode="retry", answer_id=uuid_of(2))
    give(learner_id, guessed, mode="new", answer_id=uuid_of(3))
    mark_as_guess(learner_id, uuid_of(3), zone=BERLIN, now=NOON)
    give(learner_id, insisted, right=False, mode="new", answer_id=uuid_of(4))
    insist_on_answer(learner_id, uuid_of(4), zone=BERLIN, now=NOON)
    give(learner_id, known_not, right=False, mode="new", given=None, answer_id=uuid_of(5))
    give(learner_id, late, mode="new", answer_id=uuid_of(6), now=NOON)
    answer = make_answer(late, answer_id=uuid_of(7))
    record_late_answer(
        learner_id,
        answer,
        grade(late.question, answer.given),
        zone=BERLIN,
        answered_at=NOON - timedelta(days=3),
        now=NOON,
    )


def _plan_and_note(learner_id: int) -> None:
    stored = list(catalogue().questions.values())
    unmet = stored[-1]
    keep_guesses(learner_id, {unmet.id: Guess(unmet.version_id, 1)}, now=NOON)
    with write_transaction() as session:
        enrol(session, learner_id, [unmet.id], NOON)
        leave_out(session, learner_id, [stored[-2].id])
    days_off = DaysOff(NOON.date() + timedelta(days=1), NOON.date() + timedelta(days=30), a_day=20)
    take_days_off(learner_id, days_off, today=NOON.date(), now=NOON)
    selector = Selector("an “exact” word", "before ", " after")
    keep_note(learner_id, Note(uuid_of(8), "woods-2003:61", selector, "Größe", NOON, NOON))


def archive_of(learner_id: int) -> Archive:
    archive: Archive = json.loads("".join(own_data_json(learner_id)))
    return archive


def packed(archive: Archive) -> bytes:
    return json.dumps(archive, ensure_ascii=False).encode()


def content_of(archive: Archive) -> dict[str, Any]:
    """Return what an archive says, rows named by their places instead of their numbers."""
    tables = archive["tables"]
    log, plans = (_places(tables[name]) for name in ("review_log", "put_off"))
    told = [name for name in tables if name not in STAYS or name in DERIVED]
    content: dict[str, Any] = {"versions": _sorted(archive["versions"])}
    for name in told:
        rows = []
        for row in tables[name]:
            kept = {k: v for k, v in row.items() if k not in {"id", "question_id", "version_id"}}
            for column in REFERENCES:
                if kept.get(column) is not None:
                    kept[column] = log[kept[column]]
            if kept.get("put_off_id") is not None:
                kept["put_off_id"] = plans[kept["put_off_id"]]
            rows.append(kept)
        content[name] = rows if name == "review_log" else _sorted(rows)
    return content


def _places(rows: list[dict[str, Any]]) -> dict[int, int]:
    return {row["id"]: place for place, row in enumerate(rows)}


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
