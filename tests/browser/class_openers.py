"""How each page of a class is come to, by its teacher and by a pupil."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accounts.people import PASSWORD
from tests.browser.conftest import TEACHER
from tests.browser.study_steps import leave

NAMES = "name;number\nAda Lovelace;1\nعلي حسن;2\n😀 Zoë;3"


def sign_in_as_teacher(page: Page) -> None:
    page.goto("/account/sign-in")
    page.get_by_label("Name").fill(TEACHER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    leave(page, page.get_by_role("main").get_by_role("button", name="Sign in"))


def open_class_form(page: Page) -> None:
    sign_in_as_teacher(page)
    page.goto("/classes")
    leave(page, page.get_by_role("link", name="Make a class"))
    page.get_by_label("Name").fill("Form 5")


def open_class(page: Page) -> None:
    open_class_form(page)
    leave(page, page.get_by_role("button", name="Save", exact=True))
    page.locator(".join-code").wait_for()


def open_closed_class(page: Page) -> None:
    open_class(page)
    leave(page, page.get_by_role("button", name="Close to newcomers"))
    page.get_by_role("button", name="Show a join code").wait_for()


def open_deletion(page: Page) -> None:
    open_class(page)
    leave(page, page.get_by_role("link", name="Delete"))


def open_import(page: Page) -> None:
    open_class(page)
    leave(page, page.get_by_role("link", name="Import a list"))


def show_list(page: Page, text: str) -> None:
    open_import(page)
    page.get_by_label("Or paste the list").fill(text)
    leave(page, page.get_by_role("button", name="Show what it does"))


def open_faulty_import(page: Page) -> None:
    show_list(page, f"{NAMES}\n;4\nada lovelace;5")
    page.get_by_role("button", name="Import the other 3 pupils").wait_for()


def open_roster(page: Page) -> None:
    show_list(page, NAMES)
    leave(page, page.get_by_role("button", name="Import 3 pupils"))
    page.get_by_role("link", name="Ada Lovelace").wait_for()


def open_pupil(page: Page) -> None:
    open_roster(page)
    leave(page, page.get_by_role("link", name="Ada Lovelace"))


def open_roster_with_removed(page: Page) -> None:
    open_pupil(page)
    leave(page, page.get_by_role("button", name="Remove from the roster"))
    page.get_by_role("heading", name="Removed").wait_for()


def open_names(page: Page) -> None:
    """Come to the names as a visitor, after the teacher has left."""
    open_roster(page)
    leave(page, page.get_by_role("link", name="Form 5"))
    code = page.locator(".join-code").inner_text()
    page.goto("/account")
    leave(page, page.get_by_role("button", name="Sign out on this device"))
    page.goto(f"/join/{code}")
    leave(page, page.get_by_role("button", name="Go on"))
    page.get_by_label("Your name").wait_for()


def open_seat(page: Page) -> None:
    open_names(page)
    page.get_by_label("Your name").select_option(index=1)
    page.get_by_label("Your personal word").fill("frog")
    leave(page, page.get_by_role("main").get_by_role("button", name="Join"))
    page.get_by_role("heading", name="Classes you are in").wait_for()


def open_classes_of_teacher(page: Page) -> None:
    open_class(page)
    page.goto("/classes")


CLASS_PAGES: dict[str, Callable[[Page], object]] = {
    "classes of a visitor": lambda page: page.goto("/classes"),
    "classes of a teacher": open_classes_of_teacher,
    "form of a class": open_class_form,
    "class": open_class,
    "class nobody can join": open_closed_class,
    "deletion of a class": open_deletion,
    "import": open_import,
    "import with faults": open_faulty_import,
    "roster": open_roster,
    "roster with one removed": open_roster_with_removed,
    "pupil on the roster": open_pupil,
    "join": lambda page: page.goto("/join"),
    "names of a class": open_names,
    "classes of a pupil": open_seat,
}
