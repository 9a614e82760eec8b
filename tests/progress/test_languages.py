import pytest
from flask import Flask
from justhtml import JustHTML

from tests.visitor import Visitor

IN_ARABIC = {"lang": "ar", "dir": "rtl"}


@pytest.fixture
def visitor(arabic_app: Flask) -> Visitor:
    """Return somebody who visits a server on which the text about Oak is said to be Arabic."""
    return Visitor(arabic_app)


def spoken(page: str, selector: str) -> dict[str, str | None]:
    """Return language and direction of the first element that a selector finds."""
    (found, *_) = JustHTML(page).query(selector)
    stated = found.attrs or {}
    return {name: stated[name] for name in ("lang", "dir") if name in stated}


def test_a_text_says_its_language_and_the_page_around_it_keeps_its_own(visitor: Visitor) -> None:
    page = visitor.open("/read/oak-1950/mill")

    assert spoken(page, "html") == {"lang": "en"}
    assert spoken(page, "h1") == IN_ARABIC
    assert spoken(page, ".para .line") == IN_ARABIC
    assert spoken(visitor.open("/read/elm/bridge"), "h1") == {}


def test_a_question_is_in_the_language_of_its_text(visitor: Visitor) -> None:
    page = visitor.open("/check/oak-1950/mill/start")

    assert spoken(page, ".prompt") == IN_ARABIC
    form = visitor.form("/check/oak-1950/mill/start", "/check/")
    judged = visitor.send(form, act="unsure")
    assert spoken(visitor.open(judged.headers["Location"]), ".prompt") == IN_ARABIC


def test_what_is_found_is_in_the_language_of_its_text(visitor: Visitor) -> None:
    page = visitor.open("/search?q=geese")

    assert spoken(page, ".hits mark") == {}
    assert spoken(page, ".hits p + p") == IN_ARABIC
