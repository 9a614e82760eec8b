"""A pooler such as PgBouncer lets nobody in who brings settings along: they are told afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

from studyapp.database import db
from studyapp.storage.schema import migrating_engine
from tests.conftest import MakeApp

TOLD = text(
    "SELECT current_setting(name), source FROM pg_settings"
    " WHERE name IN ('TimeZone', 'lock_timeout', 'statement_timeout') ORDER BY lower(name)"
)


def test_a_server_tells_its_limits_after_connecting(
    make_app: MakeApp, postgres_address: str
) -> None:
    with make_app(DATABASE_URL=postgres_address).app_context(), disposing(db.engine):
        told = told_by(db.engine)

    assert told == [("8s", "session"), ("30s", "session"), ("UTC", "session")]


def test_a_migration_tells_its_limits_after_connecting(postgres_address: str) -> None:
    with disposing(migrating_engine(postgres_address)) as engine:
        told = told_by(engine)

    assert told == [("5min", "session"), ("1h", "session"), ("UTC", "session")]


@contextmanager
def disposing(engine: Engine) -> Iterator[Engine]:
    yield engine
    engine.dispose()


def told_by(engine: Engine) -> list[tuple[str, ...]]:
    """Return how long a connection waits and works, its zone, and how it was told each."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(TOLD)]
