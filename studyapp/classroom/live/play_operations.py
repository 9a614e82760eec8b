"""Changes of a live quiz by its players: they join and answer."""

import secrets
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from studyapp.accounts.queries import name_key
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.classes.queries import Seat
from studyapp.classroom.live.nicknames import free_nickname
from studyapp.classroom.live.queries import (
    Live,
    asked_items,
    find_player,
    find_player_named,
    get_live,
    get_player,
    is_answered,
    present_item,
)
from studyapp.classroom.live.state import takes_answer
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_operations import (
    NewResponse,
    Terms,
    leave_out,
    open_attempt,
    put_response,
    terms_of,
)
from studyapp.classroom.sittings.attempt_order import COMMON_DRAW
from studyapp.classroom.sittings.models import PlayerRow
from studyapp.errors import ConflictError, ForbiddenError, GoneError
from studyapp.storage.grouped_writes import write_in_group

Reply = Literal["accepted", "already", "late"]


class NicknameTakenError(ConflictError):
    """Somebody plays under this name; `free` is one like it that nobody has."""

    def __init__(self, nickname: str, free: str) -> None:
        super().__init__(f"Somebody plays as {nickname} already. You could be {free}.")
        self.free = free


def join_live(
    sitting_id: int, learner_id: int, nickname: str, *, seat: Seat | None, now: datetime
) -> int:
    """Let a learner play and return the id of their attempt; joining twice changes nothing.

    Whoever holds a seat in the class plays under its name, with a number if it is taken.

    Raises:
        GoneError: the quiz is over.
        ConflictError: it has begun and takes in nobody any more.
        NicknameTakenError: somebody else plays under this name.
        ForbiddenError: the host has sent this learner out, or wants pupils of the class alone.
    """
    return write_in_group(
        lambda session: _join(session, sitting_id, learner_id, nickname, seat, now)
    )


def _join(
    session: Session,
    sitting_id: int,
    learner_id: int,
    nickname: str,
    seat: Seat | None,
    now: datetime,
) -> int:
    live = get_live(session, sitting_id)
    if find_player(session, sitting_id, learner_id) is not None:
        return get_player(session, sitting_id, learner_id).attempt.id
    _require_open_door(live, seat)
    name = _own_name(session, sitting_id, seat.name if seat is not None else nickname, seat)
    quiz = get_frozen(live.sitting.version_id)
    attempt_id = open_attempt(
        session,
        live.sitting,
        quiz,
        learner_id,
        now=now,
        seat_id=seat.id if seat is not None else None,
        seed=f"{live.sitting.seed}{COMMON_DRAW}{secrets.token_hex(6)}",
    )
    missed = asked_items(quiz, live.sitting)[: _missed_by_now(session, live, learner_id, now)]
    if missed:
        leave_out(session, attempt_id, quiz, {item.position for item in missed})
    row = PlayerRow(
        attempt_id=attempt_id, sitting_id=sitting_id, nickname=name, nickname_key=name_key(name)
    )
    session.add(row)
    session.flush()
    return attempt_id


def answer_live(
    sitting_id: int, learner_id: int, number: int, new: NewResponse, *, now: datetime
) -> Reply:
    """Keep the answer of a player to question `number` of the quiz, counted from 1.

    The first answer stays, whatever comes after it.

    Raises:
        ForbiddenError: the learner does not play, or was sent out.
        ConflictError: the question has not been asked yet.
    """
    return write_in_group(
        lambda session: _answer(session, sitting_id, learner_id, number, new, now)
    )


def _answer(
    session: Session, sitting_id: int, learner_id: int, number: int, new: NewResponse, now: datetime
) -> Reply:
    player = get_player(session, sitting_id, learner_id)
    live, terms = _read_once(session, sitting_id)
    if number > live.state.position:
        raise ConflictError("This question has not been asked yet.")
    is_present = number == live.state.position and new.item == present_item(live)
    if not is_present or not _is_in_time(session, live, learner_id, now):
        is_kept = is_answered(session, player.attempt.id, new.item.position)
        return "already" if is_kept else "late"
    quiz = get_frozen(live.sitting.version_id)
    stored = put_response(
        session, player.attempt, quiz, new, now=now, terms=terms, first_stays=True
    )
    return "accepted" if stored else "already"


def _read_once(session: Session, sitting_id: int) -> tuple[Live, Terms]:
    """Return a quiz and how its answers count, read once for all answers of a transaction.

    No answer changes either, and whoever does waits until the transaction is over.
    """
    kept: dict[int, tuple[Live, Terms]] = session.info.setdefault("live quizzes", {})
    if sitting_id not in kept:
        live = get_live(session, sitting_id)
        kept[sitting_id] = live, terms_of(session, sitting_id, live.sitting.version_id)
    return kept[sitting_id]


def _missed_by_now(session: Session, live: Live, learner_id: int, now: datetime) -> int:
    """Return how many questions a learner who joins now can answer no more."""
    is_open = live.state.phase == "open" and _is_in_time(session, live, learner_id, now)
    return live.state.position - 1 if is_open else live.state.position


def _is_in_time(session: Session, live: Live, learner_id: int, now: datetime) -> bool:
    """Ask for more time only where it matters."""
    if takes_answer(live.state, MoreTime(), now):
        return True
    return takes_answer(live.state, more_time_of(session, learner_id), now)


def _require_open_door(live: Live, seat: Seat | None) -> None:
    if live.state.phase == "done":
        raise GoneError("This quiz is over.")
    if live.state.phase != "lobby" and not live.lets_late:
        raise ConflictError("This quiz has begun and takes in nobody any more.")
    if seat is None and not live.nicknames:
        raise ForbiddenError(
            "This quiz is for the pupils of the class. Take your seat there first."
        )


def _own_name(session: Session, sitting_id: int, wanted: str, seat: Seat | None) -> str:
    """Return the name to play under; raise NicknameTakenError when a nickname is taken."""
    taken = _Names(session, sitting_id)
    if wanted not in taken:
        return wanted
    free = free_nickname(wanted, taken)
    if seat is None:
        raise NicknameTakenError(wanted, free)
    return free


class _Names:
    """The names that are taken in a quiz, as names are compared."""

    def __init__(self, session: Session, sitting_id: int) -> None:
        self._session, self._sitting_id = session, sitting_id

    def __contains__(self, name: object) -> bool:
        key = name_key(str(name))
        return find_player_named(self._session, self._sitting_id, key) is not None
