"""Quizzes on paper are opened, and their results typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.grading import Given
from studyapp.classroom.paper.form import PaperForm, PaperItem
from studyapp.classroom.quizzes.frozen import FrozenQuiz
from studyapp.classroom.sittings.attempt_operations import (
    NewResponse,
    hand_in,
    open_attempt,
    put_response,
)
from studyapp.classroom.sittings.miss_operations import share_misses
from studyapp.classroom.sittings.models import AttemptRow, ResponseRow
from studyapp.classroom.sittings.operations import open_sitting
from studyapp.classroom.sittings.queries import (
    Attempt,
    Sitting,
    attempts_of,
    get_attempt,
    responses_of,
)
from studyapp.database import write_transaction


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What a pupil has answered on a form; items that are not named stay as they are."""

    learner_id: int
    seat_id: int
    form: PaperForm
    answers: Sequence[tuple[PaperItem, Given]]


def open_paper(
    quiz_id: int, served: Catalogue, *, host_id: int, class_id: int, now: datetime
) -> int:
    """Freeze a quiz for printing and return the id of the sitting.

    Raises:
        ConflictError: the quiz has no questions.
    """
    with write_transaction() as session:
        return open_sitting(
            session, quiz_id, served, kind="paper", host_id=host_id, class_id=class_id, now=now
        )


def save_result(sitting: Sitting, quiz: FrozenQuiz, result: PaperResult, *, now: datetime) -> None:
    """Let the answers of a pupil stand in place of earlier ones; the same again changes nothing.

    Another form than before takes back what was typed for that one.
    """
    with write_transaction() as session:
        attempt = _attempt_on(session, sitting, quiz, result, now)
        stored = responses_of(session, attempt.id)
        for entry, given in result.answers:
            earlier = stored.get(entry.item.position)
            if earlier is None or earlier.given != given:
                new = NewResponse(entry.item, given, str(uuid4()))
                put_response(session, attempt, quiz, new, now=now)
        hand_in(session, attempt.id, "teacher", at=now)
        share_misses(session, attempt, now=now)


def _attempt_on(
    session: Session, sitting: Sitting, quiz: FrozenQuiz, result: PaperResult, now: datetime
) -> Attempt:
    """Return the attempt of a pupil, begun now or turned to the form that was answered."""
    form = result.form
    known = attempts_of(session, sitting.id, result.learner_id)
    if not known:
        attempt_id = open_attempt(
            session,
            sitting,
            quiz,
            result.learner_id,
            now=now,
            seat_id=result.seat_id,
            seed=form.seed,
            form=form.letter,
        )
        return get_attempt(attempt_id, session)
    attempt = known[0]
    if attempt.form != form.letter:
        session.execute(delete(ResponseRow).where(ResponseRow.attempt_id == attempt.id))
        turned = update(AttemptRow).where(AttemptRow.id == attempt.id)
        # The marks tell what was asked, and this form may ask other items.
        session.execute(turned.values(form=form.letter, seed=form.seed, marks=""))
    return get_attempt(attempt.id, session)
