"""Guesses made before reading are kept, and move with a guest into an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from studyapp.database import db, table_of, write_transaction
from studyapp.review.models import PretestRow
from studyapp.storage.prepared import PreparedRead

_PRETEST = table_of(PretestRow).c
_PRETESTED = PreparedRead(
    select(_PRETEST.question_id).where(_PRETEST.learner_id == bindparam("learner_id"))
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess at the version of a question; `given` is None when it was left out."""

    version_id: int
    given: int | None


def keep_guesses(learner_id: int, guesses: Mapping[int, Guess], *, now: datetime) -> None:
    """Keep the guesses of a pretest by question id; those of an earlier one are replaced."""
    with write_transaction(learner_id) as session:
        for question_id, guess in guesses.items():
            row = session.get(PretestRow, (learner_id, question_id))
            if row is None:
                row = PretestRow(learner_id=learner_id, question_id=question_id)
                session.add(row)
            row.version_id, row.given, row.given_at = guess.version_id, guess.given, now


def pretested(learner_id: int) -> set[int]:
    """Return the questions that a learner was asked before reading."""
    return {row[0] for row in _PRETESTED.all(db.session, learner_id=learner_id)}


def merge_pretests(session: Session, guest_id: int, account_id: int) -> None:
    """Move a guest's guesses into an account; those of the account stay."""
    known = select(PretestRow.question_id).where(PretestRow.learner_id == account_id)
    is_guests = PretestRow.learner_id == guest_id
    doubled = set(session.scalars(known))
    session.execute(delete(PretestRow).where(is_guests, PretestRow.question_id.in_(doubled)))
    session.execute(update(PretestRow).where(is_guests).values(learner_id=account_id))
