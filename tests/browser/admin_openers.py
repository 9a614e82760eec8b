"""How each page of admins is come to, and the log of a class."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.accounts.people import PASSWORD
from tests.browser.class_openers import open_class
from tests.browser.conftest import ADMIN, TEACHER
from tests.browser.study_steps import leave


def sign_in_as_admin(page: Page) -> None:
    page.goto("/account/sign-in")
    page.get_by_label("Name").fill(ADMIN)
    page.get_by_label("Password").fill(PASSWORD)
    leave(page, page.get_by_role("main").get_by_role("button", name="Sign in"))


def admin_opener(address: str) -> Callable[[Page], object]:
    def open_page(page: Page) -> None:
        sign_in_as_admin(page)
        page.goto(address)

    return open_page


def open_person(page: Page) -> None:
    admin_opener(f"/admin/people?q={TEACHER}")(page)
    leave(page, page.get_by_role("link", name=TEACHER, exact=True))
    page.get_by_role("button", name="Erase the account").wait_for()


def open_class_log(page: Page) -> None:
    open_class(page)
    leave(page, page.get_by_role("button", name="New code"))
    leave(page, page.get_by_role("link", name="What was done in this class"))
    page.get_by_text("gave a class a new join code").wait_for()


def open_log(page: Page) -> None:
    open_class_log(page)
    page.goto("/account")
    leave(page, page.get_by_role("button", name="Sign out on this device"))
    admin_opener("/admin/log")(page)
    page.get_by_text("gave a class a new join code").first.wait_for()


ADMIN_PAGES: dict[str, Callable[[Page], object]] = {
    "server": admin_opener("/admin"),
    "people": admin_opener("/admin/people"),
    "account of a person": open_person,
    "audit log": open_log,
    "empty audit log": admin_opener("/admin/log?class=999999"),
    "log of a class": open_class_log,
}
