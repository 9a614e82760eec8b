"""Quizzes on paper are opened, and their results typed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.grading import Given
from studyapp.classroom.paper.form import PaperForm, PaperItem
from studyapp.classroom.paper.grid import row_mark, stored_cells
from studyapp.classroom.paper.queries import Paper, given_in
from studyapp.classroom.sittings.attempt_operations import (
    NewResponse,
    hand_in,
    open_attempt,
    put_response,
    take_back,
)
from studyapp.classroom.sittings.miss_operations import share_misses
from studyapp.classroom.sittings.models import AttemptRow, ResponseRow
from studyapp.classroom.sittings.operations import open_sitting
from studyapp.classroom.sittings.queries import (
    Attempt,
    Response,
    attempts_of,
    get_attempt,
    responses_of,
)
from studyapp.database import write_transaction
from studyapp.errors import ConflictError


class ChangedMeanwhileError(ConflictError):
    """The results of a pupil are no longer what the page showed; nothing of the row was saved."""


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What a row says of a pupil; items that are not named stay as they are.

    Attributes:
        shown: the mark of what the page showed, as `row_mark` gives it.
        form: that was answered; None where the results are taken back.
    """

    learner_id: int
    seat_id: int
    shown: str
    form: PaperForm | None
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


def save_result(paper: Paper, result: PaperResult, *, now: datetime) -> None:
    """Let the answers of a pupil stand in place of earlier ones; the same again changes nothing.

    Another form than before takes back what was typed for that one; without a form everything is
    taken back.

    Raises:
        ChangedMeanwhileError: something else is stored than the page showed and than is typed.
    """
    with write_transaction() as session:
        known = attempts_of(session, paper.sitting.id, result.learner_id)
        attempt = known[0] if known else None
        stored = responses_of(session, attempt.id) if attempt is not None else {}
        if _is_stored(result, attempt, stored):
            return
        if _mark_of(paper, attempt, stored) != result.shown:
            raise ChangedMeanwhileError("These results were changed since the page was loaded.")
        if result.form is not None:
            _put_answers(session, paper, result, result.form, attempt, now)
        elif attempt is not None:
            take_back(session, attempt.id)


def _is_stored(
    result: PaperResult, attempt: Attempt | None, stored: Mapping[int, Response]
) -> bool:
    if attempt is None or result.form is None:
        return attempt is None and result.form is None
    given = {entry.item.position: answer for entry, answer in result.answers}
    return attempt.form == result.form.letter and given == given_in(stored)


def _mark_of(paper: Paper, attempt: Attempt | None, stored: Mapping[int, Response]) -> str:
    """Return the mark of the row in which a page would show what is stored."""
    letter = (attempt.form if attempt is not None else None) or ""
    form = paper.forms.get(letter)
    return row_mark(letter, stored_cells(form, given_in(stored))) if form is not None else ""


def _put_answers(
    session: Session,
    paper: Paper,
    result: PaperResult,
    form: PaperForm,
    known: Attempt | None,
    now: datetime,
) -> None:
    attempt = _attempt_on(session, paper, result, form, known, now)
    stored = responses_of(session, attempt.id)
    for entry, given in result.answers:
        earlier = stored.get(entry.item.position)
        if earlier is None or earlier.given != given:
            new = NewResponse(entry.item, given, str(uuid4()))
            put_response(session, attempt, paper.quiz, new, now=now)
    hand_in(session, attempt.id, "teacher", at=now)
    share_misses(session, attempt, now=now)


def _attempt_on(
    session: Session,
    paper: Paper,
    result: PaperResult,
    form: PaperForm,
    known: Attempt | None,
    now: datetime,
) -> Attempt:
    """Return the attempt of a pupil, begun now or turned to the form that was answered."""
    if known is None:
        attempt_id = open_attempt(
            session,
            paper.sitting,
            paper.quiz,
            result.learner_id,
            now=now,
            seat_id=result.seat_id,
            seed=form.seed,
            form=form.letter,
        )
        return get_attempt(attempt_id, session)
    if known.form != form.letter:
        session.execute(delete(ResponseRow).where(ResponseRow.attempt_id == known.id))
        turned = update(AttemptRow).where(AttemptRow.id == known.id)
        # The marks tell what was asked, and this form may ask other items.
        session.execute(turned.values(form=form.letter, seed=form.seed, marks=""))
    return get_attempt(known.id, session)
