"""Codes that this browser has typed, and where each kind of code leads."""

from flask import session, url_for

from studyapp.classroom.classes.queries import find_class_by_code
from studyapp.classroom.live.queries import find_live_by_code

_TYPED = "typed_code"


def where_code_leads(code: str) -> str | None:
    """Return the page that a code opens; every kind of code has its line here."""
    if find_class_by_code(code) is not None:
        return url_for("join.show_names", code=code)
    if find_live_by_code(code) is not None:
        return url_for("play.show_join", code=code)
    return None


def remember_code(code: str) -> None:
    """Keep that this browser has sent a code which leads somewhere."""
    session[_TYPED] = code


def has_sent(code: str) -> bool:
    """Tell whether this browser has sent a code; an address alone proves nothing.

    Codes could otherwise be tried by opening addresses, where nothing is counted.
    """
    return bool(session.get(_TYPED) == code)
