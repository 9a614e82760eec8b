"""Codes that this browser has typed, where each kind of code leads, and how they are shown."""

from typing import Any
from urllib.parse import urlsplit

from flask import request, session, url_for

from studyapp.classroom.classes.queries import find_class_by_code
from studyapp.classroom.live.queries import find_live_by_code
from studyapp.qr_code import qr_svg

OWN_COMPUTER = {"localhost", "127.0.0.1", "::1"}
_TYPED = "typed_code"


def where_code_leads(code: str) -> str | None:
    """Return the page that a code opens; every kind of code has its line here."""
    if find_class_by_code(code) is not None:
        return url_for("join.show_names", code=code)
    if find_live_by_code(code) is not None:
        return url_for("play.show_join", code=code)
    return None


def way_in(address: str) -> dict[str, Any]:
    """Return what leads others to the page of a code: where to type it, and the page as QR code."""
    return {
        "typed": url_for("join.show_join", _external=True).partition("://")[2],
        "drawing": qr_svg(address, f"QR code of {address}"),
        "is_local": urlsplit(request.host_url).hostname in OWN_COMPUTER,
    }


def remember_code(code: str) -> None:
    """Keep that this browser has sent a code which leads somewhere."""
    session[_TYPED] = code


def has_sent(code: str) -> bool:
    """Tell whether this browser has sent a code; an address alone proves nothing.

    Codes could otherwise be tried by opening addresses, where nothing is counted.
    """
    return bool(session.get(_TYPED) == code)
