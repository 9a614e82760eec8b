"""Writes that come at one moment are stored together, and fail each for itself."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import ensure_learner
from studyapp.database import db
from studyapp.errors import ConflictError, StorageError
from studyapp.storage.grouped_writes import write_in_group
from tests.conftest import NOON
from tests.stored import refuse_writes

Work = Callable[[Session], object]
COMMITS = 2
"""One of the slow work, one of all that waited behind it."""
ZONES = ("Europe/Vienna", "Europe/Paris", "Europe/Rome")


@pytest.fixture
def learner_ids(app: Flask) -> list[int]:
    with app.app_context():
        return [ensure_learner(f"token {zone}", "UTC", now=NOON).id for zone in ZONES]


def moving(learner_id: int, zone: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        row = session.get(LearnerRow, learner_id)
        assert row is not None
        row.zone = zone
        session.flush()
        return zone

    return work


def refused(_session: Session) -> None:
    raise ConflictError("Not this one.")


def zones(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(LearnerRow.zone)))


def test_a_write_returns_what_its_work_returns_and_is_stored(
    app: Flask, learner_ids: list[int]
) -> None:
    with app.app_context():
        assert write_in_group(moving(learner_ids[0], "Europe/Rome")) == "Europe/Rome"

    assert "Europe/Rome" in zones(app)


def store_together(
    app: Flask, *works: Work, meanwhile: Callable[[], None] = lambda: None
) -> tuple[list[BaseException], int]:
    """Let works wait behind a slow one; return their errors and how often was committed.

    `meanwhile` happens while all of them wait.
    """
    started, go_on = threading.Event(), threading.Event()
    commits: list[object] = []
    errors: list[BaseException] = []
    with app.app_context():
        event.listen(db.engine, "commit", commits.append)

    def slow(_session: Session) -> None:
        started.set()
        assert go_on.wait(10)

    def run(work: Work) -> None:
        with app.app_context():
            try:
                write_in_group(work)
            except Exception as error:
                errors.append(error)

    first = threading.Thread(target=run, args=(slow,))
    others = [threading.Thread(target=run, args=(work,)) for work in works]
    first.start()
    assert started.wait(10)
    for thread in others:
        thread.start()
    while len(app.extensions["studyapp_grouped_writes"]._waiting) < len(others):
        assert first.is_alive()
    meanwhile()
    go_on.set()
    for thread in (first, *others):
        thread.join(10)
    return errors, len(commits)


def test_those_that_wait_behind_a_slow_one_share_a_transaction(
    app: Flask, learner_ids: list[int]
) -> None:
    works = [moving(n, zone) for n, zone in zip(learner_ids, ZONES, strict=True)]

    errors, commits = store_together(app, *works)

    assert errors == []
    assert zones(app) == set(ZONES)
    assert commits == COMMITS


def test_an_error_of_the_program_leaves_those_beside_it_alone(
    app: Flask, learner_ids: list[int]
) -> None:
    def broken(session: Session) -> None:
        moving(learner_ids[0], "Europe/Vienna")(session)
        raise ZeroDivisionError

    errors, _ = store_together(app, broken, moving(learner_ids[1], "Europe/Rome"))

    assert [type(error) for error in errors] == [ZeroDivisionError]
    assert zones(app) == {"UTC", "Europe/Rome"}


def test_one_that_is_refused_says_so_and_leaves_the_next_alone(
    app: Flask, learner_ids: list[int]
) -> None:
    with app.app_context():
        with pytest.raises(ConflictError, match="Not this one"):
            write_in_group(refused)
        write_in_group(moving(learner_ids[0], "Europe/Rome"))

    assert "Europe/Rome" in zones(app)


def test_an_error_of_the_program_stores_nothing_and_reaches_the_caller(
    app: Flask, learner_ids: list[int]
) -> None:
    def broken(session: Session) -> None:
        moving(learner_ids[0], "Europe/Rome")(session)
        raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        write_in_group(broken)

    assert zones(app) == {"UTC"}


def test_a_disk_that_refuses_is_asked_once_for_all_who_wait(
    app: Flask, learner_ids: list[int]
) -> None:
    asked: list[None] = []

    def refuse() -> None:
        refuse_writes(app)
        with app.app_context():
            event.listen(db.engine.pool, "checkout", lambda *_: asked.append(None))

    works = [moving(n, "Europe/Rome") for n in learner_ids]
    errors, _ = store_together(app, *works, meanwhile=refuse)

    assert [type(error) for error in errors] == [StorageError] * len(learner_ids)
    assert len(asked) == 1
    assert zones(app) == {"UTC"}
