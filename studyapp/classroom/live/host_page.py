"""The pages of the host: the controls, and what the wall shows."""

from datetime import datetime
from typing import Any

from flask import render_template, request, url_for

from studyapp.bank.grading import key_text
from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.join_page import way_in
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.live.count_queries import (
    count_answered,
    count_players,
    more_time_of_unanswered,
    spread_of,
)
from studyapp.classroom.live.options import LiveOption, live_options, right_options
from studyapp.classroom.live.queries import Live, asked_items, players_of, present_item
from studyapp.classroom.live.state import acts_in, closes_for, takes_answer
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.sittings.key_in_force import rule_sentence, shown_question
from studyapp.database import db
from studyapp.review.asking.card import Face, face_of
from studyapp.review.asking.feedback import sources_of

TICK_MS = 1000
NO_MORE = MoreTime()


def layout() -> str:
    """Return what a page of a live quiz stands in: the whole, or the part that changes alone."""
    return "classroom/live/_part.html" if "part" in request.args else "classroom/live/_stage.html"


def host_page(live: Live, now: datetime) -> str:
    """Return the page on which the host leads the quiz."""
    return render_template("classroom/live/host.html", layout=layout(), **_shared(live, now))


def wall_page(live: Live, now: datetime) -> str:
    """Return the page for the projector."""
    return render_template("classroom/live/wall.html", layout=layout(), **_shared(live, now))


def host_tick(live: Live, now: datetime) -> dict[str, Any]:
    """Return the figures that change between two acts."""
    item = present_item(live)
    return {
        "version": live.version,
        "step": step_of(live),
        "players": count_players(live.id),
        "answered": count_answered(live.id, item.position) if item is not None else 0,
        "slower": _count_slower(live, item, now),
        "every": TICK_MS,
    }


def step_of(live: Live) -> str:
    """Return what names the part of a page: it is drawn anew when this changes."""
    return f"{live.state.phase}-{live.state.position}"


def seconds_left(closes_at: datetime | None, now: datetime) -> int | None:
    """Return the seconds until a moment, at least 0."""
    return None if closes_at is None else max(0, round((closes_at - now).total_seconds()))


def face_for(item: FrozenItem, seed: str, filled: dict[str, list[str]] | None = None) -> Face:
    """Return the face of a question; `seed` decides the order of what it offers."""
    return face_of(item.stored, item.question, seed, filled or {}, catalogue())


def _shared(live: Live, now: datetime) -> dict[str, Any]:
    items = asked_items(get_frozen(live.sitting.version_id), live.sitting)
    item = present_item(live) if live.state.phase != "done" else None
    closes_at = closes_for(live.state, NO_MORE)
    players = players_of(db.session, live.id)
    return {
        "live": live,
        "tick": host_tick(live, now),
        "count": len(items),
        "acts": acts_in(live.state, len(items)),
        "players": [player for player in players if player.kicked_at is None],
        "sent_out": [player for player in players if player.kicked_at is not None],
        "asked": _asked(live, item) if item is not None else None,
        "left": seconds_left(closes_at, now) if live.state.phase == "open" else None,
        "join": _join(live),
    }


def _join(live: Live) -> dict[str, Any] | None:
    """Return how players find the quiz; None once it is over."""
    if live.code is None:
        return None
    address = url_for("play.show_join", code=live.code, _external=True)
    return {"code": live.code, **way_in(address)}


def _asked(live: Live, item: FrozenItem) -> dict[str, Any]:
    """Return the present question as the wall shows it; its key only once it is revealed."""
    seed = f"{live.sitting.seed}:{item.position}"
    options = live_options(item, live.sitting.seed, live.sitting.seed)
    shown: dict[str, Any] = {
        "number": live.state.position,
        "kind": item.question.kind,
        "face": face_for(item, seed),
        "options": options,
        "reveal": None,
    }
    if live.state.phase == "reveal":
        shown["reveal"] = _revealed(live, item, options)
    return shown


def _revealed(live: Live, item: FrozenItem, options: list[LiveOption]) -> dict[str, Any]:
    """Return the answer by the key in force, which an earlier quiz may have changed."""
    rule = rules_in_force(db.session, live.sitting.version_id).get(item.position)
    keyed = shown_question(item.question, None, rule)
    right, spread = right_options(keyed), spread_of(live.id, item, rule)
    bars = [
        {
            "option": option,
            "count": spread.chosen[option.authored],
            "right": option.authored in right,
        }
        for option in options
    ]
    return {
        "bars": bars,
        "spread": spread,
        "key": [] if right else key_text(keyed),
        "rule": rule_sentence(item.question, rule),
        "explanation": keyed.explanation,
        "sources": sources_of(keyed, catalogue()),
    }


def _count_slower(live: Live, item: FrozenItem | None, now: datetime) -> int:
    """Count who can still answer with more time; without a timer everybody has time."""
    if item is None or live.state.phase != "open" or live.state.closes_at is None:
        return 0
    mores = more_time_of_unanswered(live.id, item.position)
    return sum(takes_answer(live.state, more, now) for more in mores)
