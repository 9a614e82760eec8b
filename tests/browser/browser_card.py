"""A card in a real browser, answered with what the bank says is right or wrong."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from studyapp.bank.question import Order
from tests.review.builders import right_given
from tests.review.cards import question_at, read_card, wrong_on
from tests.visitor import Fields

MOST_TABS = 80


class BrowserCard:
    """The question that a page asks, and what can be answered."""

    def __init__(self, app: Flask, page: Page) -> None:
        page.locator("[data-card]").wait_for()
        page.wait_for_load_state("load")  # Scripts have replaced what they replace.
        self.page = page
        self.card = read_card(page.content())
        self.stored = question_at(app, self.card.question_id)
        self.question = self.stored.question

    def fill(self, *, right: bool) -> None:
        """Fill in an answer by pointer."""
        for name, value in self._fields(right=right).items():
            control = self.page.locator(f"main [name='{name}']")
            match control.first.evaluate("node => node.type"):
                case "radio" | "checkbox":
                    for one in value if isinstance(value, list) else [value]:
                        self._box(name, one).check()
                case "select-one" if control.is_visible():
                    control.select_option(value)
                case "select-one":
                    self._move_item(name, str(value), Locator.click)
                case _:
                    control.fill(str(value))

    def fill_by_keys(self, *, right: bool) -> None:
        """Fill in an answer by keyboard alone."""
        for name, value in self._fields(right=right).items():
            control = self.page.locator(f"main [name='{name}']")
            match control.first.evaluate("node => node.type"):
                case "radio" | "checkbox":
                    for one in value if isinstance(value, list) else [value]:
                        self._choose_by_key(self._box(name, one))
                case "select-one" if control.is_visible():
                    self._select_by_keys(control, str(value))
                case "select-one":
                    self._move_item(name, str(value), press_enter)
                case _:
                    tab_to(control)
                    self.page.keyboard.press("ControlOrMeta+a")
                    self.page.keyboard.type(str(value))

    def _fields(self, *, right: bool) -> Fields:
        """Return the fields of an answer; the items of an order by their places."""
        given = right_given(self.question) if right else wrong_on(self.card, self.question)
        fields = self.card.filled(self.question, given)
        if not isinstance(self.question, Order):
            return fields
        return dict(sorted(fields.items(), key=lambda field: int(str(field[1]))))

    def _box(self, name: str, value: str) -> Locator:
        return self.page.locator(f"main [name='{name}'][value='{value}']")

    def _choose_by_key(self, box: Locator) -> None:
        """Press the number of a choice; passages have none, so arrows walk to them."""
        number = box.get_attribute("aria-keyshortcuts")
        if number:
            self.page.keyboard.press(number)
        else:
            tab_to(self.page.locator("input[name=paragraph]").first)
            self.page.keyboard.press("Space")
            while not box.is_checked():
                self.page.keyboard.press("ArrowDown")
        expect(box).to_be_checked()

    def _select_by_keys(self, control: Locator, value: str) -> None:
        tab_to(control)
        values = control.locator("option").evaluate_all("all => all.map(one => one.value)")
        for _ in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")
        expect(control).to_have_value(value)

    def _move_item(self, name: str, wanted: str, press: Callable[[Locator], None]) -> None:
        """Move an item up to its place; those of the places before it stand there already."""
        place = self.page.locator(f"[name='{name}']")
        up = self.page.locator("[data-item]", has=place).locator("[data-move='-1']")
        while place.input_value() != wanted:
            press(up)


def press_enter(control: Locator) -> None:
    tab_to(control)
    control.page.keyboard.press("Enter")


def tab_to(control: Locator) -> None:
    """Press Tab until a control has the focus, around the end of the page if need be."""
    for _ in range(MOST_TABS):
        if control.evaluate("node => node === document.activeElement"):
            return
        control.page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {control}")
