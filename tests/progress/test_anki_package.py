"""The Anki package that is handed out: what is in it, what is not, and to whom."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.database import write_transaction
from studyapp.progress.anki.note import anki_note, guid_of
from studyapp.progress.anki.package import SUSPENDED
from studyapp.progress.anki.queries import anki_pieces
from studyapp.review.checks.enrolment_operations import enrol
from tests.accounts.people import answer_something
from tests.bank import make_question
from tests.conftest import NOON
from tests.progress.a_year import BERLIN
from tests.review.builders import KINDS, MILL, ZONE, give, undo
from tests.stored import retire
from tests.visitor import Visitor

ADDRESS = "/account/data/anki.apkg"


@contextmanager
def collection_of(package: bytes, folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the collection within a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert set(archive.namelist()) == {"collection.anki2", "media"}
        assert archive.read("media") == b"{}"
        archive.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as database:
        yield database


def package_of(learner_id: int) -> bytes:
    return b"".join(anki_pieces(learner_id, ZONE, NOON))


def test_a_question_that_was_never_met_is_not_in_the_package(
    learner_id: int, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    give(learner_id, stored[0], 1, mode="new")
    give(learner_id, stored[1], 2, mode="check")
    undo(learner_id, 2)

    with collection_of(package_of(learner_id), tmp_path) as database:
        guids = database.execute("SELECT guid FROM notes").fetchall()

    assert guids == [(guid_of(stored[0].question.id),)]


def test_a_learner_without_an_answer_gets_a_package_without_cards(
    learner_id: int, tmp_path: Path
) -> None:
    with collection_of(package_of(learner_id), tmp_path) as database:
        counts = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- ours
            for table in ("notes", "cards", "revlog", "col")
        ]

    assert counts == [0, 0, 0, 1]


def test_a_question_that_left_the_bank_goes_along_suspended(
    learner_id: int, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    give(learner_id, stored[0], 1, mode="new")
    with write_transaction() as session:
        enrol(session, learner_id, [stored[1].id], NOON)
    retire(stored[0].id, stored[1].id)

    with collection_of(package_of(learner_id), tmp_path) as database:
        cards = database.execute("SELECT type, queue FROM cards").fetchall()

    assert cards == [(2, SUSPENDED)]


def test_days_are_counted_from_the_first_day_in_the_zone_of_the_learner(
    learner_id: int, stored: list[StoredQuestion], tmp_path: Path
) -> None:
    late = NOON.replace(hour=1)
    memory = give(learner_id, stored[0], 1, mode="new", now=late, zone=BERLIN).memory

    with collection_of(b"".join(anki_pieces(learner_id, BERLIN, NOON)), tmp_path) as database:
        ((begun, configuration),) = database.execute("SELECT crt, conf FROM col").fetchall()
        ((due,),) = database.execute("SELECT due FROM cards").fetchall()

    first_day = (late - timedelta(days=1)).date()
    assert memory.reviewed_on == first_day
    assert due == (memory.due_on - first_day).days
    assert begun == int((late - timedelta(days=1)).replace(hour=3).timestamp())
    assert json.loads(configuration)["creationOffset"] == -60


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_asks_without_the_answer_and_answers_with_the_quote(
    kind: str, oak: Catalogue
) -> None:
    stored = oak.questions[KINDS.index(kind) + 1]

    note = anki_note(stored.id, stored.question, MILL, NOON, oak)

    asked, choices, answer, why, passage, source, key = note.fields
    assert stored.question.stem in asked
    assert bool(choices) == (kind in {"single", "multiple", "order", "match", "locate"})
    assert answer
    assert answer not in asked
    assert answer not in choices or choices.count("<li>") > 1
    assert stored.question.explanation in why
    assert passage == "“paid his rent in flour”"
    assert source.endswith("paragraph 3")
    assert key == stored.question.id
    assert note.tags[:3] == ("source::oak-1950", "module::mill", f"kind::{kind}")


def test_signs_of_html_in_a_question_stay_signs(oak: Catalogue) -> None:
    question = make_question("short", stem="Is 1 < 2 & <b>bold</b>?")

    note = anki_note(1, question, MILL, NOON, oak)

    assert note.fields[0] == "Is 1 &lt; 2 &amp; &lt;b&gt;bold&lt;/b&gt;?"


def test_the_package_is_handed_to_its_learner(visitor: Visitor, tmp_path: Path) -> None:
    answer_something(visitor)

    response = visitor.client.get(ADDRESS)

    assert response.headers["Content-Disposition"] == "attachment; filename=studyapp.apkg"
    with collection_of(response.data, tmp_path) as database:
        assert database.execute("SELECT count(*) FROM revlog").fetchone() == (1,)


def test_another_learner_gets_none_of_it(app: Flask, visitor: Visitor, tmp_path: Path) -> None:
    answer_something(visitor)
    stranger = Visitor(app)
    stranger.open(ADDRESS, status=404)
    answer_something(stranger)

    with collection_of(stranger.client.get(ADDRESS).data, tmp_path) as database:
        assert database.execute("SELECT count(*) FROM revlog").fetchone() == (1,)
