"""How the pages of sign-in are come to."""

import itertools
from datetime import UTC, datetime

from playwright.sync_api import Page

from tests.accounts.people import PASSWORD
from tests.accounts.two_steps import App
from tests.browser.study_steps import leave

_numbers = itertools.count(1)
"""Accounts of one served app have names of their own."""


def take_name(page: Page) -> str:
    """Become an account that nobody else has; return its name."""
    name = f"Ada {next(_numbers)} of Oak"
    page.goto("/account/claim")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    leave(page, page.get_by_role("button", name="Keep my progress"))
    return name


def open_account(page: Page) -> None:
    take_name(page)
    page.goto("/account")


def open_password(page: Page) -> None:
    take_name(page)
    page.goto("/account/password")


def open_offer(page: Page) -> str:
    name = take_name(page)
    page.goto("/account/second-factor")
    return name


def open_setup(page: Page) -> str:
    name = open_offer(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    leave(page, page.get_by_role("button", name="Go on"))
    page.get_by_label("Code of your app").wait_for()
    return name


def set_up(page: Page) -> tuple[str, App]:
    """Switch two-step sign-in on, and stay where its recovery codes are shown."""
    name = open_setup(page)
    secret = page.locator("main code").inner_text().replace(" ", "")
    app = App(secret, [])
    page.get_by_label("Code of your app").fill(app.code(datetime.now(UTC)))
    leave(page, page.get_by_role("button", name="Switch it on"))
    page.get_by_role("heading", name="Recovery codes").wait_for()
    app.codes = page.locator("main li code").all_inner_texts()
    return name, app


def open_switched_on(page: Page) -> None:
    set_up(page)
    page.goto("/account/second-factor")


def open_renewal(page: Page) -> None:
    set_up(page)
    page.goto("/account/second-factor/codes")


def open_switch_off(page: Page) -> None:
    set_up(page)
    page.goto("/account/second-factor/off")


def open_code(page: Page) -> App:
    """Sign in by the password alone; return the app that knows the code."""
    name, app = set_up(page)
    page.goto("/account")
    leave(page, page.get_by_role("button", name="Sign out on this device"))
    page.goto("/account/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    leave(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    page.get_by_label("Code of your app").wait_for()
    return app


def open_recovery(page: Page) -> None:
    open_code(page)
    page.get_by_text("Your phone is not at hand?").click()
    page.get_by_label("Recovery code").wait_for()


ACCOUNT_PAGES = {
    "account with a name": open_account,
    "password": open_password,
    "two-step sign-in": open_offer,
    "two-step sign-in, set up": open_setup,
    "recovery codes": set_up,
    "two-step sign-in, on": open_switched_on,
    "new recovery codes": open_renewal,
    "two-step sign-in, off": open_switch_off,
    "code": open_code,
    "recovery code": open_recovery,
}
