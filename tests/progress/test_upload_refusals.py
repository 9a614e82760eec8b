"""A file that is damaged, forged or foreign is refused in one sentence, and nothing comes in."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from studyapp.errors import BadInputError
from studyapp.progress.travel.upload_file import (
    LARGEST_JSON,
    LARGEST_UPLOAD,
    MOST_VALUES,
    NAME_IN_ARCHIVE,
    read_document,
)
from studyapp.progress.travel.upload_operations import take_in
from studyapp.progress.travel.upload_queries import look_at
from studyapp.reading.note import NOTES_LIMIT
from studyapp.review.plan.exam import EXAMS_LIMIT
from tests.conftest import NOON
from tests.progress.whole_life import Archive, archive_of, live_wholly, packed
from tests.stored import everything_stored

NOW = NOON + timedelta(days=1)
Change = Callable[[dict[str, Any]], Any]


def zipped(content: bytes, name: str = NAME_IN_ARCHIVE) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def damaged_zip() -> bytes:
    content = bytearray(zipped(b'{"format": "studyapp-learner/2"}' * 50))
    content[45] ^= 0xFF
    return bytes(content)


def document(**changes: Any) -> bytes:
    return json.dumps(
        {"format": "studyapp-learner/2", "tables": {}, "versions": []} | changes
    ).encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "it holds no JSON", id="nothing"),
        pytest.param(b"\x89PNG\r\n", "it holds no JSON", id="a picture"),
        pytest.param(b'{"format": "studyapp-learner/2"', "it holds no JSON", id="cut off"),
        pytest.param(b'{"format": "studyapp-learner/2", "tables": NaN}', "no JSON", id="nan"),
        pytest.param(b"[" * 100_000, "it holds no JSON", id="too deep"),
        pytest.param(b"[]", "but no my-data.json", id="a list"),
        pytest.param(b'{"format": "anki/2"}', "but no my-data.json", id="another format"),
        pytest.param(document(format="studyapp-learner/3"), "newer than this server", id="newer"),
        pytest.param(
            document(format="studyapp-learner/" + "9" * 5000), "but no my-data.json", id="endless"
        ),
        pytest.param(document(format="studyapp-learner/0"), "There is no format", id="no format"),
        pytest.param(document(tables=[]), "its tables are no lists", id="tables are a list"),
        pytest.param(document(tables={"note": [1]}), "its tables are no lists", id="no rows"),
        pytest.param(document(versions=5), "its tables are no lists", id="no versions"),
        pytest.param(document(tables={"fish": []}), "has a table 'fish'", id="a strange table"),
        pytest.param(b"PK\x03\x04 and no more", "ZIP file is damaged", id="no archive"),
        pytest.param(damaged_zip(), "ZIP file is damaged", id="a damaged archive"),
        pytest.param(zipped(b"", "photo.jpg"), "There is no my-data.json", id="another archive"),
    ],
)
def test_a_file_that_is_no_archive_of_ours_is_refused(
    app_context: None, content: bytes, told: str
) -> None:
    with pytest.raises(BadInputError, match=told):
        look_at(read_document(content), now=NOW)


def test_an_archive_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    bomb = zipped(b" " * (LARGEST_JSON + 1))

    assert len(bomb) < LARGEST_UPLOAD
    with pytest.raises(BadInputError, match="more than 128 MB, too much to take in"):
        read_document(bomb)


@pytest.mark.parametrize("piece", [b"0,", b"[],", b"{},"])
def test_millions_of_tiny_values_are_refused_before_they_fill_the_memory(piece: bytes) -> None:
    crowded = zipped(b"[" + piece * MOST_VALUES + b"0]")

    assert len(crowded) < LARGEST_UPLOAD
    with pytest.raises(BadInputError, match="8,000,000 values"):
        read_document(crowded)


@pytest.fixture(scope="module")
def lived() -> dict[str, bytes]:
    """Keep the archive of a life, which takes a second to live."""
    return {}


@pytest.fixture
def archive(learner_id: int, lived: dict[str, bytes]) -> Archive:
    """Return an archive of one who has used everything, to be changed."""
    if "archive" not in lived:
        live_wholly(learner_id, days=12)
        lived["archive"] = packed(archive_of(learner_id))
    archive: Archive = json.loads(lived["archive"])
    return archive


def set_to(**values: Any) -> Change:
    return lambda row: row.update(values)


def an_undo(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in rows if row["kind"] == "undo")


def an_answer(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in rows if row["kind"] == "answer" and row["mode"] == "review")


FORGED: list[tuple[str, Change]] = [
    ("review_log", set_to(rating=5)),
    ("review_log", set_to(rating="3")),
    ("review_log", set_to(rating=None)),
    ("review_log", set_to(right=None)),
    ("review_log", set_to(score=1.5)),
    ("review_log", set_to(stability=-1.0)),
    ("review_log", set_to(stability=1e308)),
    ("review_log", set_to(difficulty=11.0)),
    ("review_log", set_to(difficulty=True)),
    ("review_log", set_to(due_on="9000-01-01")),
    ("review_log", set_to(due_on="2020-01-01")),
    ("review_log", set_to(due_on="tomorrow")),
    ("review_log", set_to(recorded_at="2126-03-05T12:00:00+00:00")),
    ("review_log", set_to(recorded_at="2026-03-05T12:00:00")),
    ("review_log", set_to(learner_day="2026-01-01")),
    ("review_log", set_to(zone="Mars/Olympus")),
    ("review_log", set_to(mode="magic")),
    ("review_log", set_to(kind="both")),
    ("review_log", set_to(entry_uuid="not a uuid")),
    ("review_log", set_to(milliseconds=-5)),
    ("review_log", set_to(confidence="very")),
    ("review_log", set_to(shown=[5, 5])),
    ("review_log", set_to(shown=None)),
    ("review_log", set_to(given={"a": 1})),
    ("review_log", set_to(follows=999_999)),
    ("review_log", set_to(id=None)),
    ("review_log", set_to(id=2**80)),
    ("review_log", set_to(question_key=None)),
    ("review_log", set_to(scheduler="x" * 31)),
    ("review_log", set_to(scheduler="a\0b")),
    ("review_log", set_to(fish=1)),
    ("review_log", lambda row: row.pop("learner_day")),
    ("study_habit", set_to(retention=0.2)),
    ("study_habit", set_to(weekdays="nnnnnnx")),
    ("study_habit", set_to(new_per_day=10**6)),
    ("study_habit", set_to(goal_kind="fame")),
    ("exam", set_to(covers=[1])),
    ("exam", set_to(minutes=0)),
    ("exam", set_to(minutes=601)),
    ("exam", set_to(held_on="9999-12-30")),
    ("exam", set_to(held_on=(NOW.date() + timedelta(days=733)).isoformat())),
    ("put_off", set_to(last_day="2020-01-01")),
    ("put_off", set_to(kind="forever")),
    ("put_off", set_to(first_day="2126-01-01", last_day="2126-01-02")),
    ("rest", set_to(reason="tired")),
    ("lapse_reason", set_to(reason="dog")),
    ("pretest", set_to(given=77)),
    ("memory_fit", set_to(parameters=[0.1])),
    ("memory_fit", set_to(parameters=[1e9] * 21)),
    ("memory_fit", set_to(loss_after="low")),
    ("reading", set_to(words=-1)),
    ("reading", set_to(place=2**40)),
    ("reading_stretch", set_to(started_at="1970-01-01T00:00:00+23:59")),
    ("reading_stretch", set_to(started_at="2020-01-01T00:00:00+00:00")),
    ("reading_stretch", set_to(day="2020-01-01")),
    ("reading_stretch", set_to(ended_at="2020-01-01T00:00:00+00:00")),
    ("note", set_to(note_uuid="x")),
    ("note", set_to(body="b" * 5_001)),
    ("note", set_to(exact="b" * 1_001)),
    ("note", set_to(body="\ud800")),
]


@pytest.mark.parametrize(("table", "change"), FORGED, ids=range(len(FORGED)))
def test_a_forged_row_is_named_and_refused(archive: Archive, table: str, change: Change) -> None:
    rows = archive["tables"][table]
    row = an_answer(rows) if table == "review_log" else rows[0]
    change(row)

    with pytest.raises(BadInputError, match=rf"row {rows.index(row) + 1} of {table} (has|follows)"):
        look_at(read_document(json.dumps(archive).encode()), now=NOW)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (set_to(undoes=None), "nor a complete undo"),
        (set_to(undoes=999_999), "undoes no earlier answer"),
        (set_to(rating=3), "nor a complete undo"),
        (set_to(mode="class"), "of another mode"),
    ],
    ids=["of nothing", "of another log", "with a rating", "of another mode"],
)
def test_half_an_undo_is_refused(archive: Archive, change: Change, told: str) -> None:
    change(an_undo(archive["tables"]["review_log"]))

    with pytest.raises(BadInputError, match=told):
        look_at(read_document(packed(archive)), now=NOW)


def test_an_answer_is_not_taken_back_twice(archive: Archive) -> None:
    log = archive["tables"]["review_log"]
    log.append(an_undo(log) | {"id": 10**6})

    with pytest.raises(BadInputError, match="undoes what is undone already"):
        look_at(read_document(packed(archive)), now=NOW)


def test_two_rows_of_one_number_are_refused(archive: Archive) -> None:
    log = archive["tables"]["review_log"]
    log[1]["id"] = log[0]["id"]

    with pytest.raises(BadInputError, match="row 2 of review_log has the id of another one"):
        look_at(read_document(packed(archive)), now=NOW)


def test_what_only_the_database_finds_out_leaves_nothing_half_taken_in(
    app: Flask, archive: Archive, other_id: int
) -> None:
    plan = archive["tables"]["put_off"][0]
    archive["tables"]["note"].append(archive["tables"]["note"][0] | {"id": 10**6})
    archive["tables"]["put_off"].append(plan | {"id": 10**6})
    archive["tables"]["pretest"].append(archive["tables"]["pretest"][0])
    upload = look_at(read_document(packed(archive)), now=NOW)
    before = everything_stored(app)

    with pytest.raises(BadInputError, match="contradicts itself"):
        take_in(other_id, upload, now=NOW)

    assert everything_stored(app) == before


def further_rows(table: str, count: int) -> list[dict[str, Any]]:
    """Return what makes so many rows others than the one that they are made of."""
    if table == "exam":
        return [{"id": 10**6 + n, "title": f"Exam {n}"} for n in range(count)]
    return [{"id": 10**6 + n, "note_uuid": str(uuid4())} for n in range(count)]


@pytest.mark.parametrize(
    ("table", "limit", "words"),
    [("exam", EXAMS_LIMIT, "100 dates in your plan"), ("note", NOTES_LIMIT, "5,000 notes")],
)
def test_no_more_comes_in_than_one_learner_can_keep(
    app: Flask, archive: Archive, other_id: int, table: str, limit: int, words: str
) -> None:
    rows = archive["tables"][table]
    rows += [rows[0] | change for change in further_rows(table, limit)]
    upload = look_at(read_document(packed(archive)), now=NOW)
    before = everything_stored(app)

    with pytest.raises(BadInputError, match=f"more than {words}"):
        take_in(other_id, upload, now=NOW)

    assert everything_stored(app) == before
