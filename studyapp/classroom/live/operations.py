"""Changes of a live quiz by its host: opened, led from question to question, ended."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from studyapp.bank.catalogue import Catalogue
from studyapp.classroom.classes.code_queries import is_code_free
from studyapp.classroom.classes.codes import new_code
from studyapp.classroom.live.queries import Live, asked_items, get_live, players_of
from studyapp.classroom.live.state import Act, LiveState, after
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_operations import hand_in, leave_out
from studyapp.classroom.sittings.miss_operations import share_misses
from studyapp.classroom.sittings.models import LiveRow, PlayerRow, SittingRow
from studyapp.classroom.sittings.operations import close_sitting, open_sitting
from studyapp.database import db, write_transaction
from studyapp.errors import NotFoundError

FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """How a live quiz is run; see `LiveRow`."""

    seconds: int | None
    standings: bool
    lets_late: bool
    nicknames: bool


def open_live(
    quiz_id: int,
    served: Catalogue,
    settings: LiveSettings,
    *,
    host_id: int,
    class_id: int | None,
    now: datetime,
) -> int:
    """Open the lobby of a live quiz and return the id of its sitting.

    Raises:
        ConflictError: the quiz has no questions.
    """
    with write_transaction() as session:
        sitting_id = open_sitting(
            session, quiz_id, served, kind="live", host_id=host_id, class_id=class_id, now=now
        )
        row = LiveRow(
            sitting_id=sitting_id,
            code=_free_code(session),
            phase="lobby",
            position=0,
            version=1,
            seconds=settings.seconds,
            standings=settings.standings,
            lets_late=settings.lets_late,
            nicknames=settings.nicknames,
        )
        session.add(row)
    return sitting_id


def act_live(sitting_id: int, act: Act, version: int, *, now: datetime) -> bool:
    """Lead a live quiz on; False, and nothing happens, when `version` is not the present one.

    So a second press of a button, or a second device of the host, skips nothing.

    Raises:
        ConflictError: the act does not fit where the quiz stands.
    """
    with write_transaction() as session:
        live = get_live(session, sitting_id)
        if live.version != version:
            return False
        quiz = get_frozen(live.sitting.version_id)
        state = after(live.state, act, count=len(asked_items(quiz, live.sitting)), now=now)
        _keep(session, live, state)
        if act == "end":
            _end(session, replace(live, state=state), now)
    return True


def end_forgotten(now: datetime) -> None:
    """End the live quizzes that nobody has led on for a day; what was answered counts."""
    led_at = func.coalesce(LiveRow.opened_at, SittingRow.created_at)
    forgotten = (
        select(LiveRow.sitting_id)
        .join(SittingRow, SittingRow.id == LiveRow.sitting_id)
        .where(LiveRow.phase != "done", led_at < now - FORGOTTEN_AFTER)
    )
    for sitting_id in db.session.scalars(forgotten).all():
        with write_transaction() as session:
            live = get_live(session, sitting_id)
            if live.state.phase != "done":
                ended = replace(live, state=replace(live.state, phase="done"))
                _keep(session, live, ended.state)
                _end(session, ended, now)


def kick_player(sitting_id: int, attempt_id: int, *, now: datetime) -> None:
    """Send a player out; their name stays taken, and they cannot come back by themselves.

    Raises:
        NotFoundError: nobody of this quiz has this attempt.
    """
    _mark_player(sitting_id, attempt_id, now)


def let_in_player(sitting_id: int, attempt_id: int) -> None:
    """Let a player go on who was sent out.

    Raises:
        NotFoundError: nobody of this quiz has this attempt.
    """
    _mark_player(sitting_id, attempt_id, None)


def _mark_player(sitting_id: int, attempt_id: int, kicked_at: datetime | None) -> None:
    with write_transaction() as session:
        found = session.execute(
            update(PlayerRow)
            .where(PlayerRow.sitting_id == sitting_id, PlayerRow.attempt_id == attempt_id)
            .values(kicked_at=kicked_at)
            .returning(PlayerRow.attempt_id)
        ).first()
        if found is None:
            raise NotFoundError("There is no such player in this quiz.")
        session.execute(
            update(LiveRow)
            .where(LiveRow.sitting_id == sitting_id)
            .values(version=LiveRow.version + 1)
        )


def _keep(session: Session, live: Live, state: LiveState) -> None:
    session.execute(
        update(LiveRow)
        .where(LiveRow.sitting_id == live.id, LiveRow.version == live.version)
        .values(
            phase=state.phase,
            position=state.position,
            opened_at=state.opened_at,
            closes_at=state.closes_at,
            version=live.version + 1,
            code=None if state.phase == "done" else live.code,
        )
    )


def _end(session: Session, live: Live, now: datetime) -> None:
    """Hand in what everybody has; questions that were never asked count for nobody."""
    quiz = get_frozen(live.sitting.version_id)
    unasked = {item.position for item in asked_items(quiz, live.sitting)[live.state.position :]}
    for player in players_of(session, live.id):
        if unasked:
            leave_out(session, player.attempt.id, quiz, unasked)
        hand_in(session, player.attempt.id, "end", at=now)
        share_misses(session, player.attempt, now=now)
    close_sitting(session, live.id, at=now)


def _free_code(session: Session) -> str:
    """Return a code that leads nowhere yet and does not read as a number in an address."""
    while True:
        code = new_code()
        if not code.isdigit() and is_code_free(session, code):
            return code
