"""Reads of a live quiz: its one row, and who plays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from studyapp.classroom.live.state import LiveState
from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_order import items_of
from studyapp.classroom.sittings.models import (
    AttemptRow,
    LiveRow,
    PlayerRow,
    ResponseRow,
    SittingRow,
)
from studyapp.classroom.sittings.queries import ATTEMPT, SITTING, Attempt, Sitting
from studyapp.database import db, table_of
from studyapp.errors import NotFoundError, NotPlayingError, SentOutError
from studyapp.storage.prepared import AnySession, PreparedRead


@dataclass(frozen=True, slots=True)
class Live:
    """A live quiz as it stands; see `LiveRow`."""

    sitting: Sitting
    code: str | None
    version: int
    state: LiveState
    standings: bool
    lets_late: bool
    nicknames: bool

    @property
    def id(self) -> int:
        """Return the id of the sitting."""
        return self.sitting.id


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who plays, and their attempt."""

    attempt: Attempt
    nickname: str
    kicked_at: datetime | None


_LIVE, _SITTING = table_of(LiveRow), table_of(SittingRow)
_PLAYER, _ATTEMPT, _RESPONSE = table_of(PlayerRow), table_of(AttemptRow), table_of(ResponseRow)
_OF_SITTING = [_SITTING.c[column.key] for column in SITTING]
_OF_ATTEMPT = [_ATTEMPT.c[column.key] for column in ATTEMPT]
_ANY_LIVE = select(
    *_OF_SITTING,
    *(_LIVE.c.code, _LIVE.c.version, _LIVE.c.standings, _LIVE.c.lets_late, _LIVE.c.nicknames),
    *(_LIVE.c.phase, _LIVE.c.position, _LIVE.c.opened_at, _LIVE.c.closes_at, _LIVE.c.seconds),
).join_from(_LIVE, _SITTING, _SITTING.c.id == _LIVE.c.sitting_id)
_BY_ID = PreparedRead(_ANY_LIVE.where(_LIVE.c.sitting_id == bindparam("sitting_id")))
_BY_CODE = PreparedRead(_ANY_LIVE.where(_LIVE.c.code == bindparam("code")))
_ANY_PLAYER = select(*_OF_ATTEMPT, _PLAYER.c.nickname, _PLAYER.c.kicked_at).join_from(
    _PLAYER, _ATTEMPT, _ATTEMPT.c.id == _PLAYER.c.attempt_id
)
_BY_LEARNER = PreparedRead(
    _ANY_PLAYER.where(
        _ATTEMPT.c.sitting_id == bindparam("sitting_id"),
        _ATTEMPT.c.learner_id == bindparam("learner_id"),
    ).order_by(_ATTEMPT.c.number)
)
_BY_NAME = PreparedRead(
    _ANY_PLAYER.where(
        _PLAYER.c.sitting_id == bindparam("sitting_id"),
        _PLAYER.c.nickname_key == bindparam("nickname_key"),
    )
)
_ALL = PreparedRead(
    _ANY_PLAYER.where(_PLAYER.c.sitting_id == bindparam("sitting_id")).order_by(_ATTEMPT.c.id)
)
_IS_ANSWERED = PreparedRead(
    select(_RESPONSE.c.id).where(
        _RESPONSE.c.attempt_id == bindparam("attempt_id"),
        _RESPONSE.c.position == bindparam("position"),
    )
)


def get_live(session: AnySession, sitting_id: int) -> Live:
    """Return a live quiz; raise NotFoundError when there is none."""
    row = _BY_ID.first(session, sitting_id=sitting_id)
    if row is None:
        raise NotFoundError("There is no such live quiz.")
    return _live(row)


def find_live_by_code(code: str) -> Live | None:
    """Return the live quiz that a code opens; codes die with their quiz."""
    row = _BY_CODE.first(db.session, code=code)
    return _live(row) if row is not None else None


def asked_items(quiz: FrozenQuiz, sitting: Sitting) -> tuple[FrozenItem, ...]:
    """Return the questions of a live quiz in the order they are put before everybody."""
    return items_of(quiz, sitting.seed)


def present_item(live: Live) -> FrozenItem | None:
    """Return the question that is asked or was asked last; None in the lobby."""
    items = asked_items(get_frozen(live.sitting.version_id), live.sitting)
    return items[live.state.position - 1] if live.state.position else None


def find_player(session: AnySession, sitting_id: int, learner_id: int) -> Player | None:
    """Return a learner as a player, also one who was sent out."""
    row = _BY_LEARNER.first(session, sitting_id=sitting_id, learner_id=learner_id)
    return _player(row) if row is not None else None


def get_player(session: AnySession, sitting_id: int, learner_id: int | None) -> Player:
    """Return a learner as a player.

    Raises:
        NotPlayingError: they do not play.
        SentOutError: the teacher sent them out.
    """
    player = find_player(session, sitting_id, learner_id) if learner_id is not None else None
    if player is None:
        raise NotPlayingError("You have not joined this quiz.")
    if player.kicked_at is not None:
        raise SentOutError("The teacher has taken you out of this quiz.")
    return player


def find_player_named(session: AnySession, sitting_id: int, nickname_key: str) -> Player | None:
    """Return who plays under a name, as names are compared."""
    row = _BY_NAME.first(session, sitting_id=sitting_id, nickname_key=nickname_key)
    return _player(row) if row is not None else None


def players_of(session: AnySession, sitting_id: int) -> list[Player]:
    """Return everybody who has joined, in that order, those sent out among them."""
    return [_player(row) for row in _ALL.all(session, sitting_id=sitting_id)]


def is_answered(session: AnySession, attempt_id: int, position: int) -> bool:
    """Tell whether an answer stands to an item."""
    return _IS_ANSWERED.scalar(session, attempt_id=attempt_id, position=position) is not None


def _live(row: Sequence[Any]) -> Live:
    end = len(SITTING)
    code, version, standings, lets_late, nicknames = row[end : end + 5]
    state = LiveState(*row[end + 5 :])
    return Live(Sitting(*row[:end]), code, version, state, standings, lets_late, nicknames)


def _player(row: Sequence[Any]) -> Player:
    return Player(Attempt(*row[: len(ATTEMPT)]), *row[len(ATTEMPT) :])
