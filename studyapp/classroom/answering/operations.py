"""A learner works on an assigned quiz: begins, and answers one item after another."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studyapp.bank.grading import Given
from studyapp.classroom.assigned.deadline import is_over
from studyapp.classroom.assigned.queries import (
    AssignedQuiz,
    TimedAttempt,
    find_open_attempt,
    get_assigned,
)
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.classes.queries import Seat
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_operations import NewResponse, open_attempt, put_response
from studyapp.classroom.sittings.marks import answered_in
from studyapp.classroom.sittings.queries import (
    Response,
    attempts_of,
    get_attempt,
    get_sitting,
    responses_of,
)
from studyapp.database import write_transaction
from studyapp.errors import ConflictError


class WorkOverError(ConflictError):
    """The attempt was handed in, or its time is over; the sentence says what was kept."""

    advice = "What was kept before has been handed in."


class NewerAnswerError(ConflictError):
    """Another device has answered the same item since; the learner has to decide.

    Attributes:
        newer: the answer that stands.
    """

    advice = "Open the question to compare both answers."

    def __init__(self, newer: Response) -> None:
        super().__init__("This question was answered on another device meanwhile.")
        self.newer = newer


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands after a save: the revision of the item, how many of the items are answered."""

    revision: int
    answered: int
    asked: int


def begin_work(sitting_id: int, seat: Seat, *, now: datetime) -> int:
    """Begin an attempt, or find the one that is open; return its id.

    Raises:
        ConflictError: the quiz is not open, or no attempt is left.
    """
    try:
        with write_transaction(seat.learner_id) as session:
            quiz = get_assigned(sitting_id, session)
            attempts = attempts_of(session, sitting_id, seat.learner_id)
            for attempt in attempts:
                if attempt.submitted_at is None:
                    return attempt.id
            _require_open(session, quiz, seat, now)
            if quiz.assignment.attempts is not None and len(attempts) >= quiz.assignment.attempts:
                raise ConflictError("You have used all your attempts at this quiz.")
            return open_attempt(
                session,
                quiz.sitting,
                get_frozen(quiz.sitting.version_id),
                seat.learner_id,
                now=now,
                seat_id=seat.id,
                number=max((attempt.number for attempt in attempts), default=0) + 1,
            )
    except IntegrityError as error:
        raise ConflictError("This quiz was begun on another device just now.") from error


def save_answer(attempt_id: int, new: NewResponse, *, revision: int, now: datetime) -> Saved:
    """Keep an answer to an item; the same entry again, or the same answer, changes nothing.

    Args:
        attempt_id: of an attempt at an assigned quiz.
        new: the answer.
        revision: of the answer that the learner saw when they gave this one; 0 for none.
        now: answers that arrive within the grace count as given at the deadline.

    Raises:
        WorkOverError: the attempt was handed in, or its time is over.
        NewerAnswerError: another device has answered since.
        ConflictError: the answer was checked already, with feedback after each question.
    """
    with write_transaction(f"attempt {attempt_id}") as session:
        attempt = get_attempt(attempt_id, session)
        stored = responses_of(session, attempt_id).get(new.item.position)
        if stored is not None and stored.entry_uuid == new.entry_uuid:
            return _saved(session, attempt_id, stored.revision)
        entry = _require_under_way(session, attempt_id, now)
        if stored is not None:
            if entry.assignment.feedback == "each":
                raise ConflictError("This question has been checked, so its answer stays.")
            if _is_same(stored, new):
                return _saved(session, attempt_id, stored.revision)
            if stored.revision != revision:
                raise NewerAnswerError(stored)
        quiz = get_frozen(get_sitting(attempt.sitting_id, session).version_id)
        at = min(now, entry.deadline)
        return _saved(session, attempt_id, put_response(session, attempt, quiz, new, now=at))


def _require_open(session: Session, quiz: AssignedQuiz, seat: Seat, now: datetime) -> None:
    window = quiz.window(more_time_of(session, seat.learner_id))
    phase = window.phase(now)
    if phase == "coming":
        raise ConflictError(f"This quiz opens on {moment_text(window.opens_at, quiz.zone)}.")
    if phase == "over":
        raise ConflictError(f"This quiz closed on {moment_text(window.ends_at, quiz.zone)}.")


def _require_under_way(session: Session, attempt_id: int, now: datetime) -> TimedAttempt:
    entry = find_open_attempt(session, attempt_id)
    if entry is not None and not is_over(entry.deadline, now):
        return entry
    attempt = get_attempt(attempt_id, session)
    answered, _ = answered_in(attempt.marks)
    reason = "The time is over" if entry is not None else "This attempt has been handed in"
    raise WorkOverError(f"{reason}, so this answer was not kept. {_counted_before(answered)}")


def _counted_before(answered: int) -> str:
    """Say what of an attempt counts that takes no answers any more."""
    if not answered:
        return "You had given no answer before."
    if answered == 1:
        return "The answer that you gave before counts."
    return f"The {answered} answers that you gave before count."


def _is_same(stored: Response, new: NewResponse) -> bool:
    same: Given = stored.given
    return same == new.given and stored.certainty == new.certainty


def _saved(session: Session, attempt_id: int, revision: int) -> Saved:
    return Saved(revision, *answered_in(get_attempt(attempt_id, session).marks))
