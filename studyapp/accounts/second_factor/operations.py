"""Two-step sign-in is set up, switched off, and asked for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from studyapp.accounts.guesses.limits import Limit
from studyapp.accounts.guesses.operations import add_guess, take_back
from studyapp.accounts.models import RecoveryCodeRow, SecondFactorRow
from studyapp.accounts.queries import get_account_id, get_own_credentials
from studyapp.accounts.second_factor.queries import SETUP_LASTS, has_second_factor
from studyapp.accounts.second_factor.recovery_codes import new_recovery_codes, recovery_code_hash
from studyapp.accounts.second_factor.totp import new_salt, step_of, totp_secret
from studyapp.accounts.sign_in.password_operations import require_same_password
from studyapp.database import write_transaction
from studyapp.errors import ConflictError, NotFoundError
from studyapp.serving.logs import log_security_event


def begin_second_factor(
    learner_id: int, password_hash: str, secret_key: str, *, now: datetime
) -> str:
    """Begin to set two-step sign-in up and return its secret; one begun before is void.

    Args:
        learner_id: of an account.
        password_hash: that the password fits which has just been typed.
        secret_key: of the server.
        now: when.

    Raises:
        ConflictError: it is on already, or the password has changed.
    """
    salt = new_salt()
    with write_transaction() as session:
        require_same_password(session, learner_id, password_hash)
        if has_second_factor(session, learner_id):
            raise ConflictError("Two-step sign-in is on already. Switch it off first.")
        session.execute(delete(SecondFactorRow).where(SecondFactorRow.learner_id == learner_id))
        row = {"learner_id": learner_id, "salt": salt, "created_at": now}
        session.execute(insert(SecondFactorRow).values(row))
    return totp_secret(salt, secret_key)


def confirm_second_factor(
    learner_id: int, code: str, secret_key: str, *, now: datetime
) -> list[str] | None:
    """Switch two-step sign-in on and return recovery codes; None when the code is wrong.

    Raises:
        ConflictError: nothing is being set up, or it was begun too long ago.
    """
    with write_transaction() as session:
        row = session.get(SecondFactorRow, learner_id)
        if row is None or row.confirmed_at is not None or row.created_at <= now - SETUP_LASTS:
            raise ConflictError("Two-step sign-in is not being set up. Begin again.")
        secret = totp_secret(row.salt, secret_key)
        step = step_of(code, secret, after=row.last_step, now=now)
        if step is None:
            return None
        row.confirmed_at, row.last_step = now, step
        codes = _replace_recovery_codes(session, learner_id)
    log_security_event("second factor switched on")
    return codes


def switch_off_second_factor(
    learner_id: int,
    password_hash: str,
    code: str,
    secret_key: str,
    *,
    wide: Sequence[Limit],
    now: datetime,
) -> bool:
    """Switch two-step sign-in off; False when the code is wrong.

    Args:
        learner_id: of an account.
        password_hash: that the password fits which has just been typed.
        code: of the app, or a recovery code.
        secret_key: of the server.
        wide: limits beside that of the account, under which a wrong code counts.
        now: when.

    Raises:
        TooManyGuessesError: too many codes were wrong; this one was not looked at.
    """
    with write_transaction() as session:
        require_same_password(session, learner_id, password_hash)
        if not _prove_code(session, learner_id, code, secret_key, wide, now):
            return False
        _forget_second_factor(session, learner_id)
    log_security_event("second factor switched off")
    return True


def renew_recovery_codes(
    learner_id: int, code: str, secret_key: str, *, wide: Sequence[Limit], now: datetime
) -> list[str] | None:
    """Make new recovery codes, so that those before open nothing; None when the code is wrong.

    Raises:
        TooManyGuessesError: too many codes were wrong; this one was not looked at.
    """
    with write_transaction() as session:
        if not _prove_code(session, learner_id, code, secret_key, wide, now):
            return None
        codes = _replace_recovery_codes(session, learner_id)
    log_security_event("recovery codes renewed")
    return codes


def reset_second_factor(name: str) -> None:
    """Switch two-step sign-in of an account off for somebody who has lost app and codes.

    Raises:
        NotFoundError: there is no such account, or it is off.
    """
    learner_id = get_account_id(name)
    with write_transaction() as session:
        if not has_second_factor(session, learner_id):
            raise NotFoundError(f"Two-step sign-in of {name!r} is not on.")
        _forget_second_factor(session, learner_id)
    log_security_event("second factor reset")


def take_code(session: Session, learner_id: int, code: str, secret_key: str, now: datetime) -> bool:
    """Tell whether a code is right; none is taken twice.

    Args:
        session: that writes.
        learner_id: of an account with two-step sign-in.
        code: of the app, or a recovery code.
        secret_key: of the server.
        now: when it was typed.
    """
    row = session.get(SecondFactorRow, learner_id)
    if row is None or row.confirmed_at is None:
        return False
    step = step_of(code, totp_secret(row.salt, secret_key), after=row.last_step, now=now)
    if step is not None:
        row.last_step = step
        return True
    of_code = (
        RecoveryCodeRow.learner_id == learner_id,
        RecoveryCodeRow.code_hash == recovery_code_hash(code),
        RecoveryCodeRow.used_at.is_(None),
    )
    used = update(RecoveryCodeRow).where(*of_code).values(used_at=now).returning(RecoveryCodeRow.id)
    is_right = session.scalar(used) is not None
    if is_right:
        log_security_event("recovery code used")
    return is_right


def _prove_code(
    session: Session,
    learner_id: int,
    code: str,
    secret_key: str,
    wide: Sequence[Limit],
    now: datetime,
) -> bool:
    """Tell whether a signed-in person has shown a right code; a wrong one counts."""
    if not has_second_factor(session, learner_id):
        raise ConflictError("Two-step sign-in is off.")
    name_key, _ = get_own_credentials(session, learner_id)
    guess = add_guess(session, (Limit("account", name_key), *wide), "codes", now)
    is_right = take_code(session, learner_id, code, secret_key, now)
    if is_right:
        take_back(session, guess)
    return is_right


def _replace_recovery_codes(session: Session, learner_id: int) -> list[str]:
    codes = new_recovery_codes()
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.learner_id == learner_id))
    rows = [{"learner_id": learner_id, "code_hash": recovery_code_hash(code)} for code in codes]
    session.execute(insert(RecoveryCodeRow), rows)
    return codes


def _forget_second_factor(session: Session, learner_id: int) -> None:
    for row in (RecoveryCodeRow, SecondFactorRow):
        session.execute(delete(row).where(row.learner_id == learner_id))
