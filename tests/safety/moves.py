"""The command `move`, and a look at what it has left."""

from pathlib import Path

import psycopg
from psycopg import sql

from studyapp.storage.schema import HALF_MOVED
from tests.forked import run


def counted(target: psycopg.Connection, table: str) -> int:
    statement = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = target.execute(statement).fetchone()
    assert row is not None
    return int(row[0])


def is_begun(target: psycopg.Connection) -> bool:
    row = target.execute("SELECT to_regclass(%s)", [HALF_MOVED]).fetchone()
    return row is not None and row[0] is not None


def command(source: Path, address: str) -> tuple[int | None, str]:
    return run(source.parent, "move", f"sqlite:///{source}", address)
