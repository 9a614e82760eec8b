from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from tests.review.cards import answered, check_of, met, open_card, questions_of
from tests.review.page_text import attribute, parsed, press, words, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor

DAY = timedelta(days=1)


@pytest.fixture
def served(app: Flask) -> Catalogue:
    with app.app_context():
        return catalogue()


def alone(served: Catalogue) -> StoredQuestion:
    """Return a question that is the only one about the one paragraph that proves it."""
    return next(
        stored
        for stored in served.questions.values()
        if stored.module != COMPARE
        and len({entry.paragraph for entry in stored.question.evidence}) == 1
        and len(served.by_paragraph[stored.question.evidence[0].paragraph]) == 1
    )


def strokes(visitor: Visitor, module: str) -> dict[str, str]:
    """Return the stroke in the margin of each paragraph, by its anchor."""
    paragraphs = parsed(visitor.open(f"/read/{module}")).query(".para")
    return {attribute(p, "id"): attribute(p, "data-mem") for p in paragraphs}


def anchor_of(stored: StoredQuestion) -> str:
    return f"p{stored.question.evidence[0].paragraph.partition(':')[2]}"


@pytest.mark.parametrize(
    ("days_ago", "right", "stroke", "said"),
    [
        pytest.param(None, True, "new", "not asked yet", id="not asked"),
        pytest.param(0, True, "known", "remembered", id="right just now"),
        pytest.param(1, True, "fading", "fading", id="right yesterday"),
        pytest.param(0, False, "due", "due", id="wrong just now, so once more today"),
        pytest.param(5, True, "due", "due", id="right some days ago"),
    ],
)
def test_the_stroke_of_a_paragraph_follows_the_answers(
    app: Flask,
    visitor: Visitor,
    served: Catalogue,
    days_ago: int | None,
    right: bool,
    stroke: str,
    said: str,
) -> None:
    stored = alone(served)
    if days_ago is not None:
        met(app, visitor, stored, datetime.now(UTC) - days_ago * DAY, right=right)

    page = visitor.open(f"/read/{stored.module}")

    assert strokes(visitor, stored.module)[anchor_of(stored)] == stroke
    link = parsed(page).query(f"#{anchor_of(stored)} .pn")[0]
    assert words(link) == f"Paragraph {anchor_of(stored)[1:]}, {said}"


def test_one_answer_changes_the_strokes_of_its_passages_alone(app: Flask, visitor: Visitor) -> None:
    stored = questions_of(app, "single")[0]
    proving = {f"p{entry.paragraph.partition(':')[2]}" for entry in stored.question.evidence}
    before = strokes(visitor, stored.module)

    met(app, visitor, stored, datetime.now(UTC))

    after = strokes(visitor, stored.module)
    assert {anchor for anchor in after if after[anchor] != before[anchor]} == proving
    assert {after[anchor] for anchor in proving} == {"known"}


def test_an_undone_answer_takes_its_stroke_back(app: Flask, visitor: Visitor) -> None:
    stored = questions_of(app, "single")[0]
    before = strokes(visitor, stored.module)
    feedback = answered(visitor, open_card(visitor, check_of(app, stored)), {}, act="unsure")
    assert strokes(visitor, stored.module) != before

    press(visitor, feedback, "/undo")

    assert strokes(visitor, stored.module) == before


def test_a_paragraph_without_a_question_has_no_stroke(visitor: Visitor, served: Catalogue) -> None:
    module = "woods-2003/lenin-versus-stalin"
    asked = {f"p{name.partition(':')[2]}" for name in served.by_paragraph if "woods-2003:" in name}

    shown = strokes(visitor, module)

    assert {anchor for anchor, stroke in shown.items() if stroke} == asked & shown.keys()
    assert set(shown.values()) == {"new", ""}


def test_the_library_shows_every_source_with_what_it_says_of_itself(
    visitor: Visitor, served: Catalogue
) -> None:
    text = words_of(visitor.open("/read/"))

    for article in served.articles.values():
        assert f"{article.label} {article.title}" in text
        assert article.tendency in text
        assert (article.author or "Author unstated") in text
    assert "Date unstated" in text


def test_an_article_lists_its_modules_in_order(visitor: Visitor, served: Catalogue) -> None:
    for article in served.articles.values():
        root = parsed(visitor.open(f"/read/{article.key}/"))

        links = [attribute(link, "href") for link in root.query("main ol h3 a")]

        assert links == [f"/read/{article.key}/{module.key}" for module in article.modules]


def test_a_module_shows_its_whole_text_with_an_anchor_for_each_paragraph(
    visitor: Visitor, served: Catalogue
) -> None:
    for article, module in served.modules.values():
        root = parsed(visitor.open(f"/read/{article.key}/{module.key}"))

        shown = root.query(".para")

        assert [attribute(p, "id") for p in shown] == [f"p{p.number}" for p in module.paragraphs]
        for paragraph, node in zip(module.paragraphs, shown, strict=True):
            expected = "".join(paragraph.text.split())
            assert "".join(words(node).split()).endswith(expected), paragraph.id


def test_modules_lead_from_one_to_the_next_and_to_their_check(
    visitor: Visitor, served: Catalogue
) -> None:
    modules = [name for name in served.modules if name.startswith("woods-2003/")]
    for before, name, after in zip(modules, modules[1:], modules[2:], strict=False):
        links = {
            attribute(link, "href") for link in parsed(visitor.open(f"/read/{name}")).query("a")
        }

        assert {f"/read/{before}", f"/read/{after}", f"/check/{name}/start"} <= links


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/read/no-such-source/", "There is no source at this address."),
        ("/read/no-such-source/module", "There is no source at this address."),
        ("/read/woods-2003/no-such-module", "This source has no such module."),
    ],
)
def test_an_address_without_a_text_says_so(visitor: Visitor, address: str, sentence: str) -> None:
    assert sentence in words_of(visitor.open(address, 404))


def test_reading_stores_nothing(app: Flask, visitor: Visitor) -> None:
    for address in ("/", "/read/", "/read/woods-2003/", "/read/woods-2003/general-secretary"):
        visitor.open(address)

    assert stored_rows(app, "SELECT * FROM learner") == []
    assert stored_rows(app, "SELECT * FROM reading") == []
