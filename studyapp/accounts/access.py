"""Who is asking, and who may."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for

from studyapp.accounts.guesses.keys import address_key, browser_key
from studyapp.accounts.guesses.limits import Limit, limits_of
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.programs.operations import note_token_use
from studyapp.accounts.programs.queries import find_token_holder
from studyapp.accounts.queries import Learner, find_learner_by_token
from studyapp.accounts.roles import STAFF, session_is_over
from studyapp.accounts.second_factor.queries import has_second_factor
from studyapp.accounts.sign_in.session_operations import note_session_use
from studyapp.accounts.tokens import checked_token, new_token, token_hash
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import (
    BusyError,
    ForbiddenError,
    NotFoundError,
    SignInError,
    StorageError,
    StudyAppError,
)
from studyapp.zones import zone_named

COOKIE = "studyapp_visitor"
ZONE_COOKIE = "studyapp_zone"
HOST_PREFIX = "__Host-"
COOKIE_SECONDS = 400 * 24 * 3600
SEEN_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Account:
    """Who is asking, by name."""

    id: int
    name: str


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
        held = request.cookies.get(_cookie_name())
        # A cookie from before the server was reached by https is taken along once.
        known = checked_token(held or request.cookies.get(COOKIE), secret_key())
        g.token = known or fresh_token()
        g.token_is_new = known is None or not held
    token: str = g.token
    return token


def fresh_token() -> str:
    """Return a token that no browser holds yet."""
    return new_token(secret_key())


def hand_out(token: str) -> None:
    """Let this browser hold another token from this answer on."""
    g.token, g.token_is_new = token, True


def replace_token() -> str:
    """Give this browser a fresh token with the answer; sign-in and sign-out need one."""
    token = fresh_token()
    hand_out(token)
    return token


def current_learner() -> Learner | None:
    """Return who is asking; None for a visitor who has done nothing yet."""
    if "learner" not in g:
        g.learner = find_learner_by_token(db.session, current_token())
        if g.learner is not None and session_is_over(g.learner.role, g.learner.seen_at, utc_now()):
            # What the browser does from here on belongs to a guest, whom the old token opens not.
            replace_token()
            g.learner = None
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


def current_account() -> Account:
    """Return the account that asks; a guest is sent where a name is taken."""
    learner = current_learner()
    if learner is None or learner.name is None:
        abort(redirect(url_for("accounts.show_account"), 303))
    return Account(learner.id, learner.name)


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
    """Say whether a teacher or an admin is asking, who has what the server requires of them."""
    return has_staff_role() and not lacks_second_factor()


def require_teacher() -> None:
    """Raise ForbiddenError unless a teacher or an admin is asking.

    Whoever lacks the two-step sign-in that the server requires is sent where it is set up.
    """
    if not has_staff_role():
        raise refusal("This page is for teachers.")
    if lacks_second_factor():
        abort(redirect(url_for("second_factor.show"), 303))
    _note_use()


def refusal(sentence: str) -> ForbiddenError:
    """Return the error that keeps whoever asks from a page; guests are shown where to sign in."""
    learner = current_learner()
    is_guest = learner is None or learner.name is None
    return SignInError(sentence) if is_guest else ForbiddenError(sentence)


def has_staff_role() -> bool:
    """Say whether a teacher or an admin is asking."""
    learner = current_learner()
    return learner is not None and learner.role in STAFF


def lacks_second_factor() -> bool:
    """Say whether the server requires a two-step sign-in that whoever asks has not set up."""
    if current_app.config["SECOND_FACTOR"] != "required" or not has_staff_role():
        return False
    if "lacks_second_factor" not in g:
        g.lacks_second_factor = not has_second_factor(db.session, known_learner().id)
    return bool(g.lacks_second_factor)


def guess_keys() -> tuple[str, str]:
    """Return the keys of the network address and the browser that ask, to count guesses under."""
    address = address_key(request.remote_addr or "", secret_key())
    return address, browser_key(token_hash(current_token()))


def limits_here() -> tuple[Limit, Limit]:
    """Return the limits of passwords, codes and words from the browser and address that ask."""
    return limits_of(*guess_keys())


def _note_use() -> None:
    """Keep that a session is in use, once a day, so that it does not end."""
    learner, now = known_learner(), utc_now()
    if learner.seen_at < now - SEEN_EVERY and not _is_by_api_token():
        # A day more or less until a session ends is not worth refusing a request.
        with suppress(BusyError, StorageError):
            note_session_use(current_token(), now=now)
            g.token_is_new = True


def require_admin() -> Learner:
    """Return the admin who is asking; raise ForbiddenError for anybody else.

    Of an admin is required what is of every teacher; see `require_teacher`.
    """
    learner = current_learner()
    if learner is None or learner.role != "admin":
        raise refusal("This page is for admins.")
    require_teacher()
    return learner


def secret_key() -> str:
    """Return the key that seals what this server hands out."""
    return str(current_app.config["SECRET_KEY"])


def _is_by_api_token() -> bool:
    return bool(g.get("by_api_token", False))


def _cookie_name() -> str:
    """Return the name of the cookie; browsers let no other host and no plain http set this one."""
    return f"{HOST_PREFIX if current_app.config['PROFILE'] == 'https' else ''}{COOKIE}"


def _hand_out_token(response: Response) -> Response:
    if response.status_code >= HTTPStatus.BAD_REQUEST or request.endpoint == "static":
        return response
    if response.mimetype == "text/html":
        current_token()
    if g.get("token_is_new", False):
        response.set_cookie(
            _cookie_name(),
            g.token,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["PROFILE"] == "https",
        )
    return response
