"""All notes on one page and in files, in reading order, also those whose passage has changed."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask

from studyapp.progress.notes.routes import ON_A_PAGE
from studyapp.reading.note_operations import keep_note
from studyapp.reading.note_queries import notes_of
from tests.every_page import VALUES
from tests.note_pages import (
    NOTE,
    PAGE,
    PARAGRAPH,
    PLACE,
    WORDS,
    bodies,
    shown,
    text_of_paragraph,
    write_note,
)
from tests.review.cards import learner_behind
from tests.review.page_text import attribute, parsed, press, words, words_of
from tests.stored import change_stored
from tests.visitor import Visitor


def change_the_words(app: Flask) -> None:
    """Let a note quote what the text does not say, as after a change of the text."""
    change_stored(app, "UPDATE note SET exact = 'Stalin was no typist'")


def test_notes_are_listed_by_source_and_module_in_reading_order(visitor: Visitor) -> None:
    for paragraph, body in [
        ("woods-2003:63", "second"),
        (PARAGRAPH, "first"),
        ("cwi-2003:17", "other source"),
        ("woods-2003:3", "earlier module"),
    ]:
        write_note(visitor, note_uuid=str(uuid4()), paragraph=paragraph, body=body)

    page = visitor.open("/notes")

    assert set(shown(page, ".own-body")) == {"first", "second", "other source", "earlier module"}
    woods = shown(page, "#woods-2003 ~ .rows .own-body")
    assert woods == ["earlier module", "first", "second"]
    links = [attribute(link, "href") for link in parsed(page).query(".rows .hint a")]
    assert PLACE in links


def test_what_is_looked_for_makes_the_page_no_longer_than_it_can_be(visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="a note")

    page = visitor.open(f"/notes?q={'a+' * 5000}")

    assert "a note" in page
    assert len(page) < 20_000


def test_many_notes_are_cut_into_pages_in_the_same_order(app: Flask, visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="Note 0")
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        (note,) = notes_of(learner_id)
        for n in range(1, ON_A_PAGE + 5):
            keep_note(learner_id, replace(note, note_uuid=str(uuid4()), body=f"Note {n}"))

    first, second = visitor.open("/notes?q=note"), visitor.open("/notes?q=note&page=2")

    on_first, on_second = shown(first, ".own-body"), shown(second, ".own-body")
    assert (len(on_first), len(on_second)) == (ON_A_PAGE, 5)
    assert len({*on_first, *on_second}) == ON_A_PAGE + 5
    assert f"{ON_A_PAGE + 5} notes with “note”" in words_of(first)
    assert shown(second, "nav[aria-label=Pages] b") == ["Page 2 of 2"]
    way_to_edit = attribute(parsed(second).query(".rows .quiet")[0], "href")
    assert "next=/notes?q%3Dnote%26page%3D2%23n-" in way_to_edit
    assert shown(visitor.open("/notes?page=99"), ".own-body") == on_second


@pytest.mark.parametrize("looked_for", ["cafe", "CAFÉ", "Łódź", "lodz", "елка", "酒店"])
def test_notes_are_found_whatever_accents_are_typed(visitor: Visitor, looked_for: str) -> None:
    write_note(visitor, body="Un cafe\u0301 à Łódź, ёлка, 咸亨酒店")

    assert len(shown(visitor.open(f"/notes?q={looked_for}"), ".own-body")) == 1


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [
        pytest.param("RIVER", ["By the river."], id="body"),
        pytest.param("sverdlov", [""], id="quote"),
        pytest.param("general secretary", ["By the river.", ""], id="module"),
        pytest.param("river geese", [], id="not all of them"),
        pytest.param("<b>", [], id="markup"),
    ],
)
def test_notes_are_found_by_all_the_words_looked_for(
    visitor: Visitor, looked_for: str, found: list[str]
) -> None:
    write_note(visitor, note_uuid=str(uuid4()), body="By the river.")
    write_note(visitor, note_uuid=str(uuid4()), exact=WORDS)

    page = visitor.client.get("/notes", query_string={"q": looked_for}).text

    assert len(parsed(page).query(".rows > li")) == len(found)
    assert f"{len(found)} note" in words_of(page)


def test_a_note_on_words_that_have_changed_is_never_moved(app: Flask, visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="Mine.")
    change_the_words(app)

    module, listed, one = (visitor.open(page) for page in (PAGE, "/notes", NOTE))

    assert shown(module, "#p61 u") == []
    assert "The passage has changed." in shown(module, "#p61 + .margin")[0]
    assert "Stalin was no typist" in shown(listed, "#changed ~ .rows")[0]
    assert "The passage has changed since you marked it." in words_of(one)
    assert "Stalin was no typist" in words_of(one)


def test_a_note_on_a_paragraph_that_has_gone_is_kept(app: Flask, visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="Mine.")
    change_stored(app, "UPDATE note SET paragraph_id = 'gone:61', article_key = 'gone'")

    assert "Mine." in shown(visitor.open("/notes"), "#changed ~ .rows")[0]
    assert "Mine." in visitor.open("/notes/export.md")
    response = visitor.send(visitor.form(NOTE, NOTE), body="Still mine.")
    assert response.status_code == 303
    page = visitor.send(visitor.form(NOTE, "/delete"))
    press(visitor, page.text, "/notes/restore")
    assert bodies(app) == ["Still mine."]


def test_the_article_says_how_many_notes_are_in_it(visitor: Visitor) -> None:
    assert "of yours" not in words_of(visitor.open("/read/woods-2003/"))
    write_note(visitor)

    page = visitor.open("/read/woods-2003/")

    (link,) = [a for a in parsed(page).query("main a") if words(a) == "1 note of yours"]
    assert attribute(link, "href") == "/notes#woods-2003"


def test_the_markdown_file_says_where_each_quote_is_from(visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="*Who* was he?")

    response = visitor.client.get("/notes/export.md")

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="notes.md"'
    assert response.text == (
        "# Notes\n\n"
        "## Stalin: 50 years after the death of a tyrant\n\n"
        "Woods 2003: Alan Woods, Date unstated\n\n"
        "### The general secretary\n\n"
        f"> {WORDS}\n>\n> [Woods 2003, paragraph 61](http://localhost{PLACE})\n\n"
        "*Who* was he?\n"
    )


def test_the_annotations_follow_the_w3c_model(visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="Who was he?")
    write_note(visitor, note_uuid=str(uuid4()), whole="1")

    response = visitor.client.get("/notes/export.json")

    assert response.mimetype == "application/ld+json"
    whole, on_words = json.loads(response.text)
    assert on_words["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert on_words["id"] == f"urn:uuid:{VALUES['note_uuid']}"
    assert (on_words["type"], on_words["motivation"]) == ("Annotation", "commenting")
    assert on_words["body"]["value"] == "Who was he?"
    assert on_words["target"]["source"] == f"http://localhost{PLACE}"
    selector = on_words["target"]["selector"]
    assert (selector["type"], selector["exact"]) == ("TextQuoteSelector", WORDS)
    assert selector["prefix"] + WORDS + selector["suffix"] in text_of_paragraph(visitor)
    assert whole["motivation"] == "highlighting"
    assert "body" not in whole
    assert "selector" not in whole["target"]
