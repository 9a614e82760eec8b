"""Codes that this browser has typed, and where each kind of code leads."""

from flask import current_app, request, session, url_for

from studyapp.accounts.access import current_token
from studyapp.accounts.guess_keys import address_key, browser_key
from studyapp.accounts.tokens import token_hash
from studyapp.classroom.class_queries import find_class_by_code
from studyapp.classroom.live_queries import find_live_by_code

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


def guess_keys() -> tuple[str, str]:
    """Return the keys of the address and the browser under which wrong codes are counted."""
    secret_key = str(current_app.config["SECRET_KEY"])
    address = address_key(request.remote_addr or "", secret_key)
    return address, browser_key(token_hash(current_token()))
