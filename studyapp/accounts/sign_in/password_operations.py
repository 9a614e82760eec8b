"""Passwords are proved, changed and reset."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from studyapp.accounts.guesses.limits import Limit
from studyapp.accounts.guesses.operations import forget_guesses, take_back, take_guess
from studyapp.accounts.models import LearnerRow
from studyapp.accounts.queries import get_account_id, get_own_credentials
from studyapp.accounts.sign_in.passwords import hash_password, is_password
from studyapp.accounts.sign_in.session_operations import close_every_way_in, open_session
from studyapp.database import db, write_transaction
from studyapp.errors import ConflictError
from studyapp.serving.logs import log_security_event


def prove_password(
    learner_id: int, password: str, *, wide: Sequence[Limit], now: datetime
) -> str | None:
    """Return the hash that the password of a signed-in person fits; None when it is wrong.

    Args:
        learner_id: of an account.
        password: as it was typed.
        wide: limits beside that of the account, under which a wrong one counts.
        now: when it was typed.

    Raises:
        TooManyGuessesError: too many were wrong; this one was not looked at.
    """
    name_key, password_hash = get_own_credentials(db.session, learner_id)
    guess = take_guess((Limit("account", name_key), *wide), "passwords", now=now)
    if not is_password(password, password_hash):
        return None
    with write_transaction() as session:
        take_back(session, guess)
    return password_hash


def change_password(
    learner_id: int,
    present: str,
    wanted: str,
    token: str,
    *,
    wide: Sequence[Limit],
    now: datetime,
) -> bool:
    """Change the password of an account; False when the present one is wrong.

    Every session, program and calendar address ends; this browser goes on under a new token.

    Raises:
        TooManyGuessesError: too many were wrong; nothing was looked at.
        ConflictError: it was changed meanwhile.
    """
    proved = prove_password(learner_id, present, wide=wide, now=now)
    if proved is None:
        return False
    password_hash = hash_password(wanted)
    with write_transaction() as session:
        require_same_password(session, learner_id, proved)
        _set_password(session, learner_id, password_hash)
        open_session(session, learner_id, token, now)
    log_security_event("password changed")
    return True


def reset_password(name: str, password: str) -> None:
    """Set a new password; end every session, token and calendar address of the account."""
    learner_id = get_account_id(name)
    password_hash = hash_password(password)
    with write_transaction() as session:
        _set_password(session, learner_id, password_hash)
    log_security_event("password reset")


def require_same_password(session: Session, account_id: int, checked: str) -> None:
    """Refuse when the password of an account was changed since it was looked at.

    Args:
        session: that writes.
        account_id: of whom.
        checked: the hash that was found to fit.
    """
    _, password_hash = get_own_credentials(session, account_id)
    if password_hash != checked:
        raise ConflictError("The password has just been changed. Sign in with the new one.")


def _set_password(session: Session, learner_id: int, password_hash: str) -> None:
    statement = update(LearnerRow).where(LearnerRow.id == learner_id)
    name_key = session.scalar(
        statement.values(password_hash=password_hash).returning(LearnerRow.name_key)
    )
    close_every_way_in(session, learner_id)
    forget_guesses(session, str(name_key))
