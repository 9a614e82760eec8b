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
    _upload(page, {"format": "studyapp-learner/2", "tables": {"enrolment": rows}, "versions": []})
    page.get_by_text("Leave these rows out").wait_for()


def open_refused(page: Page) -> None:
    _upload(page, {"format": "studyapp-learner/9"})
    page.get_by_text("newer than this server").wait_for()


def _upload(page: Page, document: dict[str, object]) -> None:
    open_upload(page)
    content = json.dumps(document).encode()
    page.get_by_label("my-data.zip").set_input_files(
        {"name": "my-data.json", "mimeType": "application/json", "buffer": content}
    )
    leave(page, page.get_by_role("button", name="Take it in"))


DATA_PAGES = {
    "own data": open_own_data,
    "no data": lambda page: page.goto("/account/data"),
    "taking data in": open_upload,
    "data about unknown questions": open_unknown,
    "data that is refused": open_refused,
}
