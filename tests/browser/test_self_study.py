"""A teacher offers a quiz, and a pupil studies it alone."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.moved_clock import Clock
from tests.browser.study_steps import Study, leave
from tests.browser.work_openers import open_as
from tests.classroom.builders import Room, first_questions, make_quiz, make_room


@pytest.fixture
def room(served_app: Flask, page: Page) -> Room:
    with served_app.app_context():
        return make_room("Ada", teacher=f"who offers for {page.viewport_size}")


@pytest.mark.parametrize("device", ["desktop", "phone"], indirect=True)
def test_a_quiz_is_offered_studied_stopped_gone_on_with_and_taken_back(
    served_app: Flask, page: Page, clock: Clock, room: Room, problems: list[str]
) -> None:
    study = Study(served_app, page, clock)
    with served_app.app_context():
        quiz_id = make_quiz(room.teacher_id, first_questions(2, "single"), title="Two to study")

    open_as(study, room.teacher_id, f"/quizzes/{quiz_id}")
    leave(page, page.get_by_role("link", name="Offer it for self-study"))
    page.get_by_label("Class").select_option("Form 5")
    leave(page, page.get_by_role("button", name="Offer it"))
    offer = page.url

    open_as(study, room.learners["Ada"], "/work")
    leave(page, page.get_by_role("link", name="Two to study"))
    leave(page, page.get_by_role("link", name="Begin"))
    page.get_by_role("button", name="I don’t know").click()
    expect(page.get_by_role("link", name="Continue")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Card 2 of 2")
    leave(page, page.get_by_role("link", name="Stop"))
    leave(page, page.get_by_role("link", name="Go on, 1 left"))
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="See the result").click()
    expect(page.get_by_role("heading", name="0 of 2 right")).to_be_visible()
    leave(page, page.get_by_role("link", name="Back to the quiz"))
    expect(page.get_by_role("heading", name="How it went")).to_be_visible()

    open_as(study, room.teacher_id, offer)
    leave(page, page.get_by_role("button", name="Offer it no longer"))
    expect(page.get_by_role("button", name="Offer it again")).to_be_visible()
    open_as(study, room.learners["Ada"], "/work")
    expect(page.get_by_text("Nothing is assigned to you.")).to_be_visible()
    # A browser that changes hands asks for the cards of who was here before, and is refused.
    problems.clear()
