"""Guesses are counted before they are looked at, in the database that all processes share."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, insert
from sqlalchemy.orm import Session

from studyapp.accounts.guesses.keys import LETTERS
from studyapp.accounts.guesses.limits import GUESS_WINDOW, Limit
from studyapp.accounts.models import GuessRow
from studyapp.accounts.queries import count_guesses
from studyapp.counts import counted
from studyapp.database import write_transaction
from studyapp.errors import StudyAppError
from studyapp.serving.logs import log_security_event
from studyapp.storage.prepared import AnySession


class TooManyGuessesError(StudyAppError):
    """There were so many wrong guesses that no more are looked at for a while."""

    status = 429

    def __init__(self, what: str, limit: Limit) -> None:
        of = {"browser": "from this browser", "address": "from this network"}
        super().__init__(f"There were too many wrong {what} {of.get(limit.of, 'for this name')}.")
        self.advice = f"Wait {_in_words(limit.window)} and try again."
        self.retry_seconds = int(limit.window.total_seconds())


def take_guess(limits: Sequence[Limit], what: str, *, now: datetime) -> list[int]:
    """Count a guess under each limit before it is looked at; return what `take_back` needs.

    Guesses of one moment cannot slip past the limit together: each is counted when the next is.

    Args:
        limits: each of them has to have room.
        what: is guessed, in the plural.
        now: when.

    Raises:
        TooManyGuessesError: one of them has none; nothing is counted.
    """
    with write_transaction() as session:
        return add_guess(session, limits, what, now)


def add_guess(session: Session, limits: Sequence[Limit], what: str, now: datetime) -> list[int]:
    """Count a guess within a transaction; see `take_guess`."""
    is_over = and_(GuessRow.failed_at < now - GUESS_WINDOW, ~GuessRow.name_key.startswith(LETTERS))
    session.execute(delete(GuessRow).where(is_over))
    require_room(session, limits, what, now)
    rows = [{"name_key": limit.key, "failed_at": now} for limit in limits]
    return list(session.scalars(insert(GuessRow).returning(GuessRow.id), rows)) if rows else []


def require_room(session: AnySession, limits: Iterable[Limit], what: str, now: datetime) -> None:
    """Raise TooManyGuessesError when no guess is looked at any more."""
    for limit in limits:
        if count_guesses(limit.key, now - limit.window, session) >= limit.most:
            log_security_event("too many guesses", of=limit.of)
            raise TooManyGuessesError(what, limit)


def take_back(session: Session, guesses: Iterable[int]) -> None:
    """Uncount a guess that was right; wrong ones before it stay."""
    session.execute(delete(GuessRow).where(GuessRow.id.in_(list(guesses))))


def forget_guesses(session: Session, key: str) -> None:
    """Uncount every guess under a key, now that whoever it is about has come in."""
    session.execute(delete(GuessRow).where(GuessRow.name_key == key))


def _in_words(window: timedelta) -> str:
    minutes = round(window / timedelta(minutes=1))
    return "a minute" if minutes == 1 else counted(minutes, "minute")
