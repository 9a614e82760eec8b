"""The database: one way to read, one way to write.

On SQLite one lock lets one write after the other, and reads never wait. What each of the two
databases needs besides stands in sqlite.py and postgres.py.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as AppSession
from sqlalchemy import Column, Engine, MetaData, Table, orm
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from studyapp.errors import BusyError, StartError, StorageError, StudyAppError
from studyapp.serving.metrics import MeasuredWrite, measured_write
from studyapp.storage import postgres, sqlite
from studyapp.storage.utc_column import UtcDateTime

WRITE_WAIT_SECONDS = 8.0
POOL_SIZE = 16
WRITER = "studyapp_writer"
CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table: named constraints, aware datetimes."""

    # The map sits in the registry: Flask-SQLAlchemy 3.1 rejects it on the class.
    registry: ClassVar = orm.registry(
        metadata=MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={datetime: UtcDateTime()},
    )


def table_of(row: type[Base]) -> Table:
    """Return the table behind a class of rows.

    A statement on tables, built once with `bindparam`, runs in a seventh of the time of one built
    on classes for each call; the hot paths use such statements.
    """
    return Base.metadata.tables[row.__tablename__]


JSON_TEXT = {"json": True}
"""Marks a column of text that holds JSON."""
SECRET = {"secret": True}
"""Marks a column that is shown to nobody, not even to whom the row is about."""
VERDICT = {"verdict": True}
"""Marks a column that says how an answer was judged, which may have to wait."""


def holds_json(column: Column[Any]) -> bool:
    """Tell whether the text of a column is JSON."""
    return bool(column.info.get("json"))


def is_secret(column: Column[Any]) -> bool:
    """Tell whether a column is shown to nobody."""
    return bool(column.info.get("secret"))


def is_verdict(column: Column[Any]) -> bool:
    """Tell whether a column says how an answer was judged."""
    return bool(column.info.get("verdict"))


class ReadSession(AppSession):
    """The session of a request, for reading.

    Its connection holds the transaction, from the first read on: one of the session itself would
    cost as much as five statements.
    """

    _connection: Connection | None = None

    def get_bind(self, *_hints: object, **_more_hints: object) -> Connection:
        """Return the connection that reads, within its transaction."""
        if self._connection is None:
            connection = db.engine.connect()
            connection.begin()
            self._connection = connection
        return self._connection

    def commit(self) -> None:
        """Store what was written and begin anew."""
        super().commit()
        if self._connection is not None:
            self._connection.commit()
        self._let_go()

    def rollback(self) -> None:
        """Begin anew: the next read sees what was written meanwhile."""
        super().rollback()
        self._let_go()

    def close(self) -> None:
        """Let go of everything."""
        super().close()
        self._let_go()

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        # One that has died fails here and leaves the pool; what it has read is as good as before.
        with suppress(DatabaseError):
            if connection is not None:
                connection.close()


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"class_": ReadSession})

_write_lock = threading.Lock()
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def checked_address(address: str) -> str:
    """Return the address of a SQLite file, links followed, or of a PostgreSQL database.

    What belongs to the file, such as its lock, its backups and the list of erasures, then lies
    beside it, whichever way leads there.

    Raises:
        StartError: it is neither, or the driver of PostgreSQL is not installed.
    """
    try:
        url = make_url(address)
    except ArgumentError:
        url = None
    if url is not None and postgres.is_named_by(url):
        return postgres.checked_url(url).render_as_string(hide_password=False)
    if url is None or url.drivername != "sqlite" or url.database in {None, "", ":memory:"}:
        raise StartError(
            "STUDYAPP_DATABASE_URL names no SQLite file and no PostgreSQL database; it must look "
            "like sqlite:////var/lib/studyapp/studyapp.db or postgresql://name:password@host/name."
        )
    if str(url.database).startswith("file:"):
        return address
    file = Path(str(url.database)).resolve()
    return url.set(database=str(file)).render_as_string(hide_password=False)


def init_app(app: Flask) -> None:
    """Bind the database to an app; its address stands in SQLALCHEMY_DATABASE_URI."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    shared = postgres.is_named_by(url)
    # An error of the database is logged; the values it was given are nobody's business.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "hide_parameters": True,
        "connect_args": postgres.connect_args() if shared else sqlite.connect_args(),
        "pool_size": POOL_SIZE,
        # The connection used last has in its memory what the next one asks for.
        "pool_use_lifo": True,
    }
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        app.extensions[WRITER] = db.engine.execution_options(rw=True)


def is_sqlite(engine: Engine) -> bool:
    """Tell whether the database is a SQLite file."""
    return engine.dialect.name == "sqlite"


def sqlite_file(engine: Engine) -> Path | None:
    """Return the file of a SQLite database; None for PostgreSQL."""
    return Path(str(engine.url.database)) if is_sqlite(engine) else None


def prepare_engine(engine: Engine) -> None:
    """Hang the recipe of its database on an engine."""
    recipe = sqlite if is_sqlite(engine) else postgres
    recipe.prepare_engine(engine)


@contextmanager
def write_transaction(whose: int | str | None = None) -> Iterator[Session]:
    """Yield a session whose work is stored whole or not at all, on leaving the block.

    Never nest it, and never hash, render or wait inside it.

    Args:
        whose: the learner, or a text for whatever else the work is about, if it reads nothing of
            anybody else that could change meanwhile, and writes nothing of theirs. PostgreSQL
            then lets others write beside it; without it nobody else writes until it is done.

    Raises:
        BusyError: another write took longer than `WRITE_WAIT_SECONDS`.
        StorageError: the disk or the database refused.
    """
    if _writing.get():
        raise RuntimeError("write_transaction() does not nest")
    token = _writing.set(True)
    try:
        # What was read before is done with: an old snapshot would keep the log of writes from
        # starting over, and a second connection at work would have to read its pages again.
        db.session.rollback()
        # The connection has the transaction: a session that has one too costs as much again.
        with _turn() as turn, _writer().begin() as connection, Session(connection) as session:
            if not is_sqlite(connection.engine):
                postgres.take_turn(connection, whose)
            turn.come(session)
            yield session
            session.flush()
        db.session.rollback()
    except DatabaseError as error:
        refusal = find_refusal(error)
        if refusal is None:
            raise
        raise refusal from error
    finally:
        _writing.reset(token)


def find_refusal(error: DatabaseError) -> StudyAppError | None:
    """Say what a refusal of the database means for the person who waits; None for other errors."""
    refusal = postgres.find_refusal(error) or sqlite.find_refusal(error)
    if refusal is not None:
        return refusal
    is_refusal = isinstance(error, OperationalError)
    return StorageError("The database does not answer.") if is_refusal else None


@contextmanager
def _turn() -> Iterator[MeasuredWrite]:
    """Queue for the one write at a time that SQLite allows; a lock is fair, its polling is not."""
    with measured_write() as turn:
        if not is_sqlite(_writer()):
            yield turn
            return
        if not _write_lock.acquire(timeout=WRITE_WAIT_SECONDS):
            raise BusyError("The server is busy storing other answers.")
        try:
            yield turn
        finally:
            _write_lock.release()


def _writer() -> Engine:
    """Return the engine of this app whose transactions write from the start."""
    writer: Engine = current_app.extensions[WRITER]
    return writer
