"""What the database holds, to see what a request has changed."""

import sqlite3
from collections.abc import Container
from typing import Any

from flask import Flask
from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    event,
    insert,
    select,
    text,
    update,
)

from studyapp.bank.models import ContentStateRow, QuestionRow
from studyapp.database import db, is_sqlite, write_transaction
from studyapp.storage.schema import TABLES
from tests.conftest import NOON

Rows = list[Row[*tuple[Any, ...]]]


def everything_stored(app: Flask, names: Container[str] | None = None) -> dict[str, Rows]:
    """Return every row of every table, or of those with these names, by the name of the table."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: list(connection.execute(select(table).order_by(*table.primary_key)))
            for table in TABLES.sorted_tables
            if names is None or table.name in names
        }


def stored_rows(app: Flask, statement: str | Select[*tuple[Any, ...]], **values: object) -> Rows:
    """Return what a statement finds; one of SQL alone gives values as the driver has them."""
    asked = text(statement) if isinstance(statement, str) else statement
    with app.app_context(), db.engine.connect() as connection:
        return list(connection.execute(asked, values))


def change_stored(app: Flask, statement: str, **values: object) -> None:
    """Change the database behind the back of the program."""
    with app.app_context(), write_transaction() as session:
        given: list[BindParameter[Any]] = [bindparam(name, value) for name, value in values.items()]
        session.execute(text(statement).bindparams(*given))


def retire(*question_ids: int) -> None:
    """Let questions have left the bank; what is served is read anew."""
    with write_transaction() as session:
        these = update(QuestionRow).where(QuestionRow.id.in_(question_ids))
        session.execute(these.values(retired_at=NOON))
        session.execute(update(ContentStateRow).values(content_hash=f"without {question_ids}"))


def put_back(app: Flask, stored: dict[str, Rows]) -> None:
    """Make tables hold again what `everything_stored` has returned of them."""
    now = everything_stored(app, stored.keys())
    lost = {name for name, rows in stored.items() if now[name] != rows}
    for table in TABLES.sorted_tables:
        # Rows go together with those that they refer to.
        if any(key.column.table.name in lost for key in table.foreign_keys):
            lost.add(table.name)
    if not lost:
        return
    with app.app_context(), write_transaction() as session:
        for table in reversed(TABLES.sorted_tables):
            if table.name in lost:
                session.execute(delete(table))
        for table in TABLES.sorted_tables:
            if table.name in lost and stored[table.name]:
                session.execute(insert(table), [row._asdict() for row in stored[table.name]])


def refuse_writes(app: Flask) -> None:
    """Let the database take no writes from now on, as one that lies on a full disk."""

    def only_read(connection: sqlite3.Connection, _record: object, _taker: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    def begin_to_read(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.read_only = True

    with app.app_context():
        if is_sqlite(db.engine):
            event.listen(db.engine, "checkout", only_read)
        else:
            event.listen(db.engine, "begin", begin_to_read)
