"""A teacher builds a quiz, prints it with Chromium, and types in what the papers say."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.study_steps import leave
from tests.browser.teaching import Teaching

A4, LETTER = (595, 842), (612, 792)
POINTS_OFF = 1
PDF_PAGE = re.compile(rb"/Type\s*/Page\b")
PDF_BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
SPLIT_QUESTIONS = """() => [...document.querySelectorAll(".paper-question")]
    .filter(one => getComputedStyle(one).breakInside !== "avoid").length"""


def sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Return the sizes of the pages of a PDF in points."""
    return {(round(float(width)), round(float(height))) for width, height in PDF_BOX.findall(pdf)}


@pytest.mark.parametrize(("size", "points"), [("a4", A4), ("letter", LETTER)])
@pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
def test_a_form_is_printed_on_pages_of_its_size(
    teaching: Teaching, size: str, points: tuple[int, int]
) -> None:
    teaching.papers(f"/forms/A?size={size}")

    pdf = teaching.page.pdf(prefer_css_page_size=True)

    found = sizes(pdf)
    assert len(PDF_PAGE.findall(pdf)) > 1
    assert len(found) == 1
    width, height = found.pop()
    assert abs(width - points[0]) <= POINTS_OFF
    assert abs(height - points[1]) <= POINTS_OFF


@pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
def test_paper_is_black_on_white_without_the_bar(teaching: Teaching) -> None:
    page = teaching.page
    teaching.papers("/forms/A")
    page.emulate_media(media="print")

    colours = page.evaluate(
        """() => {
            const of = one => getComputedStyle(document.querySelector(one));
            return [of(".paper").color, of("html").backgroundColor, of("body").backgroundColor];
        }"""
    )

    assert colours[0] == "rgb(0, 0, 0)"
    assert set(colours[1:]) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert not page.locator(".bar").is_visible()
    assert not page.locator(".foot").is_visible()
    assert not page.get_by_role("button", name="Print").is_visible()
    assert page.evaluate(SPLIT_QUESTIONS) == 0


def test_the_button_prints_and_the_hint_makes_room_for_it(teaching: Teaching) -> None:
    teaching.page.add_init_script("window.print = () => { document.title = 'printed'; };")
    teaching.papers("/forms/A")

    teaching.page.get_by_role("button", name="Print").click()

    assert teaching.page.title() == "printed"
    assert not teaching.page.get_by_text("Print it from the menu").is_visible()


def test_a_quiz_is_built_printed_and_typed_in(teaching: Teaching) -> None:
    page = teaching.page
    page.goto("/quizzes/new")
    page.get_by_label("Title").fill("On the purges")
    leave(page, page.get_by_role("button", name="Make the quiz"))
    leave(page, page.get_by_role("link", name="Pick questions by rules"))
    leave(page, page.get_by_role("button", name="Show what is picked"))
    leave(page, page.get_by_role("button", name="Add these 10"))
    leave(page, page.get_by_role("link", name="Print for a class"))
    page.get_by_label("Forms").select_option(label="A and B")
    leave(page, page.get_by_role("button", name="Make the forms"))
    papers = page.url
    keys = {letter: printed_key(page, papers, letter) for letter in "AB"}

    page.goto(papers)
    leave(page, page.get_by_role("link", name="Type in results"))
    for name, letter in (("Ada", "A"), ("Bob", "B")):
        page.get_by_label(f"{name}, form").select_option(letter)
        for number, cell in enumerate(keys[letter], start=1):
            page.get_by_label(f"{name}, question {number}", exact=True).fill(cell)
    leave(page, page.get_by_role("button", name="Save"))

    page.get_by_text("Saved the answers of 2 pupils.").wait_for()
    assert page.get_by_text("10 of 10", exact=True).count() == 2


def printed_key(page: Page, papers: str, letter: str) -> list[str]:
    """Print a form and its key, and return what the key says is to be typed."""
    page.goto(papers)
    leave(page, page.get_by_role("link", name=f"Questions of form {letter}"))
    asked = page.locator(".paper-question").evaluate_all("all => all.map(one => one.dataset.name)")
    form = page.pdf(prefer_css_page_size=True)
    page.goto(papers)
    leave(page, page.get_by_role("link", name=f"Key of form {letter}"))
    named = page.locator(".paper-question").evaluate_all("all => all.map(one => one.dataset.name)")
    assert PDF_PAGE.search(form)
    assert PDF_PAGE.search(page.pdf(prefer_css_page_size=True))
    assert asked == named
    return page.locator(".paper-cell").all_inner_texts()
