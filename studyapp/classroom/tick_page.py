"""What players poll: a few bytes from a snapshot of the live row that each process keeps."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, current_app, request

from studyapp.classroom.live_page import TICK_MS, step_of
from studyapp.classroom.live_queries import get_live
from studyapp.database import db

SNAPSHOTS = "studyapp_live_snapshots"
FRESH = timedelta(milliseconds=250)
KEPT = 100
LOBBY_TICK_MS, DONE_TICK_MS = 2000, 30_000


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


def drop_snapshot(sitting_id: int) -> None:
    """Let the players of this process see an act at their next tick; other processes follow."""
    _kept().pop(sitting_id, None)


def _fresh(sitting_id: int, now: datetime) -> Snapshot:
    kept = _kept()
    snapshot = kept.get(sitting_id)
    if snapshot is None or abs(now - snapshot.taken_at) > FRESH:
        snapshot = _taken(sitting_id, now)
        if len(kept) >= KEPT:
            kept.clear()
        kept[sitting_id] = snapshot
    return snapshot


def _taken(sitting_id: int, now: datetime) -> Snapshot:
    live = get_live(db.session, sitting_id)
    pace = {"lobby": LOBBY_TICK_MS, "done": DONE_TICK_MS}.get(live.state.phase, TICK_MS)
    told = {"version": live.version, "step": step_of(live), "every": pace}
    return Snapshot(now, f'"{sitting_id}-{live.version}"', json.dumps(told).encode())


def _kept() -> dict[int, Snapshot]:
    kept: dict[int, Snapshot] = current_app.extensions.setdefault(SNAPSHOTS, {})
    return kept
