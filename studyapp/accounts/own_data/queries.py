"""Read everything that is kept of a learner, a few rows at a time."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import Column, ColumnElement, Select, Table, case, false, not_, select, union

from studyapp.accounts.own_data.personal_queries import LEARNER, PersonalTable, personal_tables
from studyapp.csv_text import Cell, csv_text
from studyapp.database import Base, db, holds_json, is_secret, is_verdict

FORMAT = "studyapp-learner/2"
"""1 had no `versions`."""
ROWS_AT_ONCE = 200
LASTING_NAMES = {"question": "key", "question_version": "content_hash"}
"""What names a row of another table outside of this database, by that table."""

Rows = list[dict[str, Any]]
OwnFile = tuple[str, Iterator[str]]
OwnFiles = Callable[[int], list[OwnFile]]
Withheld = Callable[[int], Mapping[str, ColumnElement[bool]]]
"""Picks the rows of a learner, by table, whose verdicts and keys they may not know yet."""
WITHHELD = "studyapp_withheld"


def own_data_json(learner_id: int | None) -> Iterator[str]:
    """Yield the JSON text of everything that is kept of a learner, in pieces.

    The pieces are read in one transaction, so that they belong together; none is large, however
    long the log.
    """
    yield f'{{"format": {json.dumps(FORMAT)}, "learner": {_learner_json(learner_id)}, "tables": {{'
    between = ""
    for personal in personal_tables():
        yield f'{between}"{personal.table.name}": ['
        yield from _rows_json(personal, learner_id)
        yield "]"
        between = ", "
    yield '}, "versions": ['
    yield from _versions_json(learner_id)
    yield "]}"


def own_data_files(learner_id: int, more: Iterable[OwnFiles]) -> list[OwnFile]:
    """Return the files of everything that is kept of a learner: names and texts in pieces.

    Args:
        learner_id: whose data.
        more: what other capabilities tell beside the tables, for people to read.
    """
    files = [("my-data.json", own_data_json(learner_id))]
    files += [file for files_of in more for file in files_of(learner_id)]
    tables = personal_tables()
    return files + [(f"tables/{own.table.name}.csv", _csv(own, learner_id)) for own in tables]


def own_rows(personal: PersonalTable, learner_id: int | None) -> Iterator[Rows]:
    """Yield the rows of a learner in a table, `ROWS_AT_ONCE` at a time, without secrets."""
    statement = _statement(personal, learner_id).execution_options(yield_per=ROWS_AT_ONCE)
    is_json = {column.name for column in personal.table.c if holds_json(column)}
    for rows in db.session.execute(statement).mappings().partitions():
        yield [
            {name: _plain(value, is_json=name in is_json) for name, value in row.items()}
            for row in rows
        ]


def told_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that are told of a table, without secrets and the learner's number."""
    return [column for column in table.c if _is_told(column)]


def lasting_names(table: Table) -> list[tuple[Column[Any], Table, str]]:
    """Return each column about a question or version, what it names, and the name it is told by."""
    return [
        (column, key.column.table, f"{column.name.removesuffix('_id')}_{LASTING_NAMES[target]}")
        for column in table.c
        for key in column.foreign_keys
        if (target := key.column.table.name) in LASTING_NAMES
    ]


def _csv(personal: PersonalTable, learner_id: int) -> Iterator[str]:
    head = [column.name for column in _statement(personal, learner_id).selected_columns]
    rows = (row for rows in own_rows(personal, learner_id) for row in rows)
    return csv_text(head, ([_cell(value) for value in row.values()] for row in rows))


def _cell(value: Any) -> Cell:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _plain(value: Any, *, is_json: bool = False) -> Any:
    """Return a value of a column as JSON can hold it."""
    if is_json and value is not None:
        return json.loads(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def _rows_json(personal: PersonalTable, learner_id: int | None) -> Iterator[str]:
    between = ""
    for rows in own_rows(personal, learner_id):
        yield between + ", ".join(json.dumps(row, ensure_ascii=False) for row in rows)
        between = ", "


def _versions_json(learner_id: int | None) -> Iterator[str]:
    """Yield the wording of every question version that rows of the learner are about."""
    version, question = (Base.metadata.tables[name] for name in ("question_version", "question"))
    about = [
        # The wording holds the key.
        select(column).where(
            personal.of(-1 if learner_id is None else learner_id),
            not_(_is_withheld(personal.table, learner_id)),
        )
        for personal in personal_tables()
        for column, target, _ in lasting_names(personal.table)
        if target is version and not personal.is_made
    ]
    statement = (
        select(question.c.key, version.c.content_hash, version.c.content, version.c.created_at)
        .join(question, question.c.id == version.c.question_id)
        .where(version.c.id.in_(union(*about)))
        .order_by(version.c.id)
    )
    names = ("question_key", "content_hash", "content", "created_at")
    between = ""
    for row in db.session.execute(statement.execution_options(yield_per=ROWS_AT_ONCE)):
        values = dict(zip(names, map(_plain, row), strict=True))
        yield between + json.dumps(values, ensure_ascii=False)
        between = ", "


def _learner_json(learner_id: int | None) -> str:
    columns = [column for column in LEARNER.c if column.name != "id" and not is_secret(column)]
    row = db.session.execute(select(*columns).where(LEARNER.c.id == learner_id)).first()
    return json.dumps({n: _plain(v) for n, v in row._mapping.items()} if row else None)


def _statement(personal: PersonalTable, learner_id: int | None) -> Select[Any]:
    """Return the reading of a learner's rows, with the lasting names of what they are about."""
    table = personal.table
    is_known = not_(_is_withheld(table, learner_id))
    columns: list[Any] = [
        case((is_known, column)).label(column.name) if is_verdict(column) else column
        for column in told_columns(table)
    ]
    source: Any = table
    for column, target, label in lasting_names(table):
        named = target.alias()
        source = source.outerjoin(named, named.c.id == column)
        columns.append(named.c[LASTING_NAMES[target.name]].label(label))
    statement = select(*columns).select_from(source)
    # Nobody has the id -1, so that a visitor is told that there are no rows.
    is_own = personal.of(-1 if learner_id is None else learner_id)
    return statement.where(is_own).order_by(*table.primary_key)


def _is_withheld(table: Table, learner_id: int | None) -> ColumnElement[bool]:
    """Pick the rows of which the learner may not know yet how they were judged."""
    if learner_id is None or not any(map(is_verdict, table.c)):
        return false()
    withheld: Withheld = current_app.extensions[WITHHELD]
    return withheld(learner_id)[table.name]


def _is_told(column: Column[Any]) -> bool:
    """Leave out secrets, and the number of the learner, which means something here alone."""
    return not is_secret(column) and column.name != "learner_id"
