"""A class whose pupils study by themselves, and what its teacher then reads."""

from datetime import datetime, timedelta
from random import Random

from flask import Flask
from justhtml import QueryMatch
from sqlalchemy import update

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.classes.queries import get_class
from studyapp.database import write_transaction
from studyapp.progress.classes.standing_page import class_progress_page
from studyapp.reading.operations import save_place
from tests.classroom.builders import Room
from tests.conftest import NOON
from tests.review.builders import give
from tests.review.page_text import parsed, words

MODULE = "woods-2003/general-secretary"
DAY = timedelta(days=1)
SHARING = ("Ada", "Ben", "Cy", "Dee", "Eva", "Finn")
SILENT = ("Gus", "Hal")
NUMBERS = iter(range(10**6, 10**9))


def share(room: Room, *names: str, shares: bool = True) -> None:
    """Let pupils say whether the teacher sees what they study alone."""
    with write_transaction() as session:
        seats = [room.seats[name] for name in names]
        chosen = update(SeatRow).where(SeatRow.id.in_(seats))
        session.execute(chosen.values(shares_study=shares))


def study(room: Room, name: str, chance: Random, asked: list[StoredQuestion]) -> None:
    """Let a pupil answer some questions on several days before noon, well or badly."""
    for days in sorted(chance.sample(range(60), 4), reverse=True):
        for stored in chance.sample(asked, len(asked) // 2):
            answer(room, name, stored, NOON - days * DAY, right=chance.random() < 0.7)


def answer(
    room: Room, name: str, stored: StoredQuestion, now: datetime = NOON, *, right: bool = True
) -> None:
    """Let a pupil answer a question."""
    give(room.learners[name], stored, next(NUMBERS), right=right, now=now)


def read(room: Room, name: str, module: str = MODULE, *, finished: bool = True) -> None:
    """Let a pupil read in a module."""
    article_key, module_key = module.split("/")
    key = (article_key, module_key)
    save_place(room.learners[name], key, 1, finished=finished, now=NOON)


def questions_in(module: str = MODULE) -> list[StoredQuestion]:
    """Return the questions of a module."""
    return list(catalogue().questions_in(module))


def page_of(app: Flask, room: Room, now: datetime = NOON) -> str:
    """Return what the teacher of a class is shown."""
    with app.test_request_context():
        return class_progress_page(get_class(room.class_id), now)


def table(page: str, name: str) -> list[list[str]]:
    """Return the cells of the table whose caption contains a text, row by row, without its head."""
    for found in parsed(page).query("main table"):
        if name in words(found.query("caption")[0]):
            return [_cells(row) for row in found.query("tbody tr")]
    return []


def module_rows(page: str) -> dict[str, list[str]]:
    found = {}
    for source in [*(a.label for a in catalogue().articles.values()), "All sources"]:
        for row in table(page, f"{source}: read and known"):
            found[f"{source} {row[0]}"] = row[1:3]
    return found


def passage_rows(page: str) -> list[tuple[str, str, str]]:
    rows = table(page, "recall least")
    return [(row[0].split(", ")[1].split()[0], row[1], row[2]) for row in rows]


def _cells(row: QueryMatch) -> list[str]:
    return [words(cell) for cell in row.query("th, td")]
