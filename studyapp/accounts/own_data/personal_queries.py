"""Which rows of the database belong to a person: read off the schema, so that no table is missed.

A table belongs to the learner that one of its columns names, or to whom the row belongs that it
hangs on: the answers of an attempt belong to whose attempt it is.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Table, or_, select

from studyapp.accounts.models import LearnerRow
from studyapp.database import Base, table_of

LEARNER = table_of(LearnerRow)
SUBJECT = "learner_id"
"""The column of those whose data a row is; any other that names a learner says who made it."""


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """A table that holds rows of a person.

    Attributes:
        is_made: the rows are what a teacher made for others: classes, quizzes, sittings.
        outlasts: the rows stay when the person is erased, and name nobody then.
        links: columns that lead to the person, each with the table that it leads to.
    """

    table: Table
    is_made: bool
    outlasts: bool
    links: tuple[tuple[Column[Any], "PersonalTable | None"], ...]

    def of(self, learner_id: int | BindParameter[int]) -> ColumnElement[bool]:
        """Pick the rows of a learner."""
        return or_(*(_leads_to(column, parent, learner_id) for column, parent in self.links))


@cache
def personal_tables() -> tuple[PersonalTable, ...]:
    """Return every table with rows of a person, those that others hang on first."""
    subjects = _closure(is_made=False, known={})
    made = _closure(is_made=True, known=subjects)
    return (*subjects.values(), *made.values())


def _closure(*, is_made: bool, known: dict[str, PersonalTable]) -> dict[str, PersonalTable]:
    found: dict[str, PersonalTable] = {}
    for table in Base.metadata.sorted_tables:
        if table is LEARNER or table.name in known:
            continue
        own = [column for column in _keys_to(table, LEARNER) if (column.name != SUBJECT) == is_made]
        links: list[tuple[Column[Any], PersonalTable | None]] = [(column, None) for column in own]
        if not _keys_to(table, LEARNER):
            links += [
                (column, parent)
                for parent in found.values()
                for column in _keys_to(table, parent.table)
            ]
        if links:
            found[table.name] = PersonalTable(table, is_made, _outlasts(own), tuple(links))
    return found


def _outlasts(own: list[Column[Any]]) -> bool:
    """Tell whether the database itself takes the name of a person off rows that stay."""
    deletions = {key.ondelete for column in own for key in column.foreign_keys}
    return deletions == {"SET NULL"}


def _keys_to(table: Table, target: Table) -> list[Column[Any]]:
    return [
        key.parent
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is target
    ]


def _leads_to(
    column: Column[Any], parent: PersonalTable | None, learner_id: int | BindParameter[int]
) -> ColumnElement[bool]:
    if parent is None:
        return column == learner_id
    (key,) = parent.table.primary_key
    return column.in_(select(key).where(parent.of(learner_id)))
