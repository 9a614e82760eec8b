"""Somebody signs in: by a password, by a code after it, or by what a class knows them by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from studyapp.accounts.guesses.limits import Limit
from studyapp.accounts.guesses.operations import (
    add_guess,
    forget_guesses,
    take_back,
    take_guess,
)
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.queries import Learner, find_credentials, get_own_credentials, name_key
from studyapp.accounts.second_factor.operations import take_code
from studyapp.accounts.second_factor.queries import has_second_factor
from studyapp.accounts.sign_in.password_operations import require_same_password
from studyapp.accounts.sign_in.passwords import is_password
from studyapp.accounts.sign_in.session_operations import close_session, open_session
from studyapp.accounts.sign_in.ticket import Ticket, password_mark
from studyapp.database import write_transaction
from studyapp.errors import ConflictError

Merge = Callable[[Session, int, int], None]
"""Moves what one capability keeps of a guest (second id given: the account)."""
Stays = Callable[[Session, int], bool]


def _nobody_stays(_session: Session, _guest_id: int) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Arrival:
    """A browser in which somebody signs in.

    Attributes:
        guest: who has used it so far; what they did moves into the account.
        old_token: of the session that ends; None for none.
        new_token: of the session that begins.
        merges: move what is the guest's.
        stays: tells of a guest that they are somebody else, such as a pupil at a shared device.
    """

    guest: Learner | None
    old_token: str | None
    new_token: str
    merges: Iterable[Merge] = ()
    stays: Stays = _nobody_stays


@dataclass(frozen=True, slots=True)
class Proof:
    """That a password is right.

    Attributes:
        account_id: whose.
        password_mark: see `ticket.py`.
        needs_code: nobody is signed in before a code is shown, too.
    """

    account_id: int
    password_mark: str
    needs_code: bool = False


def sign_in(
    name: str, password: str, arrival: Arrival, *, wide: Sequence[Limit] = (), now: datetime
) -> Proof | None:
    """Sign in unless the account asks for a code as well; None when name or password is wrong.

    Args:
        name, password: as they were typed.
        arrival: where.
        wide: limits beside that of the name, under which a wrong password counts.
        now: when.

    Raises:
        TooManyGuessesError: too many were wrong; the password was not looked at.
    """
    key = name_key(name)
    guess = take_guess((Limit("account", key), *wide), "passwords", now=now)
    credentials = find_credentials(name)
    if not is_password(password, credentials[1] if credentials else None) or credentials is None:
        return None
    account_id, password_hash = credentials
    with write_transaction() as session:
        require_same_password(session, account_id, password_hash)
        take_back(session, guess)
        needs_code = has_second_factor(session, account_id)
        if not needs_code:
            _enter(session, account_id, key, arrival, now)
    return Proof(account_id, password_mark(password_hash), needs_code)


def finish_sign_in(
    ticket: Ticket,
    code: str,
    arrival: Arrival,
    *,
    secret_key: str,
    wide: Sequence[Limit],
    now: datetime,
) -> bool:
    """Sign in whoever has shown their password before, and now a code; False when it is wrong.

    Args:
        ticket: that was handed out for the password.
        code: of the app, or a recovery code.
        arrival: where.
        secret_key: of the server.
        wide: limits beside that of the account, under which a wrong code counts.
        now: when.

    Raises:
        TooManyGuessesError: too many were wrong; this one was not looked at.
        ConflictError: the password was changed, or codes are not asked for any more.
    """
    with write_transaction() as session:
        key, password_hash = get_own_credentials(session, ticket.account_id)
        is_same = password_mark(password_hash) == ticket.password_mark
        if not is_same or not has_second_factor(session, ticket.account_id):
            raise ConflictError("How this account signs in has just been changed. Sign in again.")
        guess = add_guess(session, (Limit("account", key), *wide), "codes", now)
        is_right = take_code(session, ticket.account_id, code, secret_key, now)
        if is_right:
            take_back(session, guess)
            _enter(session, ticket.account_id, key, arrival, now)
    return is_right


def enter_as(
    session: Session,
    learner_id: int,
    *,
    present: Learner | None,
    old_token: str,
    new_token: str,
    merges: Iterable[Merge],
    now: datetime,
) -> int:
    """Sign a browser in as a nameless learner who has shown who they are; return whom it is now.

    What a guest has done moves into the learner. An account takes the learner in instead.

    Args:
        present: who has used this browser and is the same person; None when nobody is.

    Raises:
        ConflictError: the learner has an account.
    """
    if not _is_nameless(session, learner_id):
        raise ConflictError("This name belongs to an account with a password. Sign in to it.")
    holder_id = learner_id
    if present is not None and present.id != learner_id:
        if _is_nameless(session, present.id):
            _move(session, present.id, learner_id, merges)
        else:
            holder_id = present.id
            _move(session, learner_id, holder_id, merges)
    close_session(session, old_token)
    open_session(session, holder_id, new_token, now)
    return holder_id


def _enter(session: Session, account_id: int, key: str, arrival: Arrival, now: datetime) -> None:
    forget_guesses(session, key)
    guest_id = arrival.guest.id if arrival.guest and arrival.guest.id != account_id else None
    if guest_id and _is_nameless(session, guest_id) and not arrival.stays(session, guest_id):
        _move(session, guest_id, account_id, arrival.merges)
    if arrival.old_token is not None:
        close_session(session, arrival.old_token)
    open_session(session, account_id, arrival.new_token, now)


def _is_nameless(session: Session, learner_id: int) -> bool:
    is_guest = (LearnerRow.id == learner_id) & LearnerRow.name.is_(None)
    return session.scalar(select(LearnerRow.id).where(is_guest)) is not None


def _move(session: Session, guest_id: int, account_id: int, merges: Iterable[Merge]) -> None:
    for merge in merges:
        merge(session, guest_id, account_id)
    session.execute(delete(LearnerRow).where(LearnerRow.id == guest_id))
