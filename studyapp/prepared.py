"""Reads that are compiled once and run by the driver itself."""

import sqlite3
from typing import Any, cast

from sqlalchemy import Select
from sqlalchemy.dialects.sqlite.pysqlite import dialect as sqlite_dialect
from sqlalchemy.orm import Session, scoped_session

AnySession = Session | scoped_session[Any]
Values = tuple[Any, ...]
SQLITE = sqlite_dialect()


class PreparedRead:
    """A SELECT that runs on the connection of a session, and so within its transaction.

    It gives the same values as the session does, as plain tuples, at a quarter of the cost. A list
    (`IN`) cannot be one of its parameters.
    """

    def __init__(self, statement: Select[Any]) -> None:
        compiled = statement.compile(dialect=SQLITE)
        types = {name: parameter.type for name, parameter in compiled.binds.items()}
        self._statement = statement
        self._sql = compiled.string
        self._fixed = compiled.params
        self._parameters = [
            (name, types[name].dialect_impl(SQLITE).bind_processor(SQLITE))
            for name in compiled.positiontup or ()
        ]
        self._columns = [
            (place, from_driver)
            for place, column in enumerate(statement.selected_columns)
            if (from_driver := column.type.dialect_impl(SQLITE).result_processor(SQLITE, None))
        ]

    def all(self, session: AnySession, **values: object) -> list[Values]:
        """Return every row; `values` are the parameters by name."""
        given = self._fixed | values
        sent = [
            to_driver(given[name]) if to_driver else given[name]
            for name, to_driver in self._parameters
        ]
        driver = cast(sqlite3.Connection, session.connection().connection.dbapi_connection)
        try:
            rows = driver.execute(self._sql, sent).fetchall()
        except sqlite3.Error:
            # Asked again by way of the session, which tells errors as everyone here expects them.
            return [tuple(row) for row in session.execute(self._statement, values)]
        return [self._converted(row) for row in rows] if self._columns else rows

    def first(self, session: AnySession, **values: object) -> Values | None:
        """Return the first row, None when there is none."""
        return next(iter(self.all(session, **values)), None)

    def scalar(self, session: AnySession, **values: object) -> Any:
        """Return the first column of the first row, None when there is none."""
        row = self.first(session, **values)
        return row[0] if row is not None else None

    def _converted(self, row: Values) -> Values:
        values = list(row)
        for place, from_driver in self._columns:
            values[place] = from_driver(values[place])
        return tuple(values)
