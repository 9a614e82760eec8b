"""PostgreSQL, which several processes and machines share: settings, turns to write, refusals.

How writes are kept apart is told in docs/decisions/0008-writes-on-postgresql-take-turns.md.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from importlib import import_module
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, event, text
from sqlalchemy.engine.interfaces import ExceptionContext, IsolationLevel
from sqlalchemy.exc import DatabaseError, DataError, DisconnectionError

from studyapp.errors import BadInputError, BusyError, StartError, StorageError, StudyAppError

DRIVER = "postgresql+psycopg"
NAMES = ("postgres", "postgresql", DRIVER)
MISSING = (
    "PostgreSQL needs one more package, which is not installed here. Install it into the "
    'environment of this program with: python -m pip install "psycopg[binary]"'
)
CONNECT_SECONDS = 5
LIMITS, LIMITS_OF_MIGRATION = ("8s", "30s"), ("5min", "1h")
"""How long a statement may wait for a lock, and how long it may take."""
IDLE_LIMIT = "60s"
"""How long a write may do nothing: one of a stopped process must not hold up the others."""

REFUSALS = {
    "25006": "The database cannot be written to.",
    "53100": "The disk is full, so nothing can be stored.",
    "58030": "The disk reports an error, so nothing can be stored.",
    "XX001": "The database is damaged.",
    "XX002": "The database is damaged.",
}
"""Sentences by SQLSTATE; PostgreSQL's Appendix A."""
PASSING = {"25P03", "40001", "40P01", "53300", "55P03", "57014"}
"""Something took too long, a deadlock, no connection left: it works later."""


def is_named_by(url: URL) -> bool:
    """Tell whether an address is that of PostgreSQL, under any of the names it goes by."""
    return url.drivername in NAMES


def checked_url(url: URL) -> URL:
    """Return the address as SQLAlchemy needs it.

    Raises:
        StartError: the driver is not installed, or the address names no database.
    """
    if not url.database:
        raise StartError("STUDYAPP_DATABASE_URL names no database after the host.")
    try:
        import_module("psycopg")
    except ImportError as error:
        raise StartError(MISSING) from error
    return url.set(drivername=DRIVER)


def connect_args() -> dict[str, Any]:
    """Return driver settings: nobody waits for ever to be let in."""
    return {"connect_timeout": CONNECT_SECONDS}


def limit_waiting(engine: Engine, *, migrates: bool = False) -> None:
    """Let no statement of an engine wait or work for ever, and moments be told in UTC.

    This is said once connected: PgBouncer refuses connections that bring settings along.
    """
    wait, work = LIMITS_OF_MIGRATION if migrates else LIMITS

    @event.listens_for(engine, "connect")
    def limit(driver: Any, _record: object) -> None:
        driver.execute(_OWN_SETTINGS, (wait, work))
        driver.commit()

    if migrates:
        event.listen(engine, "do_connect", _connect_in_utf8)


def _connect_in_utf8(
    dialect: Dialect, _record: object, given: Sequence[Any], named: Mapping[str, Any]
) -> Any:
    """Connect as SQLAlchemy does, before it asks for anything: what it asks for would be bytes.

    Raises:
        StartError: the database keeps bytes of no known letters, or too few letters.
    """
    driver: Any = dialect.connect(*given, **named)
    name, encoding = driver.info.dbname, driver.info.parameter_status("server_encoding")
    if encoding not in {None, "UTF8"}:
        driver.close()
        raise StartError(
            f"The database {name} has the encoding {encoding}, and this program needs"
            " UTF8. Name one that is made by: createdb --encoding=UTF8 --template=template0 NAME"
        )
    return driver


def prepare_engine(engine: Engine) -> None:
    """Let transactions read, all of one moment and without waiting; those with `rw` write.

    A write sees what the one before has left once its turn has come, and no older moment. A
    connection whose server has gone is replaced when it is taken.
    """
    limit_waiting(engine)
    driver_error = engine.dialect.loaded_dbapi.Error

    @event.listens_for(engine, "checkout")
    def look(driver: Any, _record: object, _taker: object) -> None:
        try:
            # Costs no round trip: what the server said last is read, then that it has gone.
            for _ in range(2):
                driver.pgconn.consume_input()
        except driver_error as error:
            raise DisconnectionError from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("rw", False)
        driver: Any = connection.connection.dbapi_connection
        level: IsolationLevel = "READ COMMITTED" if writes else "REPEATABLE READ"
        connection.dialect.set_isolation_level(driver, level)
        # Not "read and write": a standby would refuse that as a feature it lacks.
        driver.read_only = None if writes else True

    @event.listens_for(engine, "handle_error")
    def hide(context: ExceptionContext) -> None:
        hide_row(context.original_exception)
        told = context.sqlalchemy_exception
        if told is not None:
            told.args = (f"({type(told.orig).__name__}) {told.orig}",)


def hide_row(error: BaseException) -> None:
    """Cut an error of the driver down to its sentence: what follows tells the values of a row."""
    told = getattr(error, "diag", None)
    if told is not None and told.message_primary is not None:
        error.args = (told.message_primary,)


def take_turn(connection: Connection, whose: int | str | None) -> None:
    """Wait until nobody else writes what this transaction is about, until it ends.

    Args:
        whose: the learner, or whatever else it is about; None for everything.
    """
    if whose is None:
        connection.execute(_ALONE)
    else:
        connection.execute(_AMONG_OTHERS, {"whose": _number_of(str(whose))})


def find_refusal(error: DatabaseError) -> StudyAppError | None:
    """Say what an error of PostgreSQL means for the person who waits; None for other errors."""
    sqlstate = getattr(error.orig, "sqlstate", None)
    if isinstance(error, DataError) and hasattr(error.orig, "sqlstate"):
        # A zero character, or a number beyond every bound; SQLite takes them and finds nothing.
        return BadInputError("The request holds a value that cannot be stored or looked for.")
    if sqlstate in PASSING:
        return BusyError("The server is busy storing other answers.")
    return StorageError(REFUSALS[sqlstate]) if sqlstate in REFUSALS else None


def _number_of(name: str) -> int:
    """Return the number that stands for a name among the locks of a database."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)


_OWN_SETTINGS = (
    "SELECT set_config('TimeZone', 'UTC', false), set_config('lock_timeout', %s, false),"
    " set_config('statement_timeout', %s, false)"
)
_EVERYTHING = _number_of("studyapp")
_ALONE, _AMONG_OTHERS = (
    text(f"SELECT set_config('idle_in_transaction_session_timeout', '{IDLE_LIMIT}', true), {locks}")
    for locks in (
        f"pg_advisory_xact_lock({_EVERYTHING})",
        f"pg_advisory_xact_lock_shared({_EVERYTHING}), pg_advisory_xact_lock(:whose)",
    )
)
