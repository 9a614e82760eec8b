"""How the pages of a learner's own data are come to."""

import json

from playwright.sync_api import Page

from tests.browser.study_steps import leave

WAITS = {"id": 1, "question_id": 1, "added_at": "2026-03-05T12:00:00+00:00"}
GONE = ("what-left-the-bank", "and-what-was-never-here")


def open_own_data(page: Page) -> None:
    page.goto("/check/woods-2003/general-secretary/start")
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="Continue").wait_for()
    page.goto("/account/data")


def open_upload(page: Page) -> None:
    page.goto("/account/data/upload")


def open_unknown(page: Page) -> None:
    rows = [WAITS | {"question_key": key} for key in GONE]
    document = {"format": "studyapp-learner/2", "tables": {"enrolment": rows}, "versions": []}
    content = json.dumps(document).encode()
    open_upload(page)
    page.get_by_label("my-data.zip").set_input_files(
        {"name": "my-data.json", "mimeType": "application/json", "buffer": content}
    )
    leave(page, page.get_by_role("button", name="Take it in"))
    page.get_by_text("Leave these rows out").wait_for()


DATA_PAGES = {
    "own data": open_own_data,
    "no data": lambda page: page.goto("/account/data"),
    "taking data in": open_upload,
    "data about unknown questions": open_unknown,
}
