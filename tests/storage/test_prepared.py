"""A prepared statement gives what the session gives, sees what it sees, fails as it fails."""

import sqlite3
import sys
from contextlib import closing
from datetime import date
from traceback import format_exception

import pytest
from flask import Flask
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Select,
    Table,
    bindparam,
    func,
    insert,
    literal,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.types import NULLTYPE

from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import ensure_learner
from studyapp.bank.models import QuestionRow
from studyapp.database import db, table_of, write_transaction
from studyapp.storage.prepared import PreparedRead, PreparedWrite, is_listed, is_one_of
from tests.conftest import NOON

KEPT_LENGTH = 4096
"""psycopg reads a longer statement anew each time it is run."""
SQLITE = sqlite_dialect()
PEOPLE = table_of(LearnerRow)
PERSON, QUESTION = PEOPLE.c, table_of(QuestionRow).c
COUNT_PEOPLE = PreparedRead(select(func.count()).select_from(table_of(LearnerRow)))


def all_prepared() -> list[PreparedRead | PreparedWrite]:
    """Return every statement that a module of the program has prepared."""
    modules = [module for name, module in sys.modules.items() if name.startswith("studyapp.")]
    found = [value for module in modules for value in vars(module).values()]
    return [one for one in found if isinstance(one, PreparedRead | PreparedWrite)]


def by_session(statement: Select[tuple[object, ...]], **values: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(statement, values)]


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        pytest.param(select(PERSON.id, PERSON.name, PERSON.created_at), {}, id="null and a moment"),
        pytest.param(
            select(literal(date(2026, 3, 5)), PERSON.id > 0, PERSON.id > 9), {}, id="day and truth"
        ),
        pytest.param(
            select(PERSON.zone).where(PERSON.created_at >= bindparam("moment")),
            {"moment": NOON},
            id="a moment to compare with",
        ),
        pytest.param(
            select(QUESTION.key)
            .where(QUESTION.position < bindparam("end"), QUESTION.retired_at.is_(None))
            .order_by(QUESTION.position.desc())
            .limit(3),
            {"end": 5},
            id="a fixed value beside a given one",
        ),
        pytest.param(
            select(PERSON.id).where(PERSON.id == bindparam("id"), PERSON.id <= bindparam("id")),
            {"id": 1},
            id="one value twice",
        ),
        pytest.param(select(PERSON.id).where(PERSON.role == "admin"), {}, id="nothing"),
    ],
)
def test_a_prepared_read_gives_what_the_session_gives(
    app_context: None, statement: Select[tuple[object, ...]], values: dict[str, object]
) -> None:
    ensure_learner("a token", "Europe/Vienna", now=NOON)
    wanted = by_session(statement, **values)

    read = PreparedRead(statement)

    assert read.all(db.session, **values) == wanted
    assert read.first(db.session, **values) == (wanted[0] if wanted else None)
    assert read.scalar(db.session, **values) == (wanted[0][0] if wanted else None)


def test_a_list_of_numbers_can_be_given_and_may_be_empty(app_context: None) -> None:
    listed = PreparedRead(
        select(QUESTION.id).where(is_listed(QUESTION.id, "among")).order_by(QUESTION.id)
    )

    assert listed.all(db.session, among={3, 1}) == [(1,), (3,)]
    assert listed.all(db.session, among=()) == []


def test_a_list_of_texts_can_be_given(app_context: None) -> None:
    ensure_learner("a token", "Europe/Vienna", now=NOON)
    listed = PreparedRead(select(PERSON.role).where(is_listed(PERSON.zone, "zones")))

    assert listed.all(db.session, zones=["UTC", "Europe/Vienna"]) == [("learner",)]
    assert listed.all(db.session, zones=["Europe/Vienna, UTC", '"']) == []


def test_what_is_in_a_list_is_found_by_index() -> None:
    notes = Table("note", MetaData(), Column("id", Integer, primary_key=True))
    words = str(select(notes.c.id).where(is_listed(notes.c.id, "among")).compile(dialect=SQLITE))
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)")
        plan = database.execute(f"EXPLAIN QUERY PLAN {words}", ("[1]",)).fetchall()

    assert "SEARCH note USING INTEGER PRIMARY KEY (rowid=?)" in [row[3] for row in plan]


def test_a_list_of_fixed_texts_is_written_out(app_context: None) -> None:
    ensure_learner("a token", "UTC", now=NOON)
    roles = is_one_of(PERSON.role, ("learner", "admin"))

    assert PreparedRead(select(PERSON.role).where(roles)).all(db.session) == [("learner",)]
    assert PreparedRead(select(PERSON.role).where(~roles)).all(db.session) == []


def test_a_list_that_cannot_be_prepared_is_refused(app_context: None) -> None:
    read = PreparedRead(select(PERSON.id).where(PERSON.id.in_([1, 2])))

    with pytest.raises(TypeError, match="is_listed"):
        read.all(db.session)


def test_every_statement_of_the_program_can_be_prepared(app: Flask) -> None:
    prepared = all_prepared()

    compiled = [one.statement.compile(dialect=SQLITE) for one in prepared]
    binds = [(one, bind) for one in compiled for bind in one.binds.values()]

    assert len(prepared) > 50
    assert [one.string for one in compiled if "POSTCOMPILE" in one.string] == []
    assert [(one.string, bind.key) for one, bind in binds if bind.type is NULLTYPE] == []


def test_every_statement_is_short_enough_for_psycopg_to_keep_it(app: Flask) -> None:
    psycopg = make_url("postgresql+psycopg://").get_dialect()()
    texts = [str(one.statement.compile(dialect=psycopg)) for one in all_prepared()]

    assert [text[:80] for text in texts if len(text) > KEPT_LENGTH] == []


def test_a_value_that_is_not_given_is_an_error_and_not_null(app_context: None) -> None:
    by_id = PreparedRead(select(PERSON.id).where(PERSON.id == bindparam("id")))

    with pytest.raises(KeyError, match="id"):
        by_id.all(db.session, number=1)


def test_a_write_returns_its_first_row_and_none_when_nothing_fits(app_context: None) -> None:
    keep = PreparedWrite(insert(PEOPLE).returning(PERSON.id), sets=("zone", "role", "created_at"))
    move = PreparedWrite(
        update(PEOPLE).where(PERSON.id == bindparam("of")).returning(PERSON.created_at),
        sets=("zone",),
    )

    with write_transaction() as session:
        kept = keep.run(session, zone="UTC", role="learner", created_at=NOON)
        moved = move.run(session, of=1, zone="Europe/Vienna")
        missed = move.run(session, of=9, zone="Europe/Vienna")

    assert (kept, moved, missed) == ((1,), (NOON,), None)
    assert by_session(select(PERSON.zone)) == [("Europe/Vienna",)]


def test_a_write_that_breaks_a_rule_is_told_as_the_session_tells_it(app_context: None) -> None:
    keep = PreparedWrite(insert(PEOPLE), sets=("zone", "role", "created_at"))

    with pytest.raises(IntegrityError, match="role_is_known"), write_transaction() as session:
        keep.run(session, zone="UTC", role="king", created_at=NOON)

    assert COUNT_PEOPLE.scalar(db.session) == 0


@pytest.mark.parametrize("is_prepared", [True, False])
def test_what_is_told_of_a_refused_row_holds_none_of_its_values(
    app_context: None, is_prepared: bool
) -> None:
    row = {"name": "Adalbert", "zone": "UTC", "role": "king", "created_at": NOON}
    prepared = PreparedWrite(insert(PEOPLE), sets=row.keys())

    def keep(session: Session) -> None:
        if is_prepared:
            prepared.run(session, **row)
        else:
            session.execute(insert(PEOPLE), row)

    with pytest.raises(IntegrityError) as refused, write_transaction() as writing:
        keep(writing)

    assert "Adalbert" not in "".join(format_exception(refused.value))


def test_it_sees_what_its_own_transaction_has_written_and_nothing_else(app_context: None) -> None:
    assert COUNT_PEOPLE.scalar(db.session) == 0

    with write_transaction() as session:
        session.add(LearnerRow(created_at=NOON))
        session.flush()

        assert COUNT_PEOPLE.scalar(session) == 1
        assert COUNT_PEOPLE.scalar(db.session) == 0

    assert COUNT_PEOPLE.scalar(db.session) == 1


def test_what_the_database_refuses_is_told_as_the_session_tells_it(app_context: None) -> None:
    with write_transaction() as session:
        session.execute(text("ALTER TABLE learner RENAME TO person"))

    with pytest.raises(DatabaseError, match="learner"):
        COUNT_PEOPLE.scalar(db.session)
