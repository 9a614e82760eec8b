"""Codes are given out, and those that lead nowhere are counted."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from studyapp.accounts.guesses.limits import Limit
from studyapp.accounts.guesses.operations import require_room, take_guess
from studyapp.classroom.classes.code_queries import is_code_free
from studyapp.classroom.classes.codes import new_code
from studyapp.database import db

CODE_WINDOW = timedelta(minutes=1)
CODES_OF_ADDRESS, CODES_OF_BROWSER = 60, 20


def free_code(session: Session) -> str:
    """Return a code that leads nowhere yet, neither to a class nor to a live quiz."""
    code = new_code()
    while not is_code_free(session, code):
        code = new_code()
    return code


def require_room_for_code(address: str, browser: str, *, now: datetime) -> None:
    """Refuse to look at a code when too many led nowhere; right ones never count.

    Args:
        address, browser: keys of `accounts/guesses/keys.py`.
        now: when it was typed.

    Raises:
        TooManyGuessesError: whether this one leads anywhere is not told.
    """
    require_room(db.session, _limits(address, browser), "codes", now)


def note_wrong_code(address: str, browser: str, *, now: datetime) -> None:
    """Count a code that leads nowhere; see `require_room_for_code`.

    Codes that are looked at in the same moment are all looked at before one is counted: so many
    more than the limit as a server has threads. A right code costs no write for that, when a
    school joins at once.
    """
    take_guess(_limits(address, browser), "codes", now=now)


def _limits(address: str, browser: str) -> tuple[Limit, Limit]:
    return (
        Limit("address", address, CODES_OF_ADDRESS, CODE_WINDOW),
        Limit("browser", browser, CODES_OF_BROWSER, CODE_WINDOW),
    )
