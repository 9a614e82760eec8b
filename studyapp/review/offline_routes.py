"""What the review needs without a network: a manifest, a service worker, the pages it keeps."""

from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, render_template, request, url_for

from studyapp.accounts.access import current_learner, secret_key
from studyapp.database import db
from studyapp.errors import ConflictError
from studyapp.review.learner_mark import learner_mark
from studyapp.web import STATIC, form_token

bp = Blueprint("offline", __name__)

MARK_HEADER = "X-Studyapp-Learner"
THEME_COLOURS = {"light": "#f6f8f7", "dark": "#12181b"}
"""The paper of each theme, for the frame around an installed app."""
SHELL_SUFFIXES = {".css", ".js", ".svg"}
ICONS = [
    ("favicon.svg", "any", "any"),
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/maskable.svg", "any", "maskable"),
    ("icons/maskable-192.png", "192x192", "maskable"),
    ("icons/maskable-512.png", "512x512", "maskable"),
]
KINDS = {"svg": "image/svg+xml", "png": "image/png"}
DAY_SECONDS = 24 * 3600


@bp.app_context_processor
def offline_values() -> dict[str, Any]:
    """Return what the head of every page says to the browser; an error page knows nobody."""
    return {"theme_colours": THEME_COLOURS, "kept_for": None if g.get("failed") else _kept_for()}


@bp.before_app_request
def refuse_answers_of_another_learner() -> None:
    """Refuse what a browser kept for one learner and sends while another one is here."""
    mark = request.headers.get(MARK_HEADER)
    if mark is not None and mark != _kept_for()["mark"]:
        raise ConflictError("These answers belong to another learner of this browser.")


@bp.get("/manifest.webmanifest")
def show_manifest() -> Response:
    """Say how the app is installed."""
    response = jsonify(
        id="/",
        name="Studyapp",
        short_name="Studyapp",
        description="Read source texts, answer questions about them, review what fades.",
        lang="en",
        start_url="/",
        scope="/",
        display="standalone",
        theme_color=THEME_COLOURS["light"],
        background_color=THEME_COLOURS["light"],
        icons=[_icon(*icon) for icon in ICONS],
    )
    response.mimetype = "application/manifest+json"
    response.cache_control.max_age = DAY_SECONDS
    return response


@bp.get("/sw.js")
def show_worker() -> Response:
    """Serve the service worker; its text changes with the static files, so browsers replace it."""
    shell = {
        "review": url_for(".show_review"),
        "absent": url_for(".show_absent"),
        "files": [url_for("static", filename=name) for name in _shell_files()],
    }
    script = url_for("static", filename="js/offline-worker.js")
    text = render_template("offline/worker.js", shell=shell, script=script)
    response = Response(text, mimetype="text/javascript")
    response.cache_control.no_cache = True
    return response


@bp.get("/review/offline")
def show_review() -> str:
    """Show the page that asks the questions kept in the browser; nothing of a learner is in it."""
    return render_template("offline/review.html", kept_for=None)


@bp.get("/offline")
def show_absent() -> str:
    """Show what stands in for a page that cannot be reached."""
    return render_template("offline/absent.html", kept_for=None)


@bp.get("/review/offline/learner")
def show_learner() -> Response:
    """Say who is here, with a token for forms: a page out of the cache knows neither."""
    return jsonify(_kept_for() | {"token": form_token()})


def _kept_for() -> dict[str, Any]:
    """Return the mark of who is asking, empty for a visitor, and whether they have a name.

    A pupil has the name of a seat: what they do goes into no account that is signed in to here.
    """
    learner = current_learner()
    if learner is None:
        return {"mark": "", "named": False}
    mark = learner_mark(learner.id, secret_key())
    stays = current_app.extensions["studyapp_stays"]
    return {"mark": mark, "named": learner.name is not None or stays(db.session, learner.id)}


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = KINDS[name.rpartition(".")[2]]
    source = url_for("static", filename=name)
    return {"src": source, "sizes": sizes, "type": kind, "purpose": purpose}


def _shell_files() -> list[str]:
    """Return every static file that a page may load."""
    files = (path for path in STATIC.rglob("*") if path.suffix in SHELL_SUFFIXES)
    return sorted(path.relative_to(STATIC).as_posix() for path in files)
