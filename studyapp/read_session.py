"""The session in which a request reads."""

from contextlib import suppress

from flask_sqlalchemy.session import Session as AppSession
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError


class ReadSession(AppSession):
    """The session of a request, for reading.

    Its connection holds the transaction, from the first read on: one of the session itself would
    cost as much as five statements.
    """

    _connection: Connection | None = None

    def get_bind(self, *_hints: object, **_more_hints: object) -> Connection:
        """Return the connection that reads, within its transaction."""
        if self._connection is None:
            connection = self._db.engine.connect()
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
