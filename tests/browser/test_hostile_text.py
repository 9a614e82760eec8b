"""What runs as a script in no text also runs in no browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request

from studyapp.accounts.access import COOKIE
from tests.browser.conftest import DEVICES
from tests.classroom.desk import WORK
from tests.conftest import MakeApp
from tests.served import served
from tests.trusted import Tally
from tests.walls.hostile import Hostile
from tests.walls.payloads import PAYLOADS
from tests.walls.who import Person
from tests.walls.world import World, make_world

WATCH = """
window.seen = [];
window.ran = () => window.seen.push("a script ran");
document.addEventListener("securitypolicyviolation",
    (told) => window.seen.push(`${told.violatedDirective} ${told.sample}`));
"""
PAGES: dict[Person, tuple[str, ...]] = {
    "teacher": (
        "/classes/{class_id}",
        "/classes/{class_id}/roster",
        "/classes/{class_id}/gradebook",
        "/quizzes",
        "/quizzes/{quiz_id}",
        "/live/{live}",
        "/live/{live}/wall",
        "/papers/{paper}/results",
        "/sittings/{assigned}",
        "/sittings/{assigned}/items",
        "/teach/remarks",
    ),
    "learner": (
        "/notes",
        "/read/woods-2003/general-secretary",
        "/plan",
        "/classes",
        "/work",
        WORK + "/attempts/{attempt_id}/1",
        "/play/{live}",
        "/account/programs",
        "/progress",
    ),
}


@pytest.fixture
def hostile(make_app: MakeApp) -> World:
    filled = Hostile(make_world(make_app()))
    filled.fill()
    return filled.world


@pytest.fixture
def hostile_address(hostile: World) -> Iterator[str]:
    with served(hostile.app) as found:
        yield found


@pytest.fixture
def watched(browser: Browser, hostile_address: str) -> Iterator[Page]:
    """Return a page that keeps what would be a script, a report, a dialog or a foreign request."""
    context = browser.new_context(base_url=hostile_address, **DEVICES["desktop"])  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    opened = context.new_page()
    yield opened
    context.close()


@pytest.mark.trust(row=31)
def test_no_stored_text_runs_in_a_browser(
    hostile: World, watched: Page, hostile_address: str, tally: Tally
) -> None:
    faults: list[str] = []

    def see_dialog(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    def see_request(request: Request) -> None:
        if not request.url.startswith(hostile_address):
            faults.append(request.url)

    watched.on("dialog", see_dialog)
    watched.on("request", see_request)
    watched.on("pageerror", lambda error: faults.append(str(error)))
    shown = 0
    for person, pages in PAGES.items():
        cookie = {"name": COOKIE, "value": hostile.cookies[person], "url": hostile_address}
        watched.context.add_cookies([cookie])  # type: ignore[list-item]
        for page in pages:
            values = hostile.shared["here"] | hostile.values["learner"]
            watched.goto(page.format(**values))
            shown += sum(text in watched.inner_text("body") for text in PAYLOADS)
            faults += [f"{page}: {told}" for told in watched.evaluate("window.seen")]

    tally.note(tried=shown, held=shown if not faults else 0)
    assert faults == []
    assert shown >= len(PAYLOADS)
