"""What players poll: a few bytes from a snapshot of the live row that each process keeps."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, request

from studyapp.classroom.live.host_page import TICK_MS, step_of
from studyapp.classroom.live.queries import get_live
from studyapp.classroom.live.state import Phase
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.host_names import is_ours
from studyapp.serving.metrics import METRICS, Metrics
from studyapp.web import headers_everywhere

SNAPSHOTS = "studyapp_live_snapshots"
FRESH = timedelta(milliseconds=250)
KEPT = 100
SOON_TICK_MS = 700
"""Between questions: whoever sees the next one later has less time for it."""
DONE_TICK_MS = 30_000
TICK_RULE = "/play/<sitting_id>/tick"
TICK_PATH = re.compile(r"/play/([0-9]{1,10})/tick")


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
    return Response(*_worded(_fresh(sitting_id, now), request.headers.get("If-None-Match")))


def answer_ticks_at_once(app: Flask, inner: WSGIApplication) -> WSGIApplication:
    """Return `inner` with a way around it for ticks of a quiz that was read a moment ago.

    Hundreds of players ask each second. Such a tick costs a look into a dictionary; who asks is
    of no account, because the answer holds nothing of anybody.
    """
    metrics: Metrics = app.extensions[METRICS]

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        is_get, path = environ["REQUEST_METHOD"] == "GET", environ["PATH_INFO"]
        snapshot = _at_hand(app, path, environ.get("HTTP_HOST"), utc_now()) if is_get else None
        if snapshot is None:
            return inner(environ, start_response)
        body, status, told = _worded(snapshot, environ.get("HTTP_IF_NONE_MATCH"))
        metrics.count_short_answer(TICK_RULE, status)
        everywhere = [*headers_everywhere(app), ("Cache-Control", "no-store")]
        start_response(f"{status.value} {status.phrase}", [*everywhere, *told.items()])
        return [body]

    return answer


def is_tick_at_hand(app: Flask, path: str, host: str | None) -> bool:
    """Tell whether what is asked for is a tick that needs no database now, nor in a moment."""
    return _at_hand(app, path, host, utc_now() + FRESH / 5) is not None


def drop_snapshot(sitting_id: int) -> None:
    """Let the players of this process see an act at their next tick; other processes follow."""
    _kept().pop(sitting_id, None)


def _worded(snapshot: Snapshot, known: str | None) -> tuple[bytes, HTTPStatus, dict[str, str]]:
    """Return body, status and headers for a player who knows the state of an ETag, or none."""
    if known == snapshot.etag:
        return b"", HTTPStatus.NOT_MODIFIED, {"ETag": snapshot.etag}
    told = {"Content-Type": "application/json", "Content-Length": str(len(snapshot.body))}
    return snapshot.body, HTTPStatus.OK, {"ETag": snapshot.etag, **told}


def _at_hand(app: Flask, path: str, host: str | None, now: datetime) -> Snapshot | None:
    """Return what a tick tells, if it was read a moment ago and the host is one of ours."""
    found, ours = TICK_PATH.fullmatch(path), app.config["TRUSTED_HOSTS"]
    if found is None or not (ours is None or is_ours(host, ours)):
        return None
    snapshot: Snapshot | None = app.extensions.get(SNAPSHOTS, {}).get(int(found[1]))
    return snapshot if snapshot is not None and _is_fresh(snapshot, now) else None


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
    told = {"version": live.version, "step": step_of(live), "every": _pace(live.state.phase)}
    return Snapshot(now, f'"{sitting_id}-{live.version}"', json.dumps(told).encode())


def _pace(phase: Phase) -> int:
    """Return how many milliseconds a player is to wait before asking again."""
    match phase:
        case "open":
            return TICK_MS
        case "done":
            return DONE_TICK_MS
    return SOON_TICK_MS


def _kept() -> dict[int, Snapshot]:
    kept: dict[int, Snapshot] = current_app.extensions.setdefault(SNAPSHOTS, {})
    return kept
