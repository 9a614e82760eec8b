"""Pupils take their seats and say what passes between their class and their own study."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.accounts.guesses.keys import seat_key
from studyapp.accounts.guesses.limits import Limit
from studyapp.accounts.guesses.operations import forget_guesses, take_back, take_guess
from studyapp.accounts.queries import Learner
from studyapp.accounts.sign_in.operations import Merge, enter_as
from studyapp.accounts.sign_in.passwords import hash_password, is_password
from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.classes.seat_names import word_key
from studyapp.classroom.roster.queries import SeatLock, classes_sat_in, find_seat_lock
from studyapp.database import write_transaction
from studyapp.errors import BadInputError, ConflictError, NotFoundError


class WrongWordError(BadInputError):
    """The personal word is not the one of the seat."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A browser in which somebody takes a seat.

    Attributes:
        present: who has used it so far.
        is_same: they say that the seats held here before are theirs, too.
    """

    present: Learner | None
    is_same: bool
    old_token: str
    new_token: str


def take_seat(
    class_id: int,
    seat_id: int,
    word: str,
    newcomer: Newcomer,
    *,
    wide: Sequence[Limit],
    merges: Iterable[Merge],
    now: datetime,
) -> None:
    """Sign a browser in as the pupil of a seat; the first to take it sets its personal word.

    Args:
        class_id, seat_id: of the seat.
        word: as it was typed.
        newcomer: the browser.
        wide: limits beside that of the seat, under which a wrong word counts.
        merges: move what is the newcomer's.
        now: when.

    Raises:
        WrongWordError: it is another word.
        TooManyGuessesError: there were too many wrong words for this seat.
        ConflictError: the seat belongs to an account, was taken meanwhile, or is gone; or the
            account that is signed in here has another seat in this class.
    """
    lock = find_seat_lock(class_id, seat_id)
    if lock is None:
        raise ConflictError("This name is not on the roster any more. Ask your teacher.")
    if lock.has_account:
        raise ConflictError("This name belongs to an account with a password. Sign in to it.")
    guess = _guess_of(lock, wide, now)
    word_hash = _checked_word(lock, word_key(word))
    with write_transaction() as session:
        _take(session, class_id, lock, word_hash, now)
        take_back(session, guess)
        present = _same_person(session, class_id, lock, newcomer)
        enter_as(
            session,
            lock.learner_id,
            present=present,
            old_token=newcomer.old_token,
            new_token=newcomer.new_token,
            merges=merges,
            now=now,
        )


def choose_sharing(learner_id: int, seat_id: int, *, misses: bool, study: bool) -> None:
    """Say what passes between a class and the own study of a pupil; see `SeatRow`.

    Args:
        misses: what is missed in class enters the own review.
        study: the teacher sees what the pupil knows from studying alone.
    """
    with write_transaction() as session:
        changed = (
            update(SeatRow)
            .where(
                SeatRow.id == seat_id,
                SeatRow.learner_id == learner_id,
                SeatRow.removed_at.is_(None),
            )
            .values(shares_misses=misses, shares_study=study)
            .returning(SeatRow.id)
        )
        if session.scalar(changed) is None:
            raise NotFoundError("You have no such seat.")


def _guess_of(lock: SeatLock, wide: Sequence[Limit], now: datetime) -> list[int]:
    """Count a guess; the first word of a free seat is none."""
    if lock.word_hash is None:
        return []
    return take_guess((Limit("seat", seat_key(lock.id)), *wide), "words", now=now)


def _checked_word(lock: SeatLock, word: str) -> str:
    """Return the hash that the seat keeps, that of a new word for a free one."""
    if lock.word_hash is None:
        return hash_password(word)
    if not is_password(word, lock.word_hash):
        raise WrongWordError("This is not the word of this name. Ask your teacher for a new one.")
    return lock.word_hash


def _take(session: Session, class_id: int, lock: SeatLock, word_hash: str, now: datetime) -> None:
    """Mark a seat as taken, unless somebody was quicker."""
    school_class = session.get(ClassRow, class_id)
    row = session.get(SeatRow, lock.id, with_for_update=True)
    if school_class is None or school_class.ended_at or row is None or row.removed_at:
        raise ConflictError("This name is not on the roster any more. Ask your teacher.")
    if (row.word_hash, row.learner_id) != (lock.word_hash, lock.learner_id):
        raise ConflictError(
            "Somebody has just taken this name. If that was not you, tell your teacher."
        )
    row.word_hash = word_hash
    row.taken_at = row.taken_at or now
    session.flush()
    forget_guesses(session, seat_key(lock.id))


def _same_person(
    session: Session, class_id: int, lock: SeatLock, newcomer: Newcomer
) -> Learner | None:
    """Return who has used the browser when that is the pupil of the seat; None otherwise.

    A browser may be shared by a whole class: a guest who sits anywhere is another pupil, unless
    the newcomer says that it is them.
    """
    present = newcomer.present
    if present is None or present.id == lock.learner_id:
        return present
    classes = classes_sat_in(session, present.id)
    if present.name is not None and class_id in classes:
        raise ConflictError("Your account has a seat in this class. Sign out to take another.")
    is_free = not classes or (newcomer.is_same and class_id not in classes)
    return present if present.name is not None or is_free else None
