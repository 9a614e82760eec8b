"""Changes to people and sessions."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from studyapp.accounts.guess_keys import LETTERS
from studyapp.accounts.models import (
    ApiTokenRow,
    CalendarFeedRow,
    GuessRow,
    LearnerRow,
    SessionRow,
)
from studyapp.accounts.passwords import hash_password, is_password
from studyapp.accounts.queries import (
    Learner,
    count_guesses,
    find_credentials,
    find_learner_by_token,
    get_account_id,
    name_key,
)
from studyapp.accounts.tokens import token_hash
from studyapp.database import write_transaction
from studyapp.errors import BadInputError, ConflictError, NotFoundError, StudyAppError
from studyapp.grouped_writes import write_in_group

GUESSES_ALLOWED = 10
GUESS_WINDOW = timedelta(minutes=5)
ROLES = ("learner", "teacher", "admin")

Merge = Callable[[Session, int, int], None]
"""Moves what one capability keeps of a guest (second id given: the account)."""
Stays = Callable[[Session, int], bool]


def _nobody_stays(_session: Session, _guest_id: int) -> bool:
    return False


class TooManyGuessesError(StudyAppError):
    """The name has been tried too often."""

    status = 429
    advice = f"Wait {GUESS_WINDOW.seconds // 60} minutes and try again."
    retry_seconds = GUESS_WINDOW.seconds


def ensure_learner(token: str, zone: str, *, now: datetime) -> Learner:
    """Return the learner of a token, seen now in `zone`; a visitor's first act makes one."""
    return write_in_group(lambda session: _ensure(session, token, zone, now))


def _ensure(session: Session, token: str, zone: str, now: datetime) -> Learner:
    learner = find_learner_by_token(session, token)
    if learner is None:
        row = LearnerRow(zone=zone, created_at=now, role="learner")
        session.add(row)
        session.flush()
        _open_session(session, row.id, token, now)
        return Learner(row.id, None, "learner", zone, now)
    person = update(LearnerRow).where(LearnerRow.id == learner.id)
    session.execute(person.values(zone=zone))
    browser = update(SessionRow).where(SessionRow.token_hash == token_hash(token))
    session.execute(browser.values(seen_at=now))
    return replace(learner, zone=zone, seen_at=now)


def claim(learner_id: int, name: str, password: str, token: str, *, now: datetime) -> None:
    """Give a guest a name and a password; the session goes on under a new token.

    Raises:
        ConflictError: the name is taken, or this learner has one already.
    """
    password_hash = hash_password(password)
    shown = " ".join(name.split())
    try:
        with write_transaction() as session:
            changed = session.execute(
                update(LearnerRow)
                .where(LearnerRow.id == learner_id, LearnerRow.name.is_(None))
                .values(name=shown, name_key=name_key(name), password_hash=password_hash)
                .returning(LearnerRow.id)
            ).first()
            if changed is None:
                raise ConflictError("This account has a name already.")
            session.execute(delete(SessionRow).where(SessionRow.learner_id == learner_id))
            _open_session(session, learner_id, token, now)
    except IntegrityError as error:
        raise ConflictError("This name is taken. Choose another.") from error


def sign_in(
    name: str,
    password: str,
    *,
    guest: Learner | None,
    old_token: str | None,
    new_token: str,
    merges: Iterable[Merge],
    now: datetime,
    stays: Stays = _nobody_stays,
) -> int | None:
    """Sign in and return the learner's id; None when name or password is wrong.

    What the guest of this browser has done moves into the account.

    Args:
        stays: tells of a guest that they are somebody else, such as a pupil at a shared device.

    Raises:
        TooManyGuessesError: the name was tried too often; the password was not looked at.
    """
    if count_guesses(name_key(name), now - GUESS_WINDOW) >= GUESSES_ALLOWED:
        raise TooManyGuessesError("There were too many wrong passwords for this name.")
    credentials = find_credentials(name)
    if not is_password(password, credentials[1] if credentials else None) or credentials is None:
        record_guess(name_key(name), now=now)
        return None
    account_id = credentials[0]
    with write_transaction() as session:
        _require_same_password(session, *credentials)
        session.execute(delete(GuessRow).where(GuessRow.name_key == name_key(name)))
        is_other = guest is not None and guest.id != account_id
        if guest and is_other and _is_nameless(session, guest.id) and not stays(session, guest.id):
            _move(session, guest.id, account_id, merges)
        if old_token is not None:
            _close_session(session, old_token)
        _open_session(session, account_id, new_token, now)
    return account_id


def record_guess(*keys: str, now: datetime) -> None:
    """Keep a wrong guess under each key; those older than the longest window go."""
    is_over = and_(GuessRow.failed_at < now - GUESS_WINDOW, ~GuessRow.name_key.startswith(LETTERS))
    with write_transaction() as session:
        session.execute(delete(GuessRow).where(is_over))
        session.add_all(GuessRow(name_key=key, failed_at=now) for key in keys)


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
    _close_session(session, old_token)
    _open_session(session, holder_id, new_token, now)
    return holder_id


def sign_out(token: str) -> None:
    """End the session of a token."""
    with write_transaction() as session:
        _close_session(session, token)


def revoke_session(learner_id: int, session_id: int) -> None:
    """End another session of the same learner."""
    with write_transaction() as session:
        gone = session.execute(
            delete(SessionRow)
            .where(SessionRow.id == session_id, SessionRow.learner_id == learner_id)
            .returning(SessionRow.id)
        ).first()
    if gone is None:
        raise NotFoundError("This device is not signed in to your account any more.")


def add_account(name: str, password: str, role: str, *, now: datetime) -> int:
    """Make a named account and return its id."""
    password_hash = hash_password(password)
    try:
        with write_transaction() as session:
            row = LearnerRow(
                name=" ".join(name.split()),
                name_key=name_key(name),
                password_hash=password_hash,
                role=role,
                zone="UTC",
                created_at=now,
            )
            session.add(row)
            session.flush()
            return row.id
    except IntegrityError as error:
        raise ConflictError(f"There is an account named {name!r} already.") from error


def promote(name: str, role: str) -> None:
    """Give an account a role."""
    if role not in ROLES:
        raise BadInputError(f"{role!r} is no role; choose one of {', '.join(ROLES)}.")
    learner_id = get_account_id(name)
    with write_transaction() as session:
        session.execute(update(LearnerRow).where(LearnerRow.id == learner_id).values(role=role))


def reset_password(name: str, password: str) -> None:
    """Set a new password; end every session, token and calendar address of the account."""
    learner_id = get_account_id(name)
    password_hash = hash_password(password)
    with write_transaction() as session:
        statement = update(LearnerRow).where(LearnerRow.id == learner_id)
        session.execute(statement.values(password_hash=password_hash))
        for row in (SessionRow, ApiTokenRow, CalendarFeedRow):
            session.execute(delete(row).where(row.learner_id == learner_id))


def _require_same_password(session: Session, account_id: int, checked: str) -> None:
    """Refuse when the password was changed since it was checked."""
    statement = select(LearnerRow.password_hash).where(LearnerRow.id == account_id)
    if session.scalar(statement) != checked:
        raise ConflictError("The password has just been changed. Sign in with the new one.")


def _is_nameless(session: Session, learner_id: int) -> bool:
    is_guest = (LearnerRow.id == learner_id) & LearnerRow.name.is_(None)
    return session.scalar(select(LearnerRow.id).where(is_guest)) is not None


def _move(session: Session, guest_id: int, account_id: int, merges: Iterable[Merge]) -> None:
    for merge in merges:
        merge(session, guest_id, account_id)
    session.execute(delete(LearnerRow).where(LearnerRow.id == guest_id))


def _open_session(session: Session, learner_id: int, token: str, now: datetime) -> None:
    row = SessionRow(
        token_hash=token_hash(token), learner_id=learner_id, created_at=now, seen_at=now
    )
    session.add(row)
    session.flush()


def _close_session(session: Session, token: str) -> None:
    session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash(token)))
