"""Codes are given out, and those that lead nowhere are counted."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from studyapp.accounts.operations import TooManyGuessesError, record_guess
from studyapp.accounts.queries import count_guesses
from studyapp.classroom.code_queries import is_code_free
from studyapp.classroom.codes import new_code

CODE_WINDOW = timedelta(minutes=1)
CODES_OF_ADDRESS, CODES_OF_BROWSER = 60, 20


class TooManyCodesError(TooManyGuessesError):
    """Too many codes were tried that lead nowhere."""

    advice = "Wait a minute, then type the code again."
    retry_seconds = CODE_WINDOW.seconds


def free_code(session: Session) -> str:
    """Return a code that leads nowhere yet, neither to a class nor to a live quiz."""
    code = new_code()
    while not is_code_free(session, code):
        code = new_code()
    return code


def note_wrong_code(address: str, browser: str, *, now: datetime) -> None:
    """Count a code that leads nowhere; raise TooManyCodesError when there were too many.

    Right codes never count: a whole school may share one address.

    Args:
        address, browser: keys of `guess_keys`.
    """
    limits = ((address, CODES_OF_ADDRESS), (browser, CODES_OF_BROWSER))
    if any(count_guesses(key, now - CODE_WINDOW) >= most for key, most in limits):
        raise TooManyCodesError("Too many codes were tried that lead nowhere.")
    record_guess(address, browser, now=now)
