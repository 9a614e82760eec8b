"""What a learner has done on one server goes on on another, and nothing is lost on the way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, insert

from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.own_data.personal_queries import personal_tables
from studyapp.bank.models import ContentStateRow, QuestionRow, QuestionVersionRow
from studyapp.bank.operations import sync_content
from studyapp.bank.queries import catalogue
from studyapp.database import db, write_transaction
from studyapp.places import ROOT
from studyapp.progress.travel.travel_queries import STAYS, TRAVELS
from studyapp.progress.travel.upload_file import read_document
from studyapp.progress.travel.upload_operations import Taken, take_in
from studyapp.progress.travel.upload_queries import Upload, look_at
from studyapp.review.operations import rebuild_memory
from studyapp.review.queries import states_of
from tests.conftest import NOON, MakeApp
from tests.progress.whole_life import Archive, archive_of, content_of, live_wholly, packed
from tests.review.builders import give

NOW = NOON + timedelta(days=1)
DAY = timedelta(days=1)


def seen(archive: Archive) -> Upload:
    return look_at(read_document(packed(archive)), now=NOW)


def taken_in(archive: Archive, learner_id: int) -> Taken:
    return take_in(learner_id, seen(archive), now=NOW)


def newcomer(name: str = "new here") -> int:
    return ensure_learner(name, "UTC", now=NOON).id


def renumber_questions() -> None:
    """Give every question and version another number, as on a server that began otherwise."""
    with write_transaction() as session:
        for row in (QuestionVersionRow, QuestionRow, ContentStateRow):
            session.execute(delete(row))
        other = {"key": "gone", "module": "compare", "position": 0, "content_hash": "0" * 32}
        session.execute(insert(QuestionRow).values(id=5000, retired_at=NOON, **other))
        session.execute(
            insert(QuestionVersionRow).values(
                id=7000, question_id=5000, content_hash="0" * 32, content="", created_at=NOON
            )
        )
    assert not sync_content(ROOT / "seeds", ROOT / "question_bank", now=NOON).refused


@pytest.fixture
def archive(app: Flask) -> Archive:
    """Return the archive of a learner elsewhere who has used everything."""
    with app.app_context():
        learner_id = newcomer()
        live_wholly(learner_id)
        return archive_of(learner_id)


@pytest.fixture
def here(archive: Archive, make_app: MakeApp) -> Iterator[None]:
    """Go to another server, on which somebody else has studied already."""
    with make_app().app_context():
        give(newcomer("somebody else"), next(iter(catalogue().questions.values())), mode="new")
        yield


def test_each_personal_table_travels_or_says_why_it_stays() -> None:
    assert {own.table.name for own in personal_tables()} == TRAVELS.keys() | STAYS.keys()
    assert not TRAVELS.keys() & STAYS.keys()


def test_the_learner_of_these_tests_has_rows_in_every_table_that_travels(archive: Archive) -> None:
    assert [name for name in TRAVELS if not archive["tables"][name]] == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_fresh_server_holds_all_that_the_other_held(
    app: Flask, make_app: MakeApp, seed: int
) -> None:
    with app.app_context():
        learner_id = newcomer()
        live_wholly(learner_id, seed=seed, days=15 + 10 * seed)
        archive = archive_of(learner_id)

    with make_app().app_context():
        give(newcomer("somebody else"), next(iter(catalogue().questions.values())), mode="new")
        learner_id = newcomer()
        taken_in(archive, learner_id)

        assert content_of(archive_of(learner_id)) == content_of(archive)
        assert rebuild_memory().differed == ()


def test_questions_are_found_by_their_keys(archive: Archive, make_app: MakeApp) -> None:
    with make_app().app_context():
        renumber_questions()
        learner_id = newcomer()

        taken_in(archive, learner_id)

        assert content_of(archive_of(learner_id)) == content_of(archive)


@pytest.mark.usefixtures("here")
def test_the_same_file_twice_changes_nothing(archive: Archive) -> None:
    learner_id = newcomer()
    taken_in(archive, learner_id)
    before = archive_of(learner_id)

    again = taken_in(archive, learner_id)

    assert archive_of(learner_id) == before
    assert again.new.total() == 0


def test_the_own_archive_changes_nothing(app: Flask) -> None:
    with app.app_context():
        learner_id = newcomer()
        live_wholly(learner_id, days=15)
        before = archive_of(learner_id)

        taken = taken_in(before, learner_id)

        assert archive_of(learner_id) == before
        assert taken.new.total() == 0


@pytest.mark.usefixtures("here")
def test_a_later_file_of_the_same_learner_adds_what_is_new(archive: Archive) -> None:
    learner_id = newcomer()
    half = {**archive, "tables": {**archive["tables"]}}
    log = archive["tables"]["review_log"]
    half["tables"] |= {"review_log": log[: len(log) // 2], "lapse_reason": [], "rest": []}
    taken_in(half, learner_id)

    taken_in(archive, learner_id)

    assert content_of(archive_of(learner_id)) == content_of(archive)


@pytest.mark.usefixtures("here")
def test_two_histories_give_the_schedule_of_one_learner_who_did_it_all(app: Flask) -> None:
    question, other = list(catalogue().questions.values())[:2]
    whole, mixed = newcomer("did it all"), newcomer("on two servers")
    moments = [NOON - days * DAY for days in (40, 30, 20, 10)]
    with app.app_context():
        elsewhere = newcomer("on two servers")
        give(elsewhere, question, 1, mode="new", now=moments[0])
        give(elsewhere, question, 3, right=False, now=moments[2])
        archive = archive_of(elsewhere)
    for number, at in enumerate(moments, start=1):
        give(
            whole,
            question,
            number,
            mode="new" if number == 1 else "review",
            right=number != 3,
            now=at,
        )
    give(mixed, question, 2, mode="new", now=moments[1])
    give(mixed, other, 9, mode="new", now=moments[1])
    give(mixed, question, 4, now=moments[3])

    taken_in(archive, mixed)

    wanted, got = (states_of(db.session, who)[question.id] for who in (whole, mixed))
    assert (got.memory.stability, got.memory.difficulty) == pytest.approx(
        (wanted.memory.stability, wanted.memory.difficulty)
    )
    assert (got.reps, got.lapses) == (wanted.reps, wanted.lapses)
    assert rebuild_memory().differed == ()
    before = archive_of(mixed)
    taken_in(archive, mixed)
    assert archive_of(mixed) == before


@pytest.mark.usefixtures("here")
def test_of_two_fitted_memories_in_use_one_stays_in_use(archive: Archive) -> None:
    learner_id = newcomer()
    (fitted,) = archive["tables"]["memory_fit"]
    later = fitted | {"id": fitted["id"] + 1, "fitted_at": NOW.isoformat()}
    archive["tables"]["memory_fit"].append(later)

    taken_in(archive, learner_id)

    rows = archive_of(learner_id)["tables"]["memory_fit"]
    assert [row["used"] for row in rows] == [True, False]
