"""Databases of the PostgreSQL server that STUDYAPP_TEST_DATABASE_URL names, if it names one.

Without it every test app has a SQLite file of its own.
"""

import atexit
import os
import secrets
from functools import cache

import psycopg
from psycopg import sql
from sqlalchemy import make_url

SERVER = os.environ.get("STUDYAPP_TEST_DATABASE_URL")
"""Address of a database there; its user may make and drop others."""


def _server(at: str) -> psycopg.Connection:
    """Return the connection of this process to the server that an address is of."""
    maintained = make_url(at).set(drivername="postgresql", database="postgres")
    return _connection(maintained.render_as_string(hide_password=False))


@cache
def _connection(address: str) -> psycopg.Connection:
    connection = psycopg.connect(address, autocommit=True)
    atexit.register(connection.close)
    return connection


def make_database(template: str | None = None, *, at: str | None = None) -> str:
    """Make a database, empty or a copy of another that nobody uses; return its address.

    Args:
        at: the address of a database of another server than the one that is named.
    """
    name = f"studyapp_{secrets.token_hex(6)}"
    model = make_url(template).database if template else "template0"
    _server(at or SERVER or "").execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(str(model))
        )
    )
    return make_url(at or SERVER or "").set(database=name).render_as_string(hide_password=False)


def drop_database(address: str) -> None:
    """Drop a database, whoever uses it."""
    name = sql.Identifier(str(make_url(address).database))
    _server(address).execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
