"""A teacher builds a quiz, assigns it, regrades a question and takes the results along."""

import csv
import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from studyapp.accounts.access import COOKIE
from studyapp.classroom.sittings.queries import get_sitting
from tests.browser.study_steps import leave
from tests.classroom.builders import Room, make_room
from tests.classroom.people import cookie_of
from tests.classroom.result_builders import work


@pytest.fixture
def room(served_app: Flask, page: Page, address: str) -> Room:
    """Return a class of two whose teacher is signed in at the page."""
    with served_app.app_context():
        room = make_room("Ada", "Bo", teacher=f"who builds for {page.viewport_size}")
    cookie = {"name": COOKIE, "value": cookie_of(served_app, room.teacher_id), "url": address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # a dict of text is one
    return room


def build_quiz(page: Page) -> None:
    page.goto("/quizzes")
    leave(page, page.get_by_role("link", name="New quiz"))
    page.get_by_label("Title").fill("Two questions")
    leave(page, page.get_by_role("main").get_by_role("button").first)
    leave(page, page.get_by_role("link", name="Pick questions by rules"))
    page.get_by_label("How many").fill("2")
    page.get_by_label("one answer").check()
    leave(page, page.get_by_role("button", name="Show what is picked"))
    leave(page, page.get_by_role("button", name=re.compile("^Add")))


def assign_quiz(page: Page) -> int:
    leave(page, page.get_by_role("link", name="Assign it"))
    leave(page, page.get_by_role("button", name="Assign"))
    return int(page.url.rpartition("/")[2])


def downloaded(page: Page, link: Locator, folder: Path) -> list[dict[str, str]]:
    """Follow a link to a CSV file and return its rows."""
    with page.expect_download() as download:
        link.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))


@pytest.mark.parametrize("device", ["desktop", "phone"], indirect=True)
def test_a_teacher_builds_assigns_regrades_and_exports(
    served_app: Flask, page: Page, room: Room, tmp_path: Path
) -> None:
    build_quiz(page)
    sitting_id = assign_quiz(page)
    with served_app.app_context():
        sitting = get_sitting(sitting_id)
        for name, marks in {"Ada": "10", "Bo": "00"}.items():
            work(room, sitting, name, marks)

    leave(page, page.get_by_role("link", name="Results by question"))
    expect(page.get_by_role("row", name=re.compile("Ada"))).to_contain_text("50")
    leave(page, page.get_by_role("link", name="How the questions did"))
    leave(page, page.get_by_role("link", name="Regrade question 2"))
    leave(page, page.get_by_role("link", name=re.compile("Show the effect.*Full credit")))
    expect(page.get_by_role("heading", name="2 attempts with other points")).to_be_visible()
    leave(page, page.get_by_role("button", name="Regrade"))
    page.goto(f"/sittings/{sitting_id}")
    expect(page.get_by_role("row", name=re.compile("Ada"))).to_contain_text("100")

    page.goto(f"/classes/{room.class_id}/gradebook")
    scores = downloaded(page, page.get_by_role("link", name="Scores as CSV", exact=True), tmp_path)
    responses = downloaded(
        page, page.get_by_role("link", name="Every response as CSV", exact=True), tmp_path
    )

    assert [next(iter(row.values())) for row in scores][:2] == ["Ada", "Bo"]
    assert len(responses) == 4
    page.goto(f"/sittings/{sitting_id}/items/2/regrade")
    leave(page, page.get_by_role("button", name="Undo"))
    page.goto(f"/sittings/{sitting_id}")
    expect(page.get_by_role("row", name=re.compile("Ada"))).to_contain_text("50")
