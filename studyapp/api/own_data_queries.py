"""Read everything that is kept of a learner, a few rows at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Table, select

from studyapp.accounts.models import ApiTokenRow, LearnerRow, SessionRow
from studyapp.bank.models import QuestionRow, QuestionVersionRow
from studyapp.database import Base, db, table_of
from studyapp.reading.models import NoteRow, ReadingRow
from studyapp.review.models import (
    LapseReasonRow,
    MemoryRow,
    PretestRow,
    RestRow,
    ReviewLogRow,
)
from studyapp.review.plan_models import (
    EnrolmentRow,
    ExamRow,
    MemoryFitRow,
    PutOffRow,
    StudyHabitRow,
)

FORMAT = "studyapp-learner/1"
ROWS_AT_ONCE = 200
LEFT_OUT = {"learner_id", "token_hash", "password_hash", "name_key"}
"""Secrets, and what names the learner on this server alone."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table of which the rows of one learner are handed out.

    Attributes:
        json_columns: columns that hold JSON as text.
    """

    name: str
    row: type[Base]
    json_columns: frozenset[str] = frozenset()


SECTIONS = (
    Section("log", ReviewLogRow, frozenset({"given", "shown"})),
    Section("memories", MemoryRow),
    Section("rests", RestRow),
    Section("lapse_reasons", LapseReasonRow),
    Section("pretests", PretestRow),
    Section("readings", ReadingRow),
    Section("notes", NoteRow),
    Section("habits", StudyHabitRow),
    Section("enrolments", EnrolmentRow),
    Section("exams", ExamRow, frozenset({"covers"})),
    Section("put_offs", PutOffRow),
    Section("memory_fits", MemoryFitRow, frozenset({"parameters"})),
    Section("devices", SessionRow),
    Section("programs", ApiTokenRow),
)


def own_data_json(learner_id: int | None) -> Iterator[str]:
    """Yield the JSON text of everything that is kept of a learner, in pieces.

    The pieces are read in one transaction, so that they belong together; none is large, however
    long the log.
    """
    yield f'{{"format": {json.dumps(FORMAT)}, "learner": {_learner_json(learner_id)}'
    for section in SECTIONS:
        yield f', "{section.name}": ['
        between = ""
        for rows in _rows(section, learner_id):
            yield between + ", ".join(json.dumps(row, ensure_ascii=False) for row in rows)
            between = ", "
        yield "]"
    yield "}"


def _learner_json(learner_id: int | None) -> str:
    table = table_of(LearnerRow)
    columns = [column for column in table.c if column.name not in {*LEFT_OUT, "id"}]
    row = db.session.execute(select(*columns).where(table.c.id == learner_id)).first()
    return json.dumps({n: _plain(v) for n, v in row._mapping.items()} if row else None)


def _rows(section: Section, learner_id: int | None) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a learner, `ROWS_AT_ONCE` at a time."""
    statement = _statement(table_of(section.row), learner_id)
    found = db.session.execute(statement.execution_options(yield_per=ROWS_AT_ONCE))
    for rows in found.mappings().partitions():
        yield [
            {
                name: _plain(value, is_json=name in section.json_columns)
                for name, value in row.items()
            }
            for row in rows
        ]


def _statement(table: Table, learner_id: int | None) -> Select[Any]:
    """Return the reading of a learner's rows, with the lasting names of their questions."""
    columns: list[Any] = [column for column in table.c if column.name not in LEFT_OUT]
    source: Any = table
    if "question_id" in table.c:
        question = table_of(QuestionRow)
        source = source.join(question, question.c.id == table.c.question_id)
        columns.append(question.c.key.label("question_key"))
    if "version_id" in table.c:
        version = table_of(QuestionVersionRow)
        source = source.join(version, version.c.id == table.c.version_id)
        columns.append(version.c.content_hash.label("version_hash"))
    owner = table
    if "learner_id" not in table.c:
        owner = table_of(ReviewLogRow)
        source = source.join(owner, owner.c.id == table.c.log_id)
    statement = select(*columns).select_from(source).where(owner.c.learner_id == learner_id)
    return statement.order_by(*table.primary_key)


def _plain(value: Any, *, is_json: bool = False) -> Any:
    """Return a value of a column as JSON can hold it."""
    if is_json and value is not None:
        return json.loads(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
