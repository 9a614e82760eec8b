"""Who is asking, and who may."""

from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from flask import Flask, Response, current_app, g, request

from studyapp.accounts.api_token_operations import note_token_use
from studyapp.accounts.api_token_queries import find_token_holder
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.queries import Learner, find_learner_by_token
from studyapp.accounts.tokens import checked_token, new_token
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import (
    BusyError,
    ForbiddenError,
    NotFoundError,
    StorageError,
    StudyAppError,
)
from studyapp.zones import zone_named

COOKIE = "studyapp_visitor"
ZONE_COOKIE = "studyapp_zone"
COOKIE_SECONDS = 400 * 24 * 3600
SEEN_EVERY = timedelta(days=1)


class UnknownTokenError(StudyAppError):
    """The program holds a token that speaks for nobody."""

    status = HTTPStatus.UNAUTHORIZED
    advice = "Make a new one on the account page."


def init_app(app: Flask) -> None:
    """Hand each new visitor a token with the answer."""
    app.after_request(_hand_out_token)


def current_token() -> str:
    """Return this browser's token; a new visitor gets one with the answer to this request."""
    if "token" not in g:
        known = checked_token(request.cookies.get(COOKIE), _secret_key())
        g.token = known or new_token(_secret_key())
        g.token_is_new = known is None
    token: str = g.token
    return token


def replace_token() -> str:
    """Give this browser a fresh token with the answer; sign-in and sign-out need one."""
    g.token = new_token(_secret_key())
    g.token_is_new = True
    token: str = g.token
    return token


def current_learner() -> Learner | None:
    """Return who is asking; None for a visitor who has done nothing yet."""
    if "learner" not in g:
        g.learner = find_learner_by_token(db.session, current_token())
    learner: Learner | None = g.learner
    return learner


def act_by_api_token() -> bool:
    """Let a program act for the learner of its token; False when it holds none.

    Raises:
        UnknownTokenError: nobody was given this token, or it was revoked.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return False
    holder, now = find_token_holder(token.strip()), utc_now()
    if holder is None:
        raise UnknownTokenError("This token is unknown or has been revoked.")
    if holder.used_at is None or holder.used_at < now - SEEN_EVERY:
        # The day of the last use is shown in a list; that is not worth refusing a request.
        with suppress(BusyError, StorageError):
            note_token_use(holder.token_id, now=now)
    g.learner, g.by_api_token = holder.learner, True
    return True


def known_learner() -> Learner:
    """Return who is asking; raise NotFoundError for a visitor, who has nothing to act on yet."""
    learner = current_learner()
    if learner is None:
        raise NotFoundError("There is nothing of yours here yet.")
    return learner


def acting_learner() -> Learner:
    """Return who is acting; the first act of a visitor makes a learner. For unsafe requests."""
    learner = current_learner()
    if learner is not None and _is_by_api_token():
        return learner
    zone, now = current_zone().key, utc_now()
    if learner is None or learner.zone != zone or learner.seen_at < now - SEEN_EVERY:
        learner = ensure_learner(current_token(), zone, now=now)
        # The cookie goes out again, so that it does not run out while it is in use.
        g.token_is_new = True
        g.learner = learner
    return learner


def forget_learner() -> None:
    """Look again for who is asking after a sign-in or sign-out."""
    g.pop("learner", None)


def current_zone() -> ZoneInfo:
    """Return the time zone of the browser, else the one last seen, else UTC."""
    cookie = "" if _is_by_api_token() else request.cookies.get(ZONE_COOKIE, "")
    from_browser = zone_named(cookie)
    if from_browser is not None:
        return from_browser
    learner = current_learner()
    stored = zone_named(learner.zone) if learner is not None else None
    return stored or ZoneInfo("UTC")


def is_teacher() -> bool:
    """Say whether a teacher or an admin is asking."""
    learner = current_learner()
    return learner is not None and learner.role in {"teacher", "admin"}


def require_teacher() -> None:
    """Raise ForbiddenError unless a teacher or an admin is asking."""
    if not is_teacher():
        raise ForbiddenError("This page is for teachers.")


def require_admin() -> Learner:
    """Return the admin who is asking; raise ForbiddenError for anybody else."""
    learner = current_learner()
    if learner is None or learner.role != "admin":
        raise ForbiddenError("This page is for admins.")
    return learner


def _is_by_api_token() -> bool:
    return bool(g.get("by_api_token", False))


def _secret_key() -> str:
    return str(current_app.config["SECRET_KEY"])


def _hand_out_token(response: Response) -> Response:
    if response.status_code >= HTTPStatus.BAD_REQUEST or request.endpoint == "static":
        return response
    if response.mimetype == "text/html":
        current_token()
    if g.get("token_is_new", False):
        response.set_cookie(
            COOKIE,
            g.token,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["PROFILE"] == "https",
        )
    return response
