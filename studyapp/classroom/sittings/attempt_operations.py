"""Attempts are opened, answered and handed in; every form of a quiz goes through here.

Each function takes the session of the write transaction that its caller holds, because what may
be done, and when, differs between an assigned, a live and a paper quiz.
"""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from studyapp.bank.grading import Given, grade
from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.quizzes.queries import rules_in_force
from studyapp.classroom.sittings.attempt_order import items_of, shown_in
from studyapp.classroom.sittings.marks import NOT_ASKED, Scored, tally
from studyapp.classroom.sittings.models import AttemptRow, ResponseRow
from studyapp.classroom.sittings.queries import Attempt, Sitting, get_attempt, marks_certainty
from studyapp.classroom.sittings.scoring import Rule, score_of
from studyapp.database import table_of
from studyapp.serving.metrics import note_answer
from studyapp.storage.prepared import PreparedRead, PreparedWrite

Sender = Literal["learner", "deadline", "teacher", "end"]
_RESPONSE, _ATTEMPT = table_of(ResponseRow), table_of(AttemptRow)
_SENT = set(_RESPONSE.columns.keys()) - {"id", "revision"}
_INSERT = insert(_RESPONSE).values(
    {name: bindparam(name) for name in _SENT} | {"revision": literal(1)}
)
_PLACE = ("attempt_id", "position")
_PUT = PreparedWrite(
    _INSERT.on_conflict_do_update(
        index_elements=_PLACE,
        set_={name: _INSERT.excluded[name] for name in _SENT.difference(_PLACE)}
        | {"revision": _RESPONSE.c.revision + 1},
    ).returning(_RESPONSE.c.revision)
)
_PUT_FIRST = PreparedWrite(
    _INSERT.on_conflict_do_nothing(index_elements=_PLACE).returning(_RESPONSE.c.revision)
)
_SCORES = PreparedRead(
    select(_RESPONSE.c.position, _RESPONSE.c.score, _RESPONSE.c.certainty).where(
        _RESPONSE.c.attempt_id == bindparam("attempt_id")
    )
)
_TALLY = PreparedWrite(
    update(_ATTEMPT).where(_ATTEMPT.c.id == bindparam("of_attempt")).returning(_ATTEMPT.c.id),
    sets=("marks", "points", "possible"),
)


@dataclass(frozen=True, slots=True)
class NewResponse:
    """An answer to an item on its way into an attempt.

    Attributes:
        entry_uuid: made by the client for this one answer.
        certainty: 1, 2 or 3, where certainty is marked.
    """

    item: FrozenItem
    given: Given
    entry_uuid: str
    certainty: int | None = None
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How the responses at a sitting count, read once for all that one transaction stores.

    Attributes:
        rules: of regraded items, by position.
    """

    rules: Mapping[int, Rule]
    marks_certainty: bool


def terms_of(session: Session, sitting_id: int, version_id: int) -> Terms:
    """Return how responses at a sitting of a frozen quiz count."""
    return Terms(rules_in_force(session, version_id), marks_certainty(session, sitting_id))


def open_attempt(
    session: Session,
    sitting: Sitting,
    quiz: FrozenQuiz,
    learner_id: int,
    *,
    now: datetime,
    seat_id: int | None = None,
    number: int = 1,
    seed: str | None = None,
    form: str | None = None,
) -> int:
    """Begin an attempt and return its id; raise IntegrityError when this number was begun."""
    row = AttemptRow(
        sitting_id=sitting.id,
        learner_id=learner_id,
        seat_id=seat_id,
        number=number,
        seed=seed or secrets.token_hex(8),
        form=form,
        started_at=now,
        is_late=False,
        marks="",
        points=0.0,
        possible=0.0,
    )
    session.add(row)
    session.flush()
    retally(session, get_attempt(row.id, session), quiz)
    return row.id


def put_response(
    session: Session,
    attempt: Attempt,
    quiz: FrozenQuiz,
    new: NewResponse,
    *,
    now: datetime,
    terms: Terms | None = None,
    first_stays: bool = False,
) -> int:
    """Let an answer stand for an item; return its revision, 0 if an earlier one stays.

    Args:
        terms: as `terms_of` gives them, where they were read in this transaction.
        first_stays: an earlier answer is kept, not replaced.
    """
    terms = terms or terms_of(session, attempt.sitting_id, quiz.version_id)
    question = new.item.question
    result = grade(question, new.given)
    row = (_PUT_FIRST if first_stays else _PUT).run(
        session,
        attempt_id=attempt.id,
        position=new.item.position,
        question_version_id=new.item.question_version_id,
        given=json.dumps(new.given, ensure_ascii=False),
        shown=json.dumps(shown_in(attempt.seed, new.item)),
        certainty=new.certainty,
        milliseconds=new.milliseconds,
        verdict=result.verdict,
        share=result.score,
        score=score_of(question, new.given, terms.rules.get(new.item.position)),
        entry_uuid=new.entry_uuid,
        answered_at=now,
    )
    if row is None:
        return 0
    note_answer(session)
    retally(session, attempt, quiz, terms)
    return int(row[0])


def retally(
    session: Session,
    attempt: Attempt,
    quiz: FrozenQuiz,
    terms: Terms | None = None,
) -> None:
    """Derive marks and points of an attempt from its responses anew.

    What was never put before the learner stays so.
    """
    terms = terms or terms_of(session, attempt.sitting_id, quiz.version_id)
    stored = _SCORES.all(session, attempt_id=attempt.id)
    result = tally(
        terms.rules,
        len(quiz.items),
        _asked(attempt, quiz),
        {position: Scored(score, certainty) for position, score, certainty in stored},
        marks_certainty=terms.marks_certainty,
    )
    _TALLY.run(
        session,
        of_attempt=attempt.id,
        marks=result.marks,
        points=result.points,
        possible=result.possible,
    )


def leave_out(
    session: Session, attempt_id: int, quiz: FrozenQuiz, positions: Collection[int]
) -> None:
    """Say of items that they were never put before the learner, so that they do not count."""
    attempt = get_attempt(attempt_id, session)
    marks = "".join(
        NOT_ASKED if position in positions else mark
        for position, mark in enumerate(attempt.marks, start=1)
    )
    retally(session, replace(attempt, marks=marks), quiz)


def hand_in(
    session: Session, attempt_id: int, by: Sender, *, at: datetime, is_late: bool = False
) -> None:
    """Close an attempt; one that was handed in already stays as it was."""
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.id == attempt_id, AttemptRow.submitted_at.is_(None))
        .values(submitted_at=at, submitted_by=by, is_late=is_late)
    )


def take_back(session: Session, attempt_id: int) -> None:
    """Delete an attempt that was never its learner's; no statistic keeps anything of it."""
    session.execute(delete(AttemptRow).where(AttemptRow.id == attempt_id))


def _asked(attempt: Attempt, quiz: FrozenQuiz) -> list[int]:
    """Return the positions of the items that the attempt asks; one just opened has no marks."""
    drawn = [item.position for item in items_of(quiz, attempt.seed)]
    return [n for n in drawn if attempt.marks[n - 1 : n] != NOT_ASKED]
