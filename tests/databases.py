"""Databases of the PostgreSQL server that STUDYAPP_TEST_DATABASE_URL names, if it names one.

Without it every test app has a SQLite file of its own.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url

SERVER = os.environ.get("STUDYAPP_TEST_DATABASE_URL")
"""Address of a database there; its user may make and drop others."""


@contextmanager
def _server(at: str | None) -> Iterator[psycopg.Connection]:
    address = make_url(at or SERVER or "").set(drivername="postgresql")
    with psycopg.connect(
        address.render_as_string(hide_password=False), autocommit=True
    ) as connection:
        yield connection


def make_database(template: str | None = None, *, at: str | None = None) -> str:
    """Make a database, empty or a copy of another that nobody uses; return its address.

    Args:
        at: the address of a database of another server than the one that is named.
    """
    name = f"studyapp_{secrets.token_hex(6)}"
    model = make_url(template).database if template else "template0"
    with _server(at) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(str(model))
            )
        )
    return make_url(at or SERVER or "").set(database=name).render_as_string(hide_password=False)


def drop_database(address: str) -> None:
    """Drop a database, whoever uses it."""
    name = sql.Identifier(str(make_url(address).database))
    maintained = make_url(address).set(database="postgres")
    with _server(maintained.render_as_string(hide_password=False)) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
