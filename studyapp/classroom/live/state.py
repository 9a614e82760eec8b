"""The course of a live quiz: which act follows which, and until when an answer counts."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from studyapp.classroom.classes.more_time import FACTORS, MoreTime
from studyapp.errors import ConflictError

Phase = Literal["lobby", "open", "closed", "reveal", "done"]
Act = Literal["open", "close", "reveal", "more", "untimed", "end"]
ACTS: dict[str, Act] = {name: name for name in get_args(Act)}
GRACE = timedelta(seconds=1)
"""An answer that was sent in time may be on its way for so long."""
MORE = timedelta(seconds=15)
SHORTEST_SECONDS, LONGEST_SECONDS = 10, 300


@dataclass(frozen=True, slots=True)
class LiveState:
    """Where a live quiz stands; see `LiveRow`.

    Attributes:
        position: how many questions were asked, the present one among them.
        seconds: timer of a question; None for none.
    """

    phase: Phase = "lobby"
    position: int = 0
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    seconds: int | None = None


def acts_in(state: LiveState, count: int) -> list[Act]:
    """Return what the host may do now with a quiz of `count` questions, the usual one first."""
    match state.phase:
        case "lobby":
            return ["open", "end"]
        case "open":
            on_timer: list[Act] = ["more", "untimed"] if state.closes_at is not None else []
            return ["reveal", "close", *on_timer, "end"]
        case "closed":
            return ["reveal", "end"]
        case "reveal":
            return ["open", "end"] if state.position < count else ["end"]
        case "done":
            return []


def after(state: LiveState, act: Act, *, count: int, now: datetime) -> LiveState:
    """Return where the quiz stands after an act of the host.

    Raises:
        ConflictError: the act does not fit what has happened meanwhile.
    """
    if act not in acts_in(state, count):
        raise ConflictError("The quiz has moved on, so this cannot be done now.")
    match act:
        case "open":
            timer = timedelta(seconds=state.seconds) if state.seconds else None
            closes_at = now + timer if timer is not None else None
            return LiveState("open", state.position + 1, now, closes_at, state.seconds)
        case "close":
            return replace(state, phase="closed", closes_at=_closed_at(state, now))
        case "reveal":
            return replace(state, phase="reveal")
        case "more":
            return _with_more(state, now)
        case "untimed":
            return replace(state, closes_at=None)
        case "end":
            return replace(state, phase="done")


def _closed_at(state: LiveState, now: datetime) -> datetime:
    """Return when a question that the host closes now was closed.

    The moment of grace is for answers on their way, not for those whose time ended long before.
    """
    last = closes_for(state, MoreTime(factor=max(FACTORS)))
    if state.closes_at is None or last is None or now <= last + GRACE:
        return now
    return state.closes_at


def _with_more(state: LiveState, now: datetime) -> LiveState:
    """Return a question with more seconds, from now on where its timer has run out.

    What a learner's more time multiplies are then the new seconds and what is left to them of the
    timer, not the minutes in which the host let everybody wait.
    """
    if state.closes_at is None or state.opened_at is None or now <= state.closes_at:
        return replace(state, closes_at=(state.closes_at or now) + MORE)
    overrun, timer = now - state.closes_at, state.closes_at - state.opened_at
    return replace(state, opened_at=now - max(timer - overrun, timedelta()), closes_at=now + MORE)


def closes_for(state: LiveState, more: MoreTime) -> datetime | None:
    """Return when the present question closes for a learner; None until the host closes it."""
    if state.closes_at is None or state.opened_at is None:
        return None
    if state.phase != "open":
        return state.closes_at
    own = more.of_question(state.closes_at - state.opened_at)
    return state.opened_at + own if own is not None else None


def takes_answer(state: LiveState, more: MoreTime, now: datetime) -> bool:
    """Tell whether an answer to the present question still counts.

    What the host closes stays open for the moment of grace, but for nobody's more time.
    """
    if state.phase not in {"open", "closed"}:
        return False
    closes_at = closes_for(state, more)
    return closes_at is None or now <= closes_at + GRACE
