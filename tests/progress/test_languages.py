from pathlib import Path

import pytest
from justhtml import JustHTML

from studyapp.bank.operations import sync_content
from tests.bank.builders import COMPARE, MILL, write_bank, write_seeds
from tests.conftest import NOON, MakeApp
from tests.visitor import Visitor

IN_ARABIC = {"lang": "ar", "dir": "rtl"}


@pytest.fixture
def visitor(make_app: MakeApp, tmp_path: Path) -> Visitor:
    """Return somebody who visits a server on which the text about Oak is said to be Arabic."""
    seeds, bank = write_seeds(tmp_path), write_bank(tmp_path, MILL, COMPARE)
    sidecar = seeds / "oak-1950.yaml"
    stated = sidecar.read_text(encoding="utf-8").replace("label:", "language: ar\nlabel:")
    sidecar.write_text(stated, encoding="utf-8")
    app = make_app(SEEDS=str(seeds), QUESTION_BANK=str(bank))
    with app.app_context():
        assert not sync_content(seeds, bank, now=NOON).refused
    return Visitor(app)


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
