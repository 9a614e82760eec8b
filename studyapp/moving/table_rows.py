"""The rows of a table in an order that every database agrees on, and a hash over them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    Table,
    collate,
    literal,
    select,
    tuple_,
)

ROWS_AT_ONCE = 2000
AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a table holds, in short.

    Attributes:
        sha256: hexadecimal, over every value of every row, ordered by the primary key.
    """

    rows: int
    sha256: str


def batches(
    connection: Connection, table: Table, after: Sequence[Any] | None = None
) -> Iterator[Sequence[AnyRow]]:
    """Return the rows of a table in their order, a batch at a time.

    Args:
        after: the primary key of a row; only those behind it are returned.
    """
    order = _order(connection, table)
    query = select(table).order_by(*order)
    if after is not None:
        columns = table.primary_key.columns
        key = [literal(value, column.type) for value, column in zip(after, columns, strict=True)]
        query = query.where(tuple_(*order) > tuple_(*key))
    result = connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
    yield from result.partitions()


def last_key(connection: Connection, table: Table) -> AnyRow | None:
    """Return the primary key of the last row of a table; None when it is empty."""
    order = [column.desc() for column in _order(connection, table)]
    return connection.execute(select(*table.primary_key).order_by(*order).limit(1)).first()


def digest(connection: Connection, table: Table) -> Digest:
    """Hash every row of a table; as Python values they are the same in every database."""
    count, told = 0, hashlib.sha256()
    for batch in batches(connection, table):
        count += len(batch)
        for row in batch:
            told.update(f"{tuple(row)!r}\n".encode("utf-8", "surrogatepass"))
    return Digest(count, told.hexdigest())


def _order(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """Return the columns of the primary key; texts stand in the order of their bytes."""
    is_sqlite = connection.dialect.name == "sqlite"
    return [
        collate(column, "C") if isinstance(column.type, String) and not is_sqlite else column
        for column in table.primary_key
    ]
