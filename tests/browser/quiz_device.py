"""A pupil before an assigned quiz, in a real browser."""

from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from studyapp.accounts.access import COOKIE
from tests.classroom.desk import Desk
from tests.classroom.people import cookie_of


class Device:
    """A browser of the pupil at the desk."""

    def __init__(self, desk: Desk, page: Page, address: str) -> None:
        self.desk, self.page, self.address = desk, page, address
        self.belongs_to("Ada")

    def belongs_to(self, name: str) -> None:
        """Let the browser be that of a pupil of the class from now on."""
        cookie = cookie_of(self.desk.app, self.desk.room.learners[name])
        self.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": self.address}])

    def begin(self) -> None:
        """Start, or go on, and wait until the pages that may be needed are here."""
        self.page.goto("/work")
        self.page.get_by_role("link", name="A quiz", exact=True).click()
        with self.page.expect_response("**/overview", timeout=30_000):
            self.page.get_by_role("main").get_by_role("button").first.click()

    def crash(self) -> None:
        """Let the process of the page die, and open its address again as a browser does."""
        dead, left = self.page, self.page.url
        with suppress(Error):
            dead.goto("chrome://crash")
        dead.close()
        self.page = dead.context.new_page()
        self.page.goto(left)

    def choose(self, number: int, *, right: bool) -> None:
        expect(self.page.locator("[data-work]")).to_have_attribute("data-number", str(number))
        value = self.desk.fields(number, right=right)["choice"][0]
        self.page.locator(f"input[name=choice][value='{value}']").check()

    def fill(self, number: int) -> None:
        """Give the right answer to a question of any kind; of an order, another than shown."""
        form = self.page.locator("[data-answer]")
        if (moves := form.get_by_role("button", name="Down")).count():
            moves.first.click()
            return
        for name, values in self.desk.fields(number, right=True).items():
            control = form.locator(f"[name='{name}']")
            for value in values:
                if control.first.evaluate("one => one.tagName") == "SELECT":
                    control.select_option(value)
                elif control.first.get_attribute("type") == "text":
                    control.fill(value)
                else:
                    form.locator(f"[name='{name}'][value='{value}']").check()

    def says(self, text: str) -> None:
        expect(self.page.locator("[data-save-state]")).to_contain_text(text)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def hand_in(self) -> None:
        self.page.get_by_role("button", name="Look it over").click()
        self.page.get_by_role("heading", name="Look it over").wait_for()
        self.press("Hand in")
        self.page.get_by_role("heading", name="A quiz").wait_for()
