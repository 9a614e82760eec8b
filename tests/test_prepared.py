"""A prepared read gives what the session gives, sees what it sees and fails as it fails."""

from datetime import date

import pytest
from sqlalchemy import Select, bindparam, func, literal, select, text
from sqlalchemy.exc import OperationalError

from studyapp.accounts.models import LearnerRow
from studyapp.accounts.operations import ensure_learner
from studyapp.bank.models import QuestionRow
from studyapp.database import db, table_of, write_transaction
from studyapp.prepared import PreparedRead
from tests.conftest import NOON

PERSON, QUESTION = table_of(LearnerRow).c, table_of(QuestionRow).c
COUNT_PEOPLE = PreparedRead(select(func.count()).select_from(table_of(LearnerRow)))


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

    with pytest.raises(OperationalError, match="no such table: learner"):
        COUNT_PEOPLE.scalar(db.session)
