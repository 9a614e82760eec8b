"""Writes that come at one moment share one transaction, and so one wait for the disk."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import current_app
from sqlalchemy.orm import Session

from studyapp.database import WRITE_WAIT_SECONDS, db, write_transaction
from studyapp.errors import BusyError, StorageError, StudyAppError
from studyapp.serving.metrics import current_metrics

T = TypeVar("T")
GROUPS = "studyapp_grouped_writes"


@dataclass(eq=False)
class _Wanted:
    """What one request wants to be stored, and what became of it."""

    work: Callable[[Session], Any]
    is_done: bool = False
    result: Any = None
    error: BaseException | None = None


class GroupedWrites:
    """Whoever comes while others are being stored is stored with all who wait beside them."""

    def __init__(self) -> None:
        self._turn, self._list_lock = threading.Lock(), threading.Lock()
        self._waiting: list[_Wanted] = []

    def run(self, work: Callable[[Session], T]) -> T:
        """Return what `work` returns once it is on the disk; an error in it is raised here alone.

        Args:
            work: takes the session of the transaction; it must raise a StudyAppError before it
                writes anything, or not at all. It can be called twice: when another work fails,
                all are stored again one by one.

        Raises:
            BusyError: earlier writes took too long.
            StorageError: the disk or the database refuses everybody.
        """
        wanted = _Wanted(work)
        with self._list_lock:
            self._waiting.append(wanted)
        if not self._turn.acquire(timeout=WRITE_WAIT_SECONDS):
            self._give_up(wanted)
        try:
            if not wanted.is_done:
                self._store_all()
        finally:
            self._turn.release()
        if wanted.error is not None:
            raise wanted.error
        return cast(T, wanted.result)

    def _store_all(self) -> None:
        with self._list_lock:
            group, self._waiting = self._waiting, []
        try:
            _store(group)
        except (BusyError, StorageError) as error:
            for wanted in group:
                wanted.error = error
        except Exception:
            # One of them is at fault; stored one by one, the others have nothing to do with it.
            for wanted in group:
                _store_alone(wanted)
        finally:
            for wanted in group:
                wanted.is_done = True

    def _give_up(self, wanted: _Wanted) -> None:
        """Leave the queue; what was taken from it by now may be stored, so a retry is harmless."""
        with self._list_lock:
            if wanted in self._waiting:
                self._waiting.remove(wanted)
        raise BusyError("The server is busy storing other answers.")


def write_in_group(work: Callable[[Session], T]) -> T:
    """Store by `work` what this request wants, together with others; see `GroupedWrites.run`."""
    groups: GroupedWrites = current_app.extensions.setdefault(GROUPS, GroupedWrites())
    result = groups.run(work)
    # Another request may have stored it; what this one reads from here on holds it.
    db.session.rollback()
    return result


def _store(group: list[_Wanted]) -> None:
    with write_transaction() as session:
        for wanted in group:
            _do(wanted, session)
    current_metrics().count_group(len(group))


def _store_alone(wanted: _Wanted) -> None:
    try:
        _store([wanted])
    except Exception as error:
        wanted.error = error


def _do(wanted: _Wanted, session: Session) -> None:
    wanted.error = None
    try:
        wanted.result = wanted.work(session)
    except StudyAppError as error:
        wanted.error = error
