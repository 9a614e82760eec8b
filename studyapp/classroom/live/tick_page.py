"""What players poll: a few bytes from a snapshot of the live row that each process keeps."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, request

from studyapp.classroom.live.host_page import TICK_MS, step_of
from studyapp.classroom.live.queries import get_live
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.serving.metrics import METRICS, Metrics
from studyapp.web import HEADERS

SNAPSHOTS = "studyapp_live_snapshots"
FRESH = timedelta(milliseconds=250)
KEPT = 100
LOBBY_TICK_MS, DONE_TICK_MS = 2000, 30_000
TICK_RULE = "/play/<sitting_id>/tick"
TICK_PATH = re.compile(r"/play/([0-9]{1,10})/tick")
UNCHANGED = [*HEADERS.items(), ("Cache-Control", "no-store")]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a live quiz as it was read a moment ago; nothing but ticks relies on it."""

    taken_at: datetime
    etag: str
    body: bytes


def tick_answer(sitting_id: int, now: datetime) -> Response:
    """Return the state of a live quiz, or that it is the one the player knows.

    Raises:
        NotFoundError: there is no such quiz.
    """
    snapshot = _fresh(sitting_id, now)
    if request.headers.get("If-None-Match") == snapshot.etag:
        response = Response(status=304)
    else:
        response = Response(snapshot.body, mimetype="application/json")
    response.headers["ETag"] = snapshot.etag
    return response


def answer_unchanged_ticks(app: Flask, inner: WSGIApplication) -> WSGIApplication:
    """Return `inner` with a way around it for ticks that know the present state already.

    Hundreds of players ask each second. Such a tick costs a look into a dictionary; who asks is
    of no account, because the answer holds nothing.
    """
    metrics: Metrics = app.extensions[METRICS]

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        known = environ.get("HTTP_IF_NONE_MATCH")
        found = TICK_PATH.fullmatch(environ["PATH_INFO"]) if known else None
        if found is None or environ["REQUEST_METHOD"] != "GET":
            return inner(environ, start_response)
        snapshot = app.extensions.get(SNAPSHOTS, {}).get(int(found[1]))
        if snapshot is None or snapshot.etag != known or not _is_fresh(snapshot, utc_now()):
            return inner(environ, start_response)
        metrics.count_short_answer(TICK_RULE)
        start_response("304 Not Modified", [*UNCHANGED, ("ETag", snapshot.etag)])
        return []

    return answer


def drop_snapshot(sitting_id: int) -> None:
    """Let the players of this process see an act at their next tick; other processes follow."""
    _kept().pop(sitting_id, None)


def _fresh(sitting_id: int, now: datetime) -> Snapshot:
    kept = _kept()
    snapshot = kept.get(sitting_id)
    if snapshot is None or not _is_fresh(snapshot, now):
        snapshot = _taken(sitting_id, now)
        if len(kept) >= KEPT:
            kept.clear()
        kept[sitting_id] = snapshot
    return snapshot


def _is_fresh(snapshot: Snapshot, now: datetime) -> bool:
    return abs(now - snapshot.taken_at) <= FRESH


def _taken(sitting_id: int, now: datetime) -> Snapshot:
    live = get_live(db.session, sitting_id)
    pace = {"lobby": LOBBY_TICK_MS, "done": DONE_TICK_MS}.get(live.state.phase, TICK_MS)
    told = {"version": live.version, "step": step_of(live), "every": pace}
    return Snapshot(now, f'"{sitting_id}-{live.version}"', json.dumps(told).encode())


def _kept() -> dict[int, Snapshot]:
    kept: dict[int, Snapshot] = current_app.extensions.setdefault(SNAPSHOTS, {})
    return kept
