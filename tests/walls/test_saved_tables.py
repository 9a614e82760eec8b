"""No cell of a table that is saved starts what a spreadsheet would reckon."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from studyapp.accounts.models import ApiTokenRow, LearnerRow
from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.quizzes.models import QuizRow, QuizVersionRow
from studyapp.classroom.sittings.models import PlayerRow, SittingRow
from studyapp.database import write_transaction
from studyapp.reading.models import NoteRow
from studyapp.review.plan.models import ExamRow
from tests.trusted import Tally
from tests.walls.addresses import addresses_of, routes
from tests.walls.who import Person
from tests.walls.world import World

BEGINNINGS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    "\uff1d1",
    "-2+3",
)
COLUMNS = (
    (ApiTokenRow, "label"),
    (ClassRow, "name"),
    (SeatRow, "name"),
    (SeatRow, "pupil_code"),
    (QuizRow, "title"),
    (QuizVersionRow, "title"),
    (SittingRow, "title"),
    (PlayerRow, "nickname"),
    (NoteRow, "body"),
    (ExamRow, "title"),
)
WHO: tuple[Person, ...] = ("teacher", "learner")
FORMULA = re.compile(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d+([.,]\d+)?( %)?")


def tables_in(body: bytes, mimetype: str | None) -> Iterator[str]:
    """Yield the tables of an answer: itself, or those in its archive."""
    if mimetype == "text/csv":
        yield body.decode("utf-8-sig")
    if mimetype == "application/zip":
        archive = zipfile.ZipFile(io.BytesIO(body))
        for name in archive.namelist():
            if name.endswith(".csv"):
                yield archive.read(name).decode("utf-8-sig")


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would take a cell for more than text and numbers."""
    return bool(FORMULA.match(cell)) and not NUMBER.fullmatch(cell)


def write_formulas(world: World, text: str) -> None:
    with world.app.app_context(), write_transaction() as session:
        for row, column in COLUMNS:
            session.execute(update(row).values({column: text}))
        named = update(LearnerRow).where(LearnerRow.id == world.ids["teacher"])
        session.execute(named.values(name=text))


@pytest.mark.trust(row=44)
def test_no_table_that_anybody_saves_holds_a_formula(world: World, tally: Tally) -> None:
    cells, faults, tables = 0, [], set()
    for text in BEGINNINGS:
        write_formulas(world, text)
        for person in WHO:
            for address, endpoint in _saved_by(world, person):
                response = world.ask(person, "GET", address)
                for table in tables_in(response.data, response.mimetype):
                    tables.add(endpoint)
                    found = [cell for row in csv.reader(io.StringIO(table, "")) for cell in row]
                    cells += len(found)
                    faults += [(address, cell) for cell in found if is_formula(cell)]

    tally.note(tried=cells, held=cells - len(faults))
    assert faults == []
    assert len(tables) >= 6


def _saved_by(world: World, person: Person) -> list[tuple[str, str]]:
    """Return the addresses of tables and archives that are somebody's to save."""
    return [
        (address, rule.endpoint)
        for method, rule in routes(world)
        if method == "GET" and rule.rule.endswith((".csv", ".zip"))
        for address, owners in addresses_of(world, rule).items()
        if person in owners
    ]


def test_every_route_that_saves_a_table_says_so_in_its_address(world: World) -> None:
    saving = {
        rule.endpoint
        for method, rule in routes(world)
        for address in addresses_of(world, rule)
        if method == "GET"
        and world.ask("admin", "GET", address).mimetype in {"text/csv", "application/zip"}
        and not rule.rule.endswith((".csv", ".zip"))
    }

    assert saving == set()
