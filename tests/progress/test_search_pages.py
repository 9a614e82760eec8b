import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.operations import sync_content
from studyapp.bank.queries import catalogue
from tests.conftest import NOON, MakeApp
from tests.progress.changed_banks import Content, drop_article
from tests.review.builders import stored_of
from tests.review.cards import met
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import everything_stored
from tests.visitor import Visitor


def marked_in(page: str) -> list[str]:
    return [words(node) for node in parsed(page).query("main mark")]


def stem_word(stored: StoredQuestion) -> str:
    """Return how a stem begins as a phrase that no other stem holds."""
    return '"' + " ".join(re.findall(r"\w+", stored.question.stem)[:12]) + '"'


def search(visitor: Visitor, q: str, **fields: str) -> str:
    return visitor.open("/search?" + urlencode({"q": q} | fields))


def test_words_are_marked_where_they_stand_with_their_source(visitor: Visitor) -> None:
    page = search(visitor, "collectivization")

    assert "7 paragraphs with collectivization in 2 texts." in words_of(page)
    assert {word.lower() for word in marked_in(page)} == {"collectivisation", "collectivising"}
    tree = parsed(page)
    assert [words(h) for h in tree.query("main h2")] == [
        "50 years since the death of Stalin",
        "Stalin: 50 years after the death of a tyrant",
    ]
    assert "Woods 2003: Alan Woods" in words_of(page)
    links = [attribute(a, "href") for a in tree.query("main .hits a")]
    assert "/read/woods-2003/executioner-of-lenins-party#p191" in links
    for link in links:
        address, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in visitor.open(address)


def test_all_paragraphs_of_a_source_come_in_reading_order_page_by_page(visitor: Visitor) -> None:
    seen: list[int] = []
    page = search(visitor, "Stalin", source="woods-2003")
    total = int(words_of(page).partition(" paragraphs with Stalin in Woods 2003.")[0].split()[-1])
    while True:
        tree = parsed(page)
        numbers = [int(words(a).rpartition(" ")[2]) for a in tree.query("main .hits a")]
        assert len(numbers) <= 30
        seen += numbers
        later = [a for a in tree.query("main nav a") if words(a) == "Later in the text"]
        if not later:
            break
        page = visitor.open(attribute(later[0], "href"))

    assert len(seen) == len(set(seen)) == total > 60
    assert seen == sorted(seen)


@pytest.mark.parametrize("page", ["0", "-3", "9999", "two", "9" * 40])
def test_a_page_that_is_not_there_is_the_nearest_one(visitor: Visitor, page: str) -> None:
    shown = search(visitor, "Stalin", source="woods-2003", page=page)

    assert parsed(shown).query("main .hits a")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        pytest.param("", 200, "All in one paragraph", id="nothing yet"),
        pytest.param("zzzz", 200, "No paragraph holds zzzz.", id="nowhere"),
        pytest.param("?!", 422, "There is no word in it.", id="no word"),
        pytest.param("x" * 201, 422, "at most 200 characters", id="too long"),
        pytest.param(
            " ".join(map(str, range(13))), 422, "at most 12 words at once", id="too many words"
        ),
        pytest.param("<script>alert(1)</script>", 200, "<script>alert(1)</script>", id="a script"),
        pytest.param('NEAR("a" "b", 5) NOT x:', 200, "NEAR(", id="words of the language"),
        pytest.param("'; DROP TABLE passage; --", 200, "DROP TABLE", id="a statement"),
        pytest.param(
            "\u202estalin \U0001f600", 200, "with \u202estalin", id="signs of other scripts"
        ),
    ],
)
def test_whatever_is_typed_has_an_answer(
    visitor: Visitor, typed: str, status: int, said: str
) -> None:
    response = visitor.client.get("/search", query_string={"q": typed})

    assert response.status_code == status
    assert said in words_of(response.text)
    assert "<script>alert" not in response.text


def test_a_source_that_is_not_there_is_said_so(visitor: Visitor) -> None:
    response = visitor.client.get("/search?q=x&source=nowhere")

    assert response.status_code == 404
    assert "There is no source to search at this address." in words_of(response.text)


def test_questions_are_shown_to_those_who_have_answered_them(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        asked, other, *_ = catalogue().questions.values()
    visitor.open("/read/")
    assert "Questions you have answered" not in search(visitor, stem_word(asked))

    met(app, visitor, asked, NOON)

    page = search(visitor, stem_word(asked))
    (link,) = parsed(page).query("#own-questions ~ ul a")
    assert words(link) == " ".join(asked.question.stem.split())
    assert " ".join(asked.question.stem.split()) in words_of(visitor.open(attribute(link, "href")))
    assert "Questions you have answered" not in search(visitor, stem_word(other))


def test_no_key_and_no_explanation_is_found(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        asked = stored_of()
    met(app, visitor, asked, NOON)

    page = search(visitor, f'"{asked.question.explanation[:150]}"')

    assert "Questions you have answered" not in page


def test_a_search_stores_nothing(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    search(visitor, "Stalin")

    assert everything_stored(app) == before


def test_what_is_found_follows_the_content(make_app: MakeApp, tmp_path: Path) -> None:
    content = Content()
    content.write(tmp_path)
    app = make_app(SEEDS=str(tmp_path / "seeds"), QUESTION_BANK=str(tmp_path / "question_bank"))
    with app.app_context():
        sync_content(tmp_path / "seeds", tmp_path / "question_bank", now=NOON)
    visitor = Visitor(app)
    before = words_of(search(visitor, "toll pence"))

    drop_article(content)
    content.write(tmp_path)
    with app.app_context():
        sync_content(tmp_path / "seeds", tmp_path / "question_bank", now=NOON)

    assert "1 paragraph with toll pence" in before
    assert "No paragraph holds toll pence" in words_of(search(visitor, "toll pence"))
    assert "1 paragraph with geese" in words_of(search(visitor, "geese"))
