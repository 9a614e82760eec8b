"""The audit log: every act of a teacher or an admin goes into it, and admins read it."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import current_learner, current_zone, is_teacher, require_admin
from studyapp.accounts.audit.acts import Act, numbers_of
from studyapp.accounts.audit.audit_page import kept_acts, lines_of, log_file
from studyapp.accounts.audit.operations import keep_act
from studyapp.accounts.audit.queries import Wanted, all_entries, latest_entries
from studyapp.clock import utc_now
from studyapp.web import LARGEST_ID

bp = Blueprint("audit", __name__, url_prefix="/admin/log")
CLASS_OF = "studyapp_class_of_act"
"""Names the function that finds the class that an act of a page was done in."""
PAGE_SIZE = 100
SAFE = {"GET", "HEAD", "OPTIONS"}


@bp.after_app_request
def keep(response: Response) -> Response:
    """Keep what was done, after it was done."""
    name = request.endpoint
    if name in kept_acts().words and _is_done(response):
        try:
            _keep(str(name))
        except Exception:
            current_app.logger.exception("%s is not in the audit log.", name)
    return response


@bp.get("")
def show_log() -> str:
    """Show what teachers, admins and commands did, the newest first."""
    require_admin()
    wanted = _wanted()
    entries, older = latest_entries(wanted, PAGE_SIZE)
    return render_template(
        "accounts/log.html",
        lines=lines_of(entries, current_zone()),
        wanted=wanted,
        chosen=entries[0] if entries else None,
        older=url_for(".show_log", **_asked(), before=older) if older else None,
        csv_url=url_for(".download_log", **_asked()),
    )


@bp.get("/log.csv")
def download_log() -> Response:
    """Hand out the same as CSV, all of it."""
    require_admin()
    return log_file(all_entries(_wanted()), "audit-log.csv")


def _is_done(response: Response) -> bool:
    """Tell whether a request did what it is for.

    What changes something leads to another page; a page that comes back has only shown something,
    such as what an import would do.
    """
    if request.method in SAFE:
        return request.method == "GET" and response.status_code == HTTPStatus.OK
    is_page = response.status_code == HTTPStatus.OK and response.mimetype == "text/html"
    return response.status_code < HTTPStatus.BAD_REQUEST and not is_page


def _keep(name: str) -> None:
    if not is_teacher():
        # They were sent to where they set up the two-step sign-in that the server requires.
        return
    learner, route = current_learner(), request.view_args or {}
    class_id = current_app.extensions[CLASS_OF](name, route, request.form)
    actor = learner.id if learner is not None else None
    keep_act(Act(name, utc_now(), actor, class_id, numbers_of(route)))


def _wanted() -> Wanted:
    return Wanted(_number("person"), _number("class"), _number("before"))


def _asked() -> dict[str, Any]:
    """Return what the page was asked for, for its links."""
    asked = {name: _number(name) for name in ("person", "class")}
    return {name: number for name, number in asked.items() if number is not None}


def _number(name: str) -> int | None:
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_ID else None
