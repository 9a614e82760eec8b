"""A person can take everything along and have everything erased, in every table there is."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, insert, select

from studyapp.accounts.own_data.erase_operations import erase_learner, forget_old_sessions
from studyapp.accounts.own_data.personal_queries import LEARNER, personal_tables
from studyapp.accounts.own_data.queries import own_data_json
from studyapp.bank.queries import catalogue
from studyapp.csv_text import csv_text
from studyapp.database import db, holds_json, is_secret, write_transaction
from studyapp.errors import ConflictError
from studyapp.storage.schema import TABLES
from studyapp.storage.utc_column import UtcDateTime
from tests.accounts.people import PASSWORD, answer_something, claim
from tests.classroom.builders import make_person, make_room
from tests.conftest import NOON
from tests.stored import everything_stored
from tests.trusted import Tally
from tests.visitor import Visitor

FOR_PEOPLE = {"sessions.csv", "answers.csv", "schedule.csv"}
SECRET_TEXT = "a secret of "
# Words that constraints ask for, by column; whatever else is a text may be anything.
WORDS = {
    "attempt.submitted_by": "learner",
    "learner.role": "learner",
    "live.code": None,
    "live.phase": "done",
    "put_off.kind": "days_off",
    "regrade.rule": "dropped",
    "rest.reason": "leech",
    "review_log.kind": "answer",
    "sitting.kind": "live",
    "study_habit.goal_kind": "none",
    "lapse_reason.reason": "forgot",
    "assignment.counts": "best",
    "assignment.feedback": "never",
    "regrade.key_version_id": None,
    "review_log.undoes": None,
    "regrade.undone_at": None,
}


def fill_every_table(learner_id: int, mark: int) -> None:
    """Store a row of a learner in every personal table; `mark` keeps learners apart."""
    stored = next(iter(catalogue().questions.values()))
    known = {"learner": learner_id, "question": stored.id, "question_version": stored.version_id}
    order = TABLES.sorted_tables
    with write_transaction() as session:
        for personal in sorted(personal_tables(), key=lambda p: order.index(p.table)):
            values = {c.name: _value(c, known, mark) for c in personal.table.c}
            if personal.table.name == "assignment":
                values["opens_at"] = datetime(2026, 3, 4, tzinfo=NOON.tzinfo)
            first, *_ = personal.table.primary_key
            statement = insert(personal.table).values(values).returning(first)
            known[personal.table.name] = session.scalar(statement)


def _value(column: Column[Any], known: dict[str, int], mark: int) -> Any:
    name = f"{column.table.name}.{column.name}"
    if name in WORDS:
        return WORDS[name]
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return known.get(key.column.table.name)
    if column.name == "id":
        return 1000 + mark
    if is_secret(column):
        return f"{SECRET_TEXT}{mark} {column.table.name}"
    if holds_json(column):
        return "[1]"
    if isinstance(column.type, UtcDateTime):
        return NOON
    kind = column.type.python_type
    plain = {date: NOON.date(), bool: True, int: 1, float: 1.0}
    if kind is str:
        return f"{mark}"[: getattr(column.type, "length", None) or 60]
    return plain[kind]


def rows_naming(learner_id: int) -> dict[str, int]:
    """Count rows by the columns that name a learner; read off the schema once more."""
    counts = {}
    for table in TABLES.sorted_tables:
        for column in table.c:
            if any(key.column.table is LEARNER for key in column.foreign_keys):
                found = db.session.execute(select(table).where(column == learner_id)).all()
                counts[f"{table.name}.{column.name}"] = len(found)
    return counts


@pytest.mark.trust(row=45)
def test_every_table_that_names_a_learner_is_personal() -> None:
    named = {
        table.name
        for table in TABLES.sorted_tables
        if any(key.column.table is LEARNER for key in table.foreign_keys)
    }

    assert named <= {personal.table.name for personal in personal_tables()}


@pytest.mark.trust(row=45)
def test_every_table_that_hangs_on_a_personal_one_is_personal() -> None:
    personal = {entry.table.name for entry in personal_tables()}
    hanging = {
        table.name
        for table in TABLES.sorted_tables
        if any(key.column.table.name in personal for key in table.foreign_keys)
    }

    assert hanging <= personal


@pytest.mark.trust(row=45)
def test_own_data_holds_the_row_of_every_table_and_no_secret(learner_id: int, tally: Tally) -> None:
    fill_every_table(learner_id, 1)

    text = "".join(own_data_json(learner_id))

    tables = json.loads(text)["tables"]
    tally.note(tried=len(tables), held=sum(map(bool, tables.values())))
    assert {name for name, rows in tables.items() if not rows} == set()
    assert {entry.table.name for entry in personal_tables()} == tables.keys()
    assert SECRET_TEXT not in text


def test_own_data_of_one_learner_holds_no_row_of_another(learner_id: int, other_id: int) -> None:
    fill_every_table(learner_id, 1)

    tables = json.loads("".join(own_data_json(other_id)))["tables"]

    assert {name for name, rows in tables.items() if rows} == {"session"}


def test_a_teacher_takes_along_what_they_made_and_no_answer_of_a_pupil(app_context: None) -> None:
    room = make_room("Ada", "Ben")

    tables = json.loads("".join(own_data_json(room.teacher_id)))["tables"]

    assert len(tables["class"]) == 1
    assert tables["seat"] == []


@pytest.mark.trust(row=45)
def test_erasing_leaves_no_row_of_a_learner_in_any_table(
    learner_id: int, other_id: int, tally: Tally
) -> None:
    fill_every_table(other_id, 2)
    kept = rows_naming(other_id)
    fill_every_table(learner_id, 1)

    erase_learner(learner_id, ())

    left = rows_naming(learner_id)
    tally.note(tried=len(left), held=list(left.values()).count(0))
    assert set(left.values()) == {0}
    assert rows_naming(other_id) == kept
    assert db.session.execute(select(LEARNER).where(LEARNER.c.id == learner_id)).first() is None


def test_a_teacher_with_a_class_is_not_erased(app: Flask, app_context: None) -> None:
    room = make_room("Ada")

    with pytest.raises(ConflictError, match="still have classes"):
        erase_learner(room.teacher_id, app.extensions["studyapp_farewells"])

    assert rows_naming(room.teacher_id)["class.teacher_id"] == 1


def test_the_download_holds_json_and_a_csv_file_of_each_table(visitor: Visitor) -> None:
    claim(visitor, "Ada")

    response = visitor.client.get("/account/data/my-data.zip")

    archive = zipfile.ZipFile(io.BytesIO(response.data))
    assert response.mimetype == "application/zip"
    assert json.loads(archive.read("my-data.json"))["learner"]["name"] == "Ada"
    names = {f"tables/{entry.table.name}.csv" for entry in personal_tables()}
    assert set(archive.namelist()) == {"my-data.json", *FOR_PEOPLE, *names}
    (row,) = csv.DictReader(io.StringIO(archive.read("tables/session.csv").decode("utf-8-sig")))
    assert row["learner_id" if "learner_id" in row else "id"]
    assert "token_hash" not in row


def test_a_visitor_of_whom_nothing_is_kept_has_nothing_to_take_along(visitor: Visitor) -> None:
    assert "Nothing is kept of you yet" in visitor.open("/account/data")
    visitor.open("/account/data/my-data.zip", status=404)


def test_an_account_is_erased_by_its_password_and_signed_out(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    form = visitor.form("/account/data", "/erase")

    response = visitor.send(form, sure="y", password=PASSWORD)

    assert response.status_code == 303
    assert "Everything that was kept of you here is erased" in visitor.open("/")
    assert everything_stored(app)["learner"] == []
    assert everything_stored(app)["session"] == []


@pytest.mark.parametrize(
    ("filled", "fault"),
    [
        ({"password": PASSWORD}, "Tick the box"),
        ({"sure": "y", "password": "not the password"}, "The password is wrong"),
        ({"sure": "y"}, "The password is wrong"),
    ],
)
def test_an_erasure_that_is_not_meant_erases_nothing(
    app: Flask, visitor: Visitor, filled: dict[str, str], fault: str
) -> None:
    claim(visitor, "Ada")
    before = everything_stored(app)

    response = visitor.send(visitor.form("/account/data", "/erase"), **filled)

    assert response.status_code == 422
    assert fault in response.text
    after = everything_stored(app)
    del before["sign_in_failure"], after["sign_in_failure"]
    assert after == before


def test_a_guest_is_erased_without_a_password(app: Flask, visitor: Visitor) -> None:
    answer_something(visitor)

    response = visitor.send(visitor.form("/account/data", "/erase"), sure="y")

    assert response.status_code == 303
    assert everything_stored(app)["learner"] == []


def test_sessions_of_browsers_that_dropped_their_cookie_are_forgotten(app: Flask) -> None:
    with app.app_context():
        make_person("of long ago")
        forget_old_sessions(NOON.replace(year=2027, month=3))
        assert len(everything_stored(app)["session"]) == 1
        forget_old_sessions(NOON.replace(year=2027, month=6))
    assert everything_stored(app)["session"] == []


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-ten", "'-ten"),
        ("+49", "'+49"),
        ("\tx", "'\tx"),
        ("\uff1d1", "'\uff1d1"),
        (-2, "-2"),
        (0.5, "0.5"),
        (None, '""'),
        ("a;=1+1", "a;'=1+1"),
        ("a\t@x", "a\t'@x"),
        ("a; b", "a; b"),
        ("Größe, Ärger", '"Größe, Ärger"'),
    ],
)
def test_no_cell_of_a_csv_file_is_run_as_a_formula(cell: str | float | None, written: str) -> None:
    text = "".join(csv_text(["name"], [[cell]]))

    assert text == f"\ufeffname\r\n{written}\r\n"
