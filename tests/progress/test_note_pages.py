"""What a learner without script does with notes: a new one, other words, delete and put back."""

import re
from uuid import uuid4

import pytest
from flask import Flask

from studyapp.reading.note import BODY_LIMIT
from studyapp.reading.note_selector import QUOTE_LIMIT
from tests.accounts.people import answer_something, claim, sign_in
from tests.every_page import post
from tests.note_pages import (
    NEW,
    NOTE,
    PAGE,
    PLACE,
    WORDS,
    bodies,
    new_form,
    shown,
    text_of_paragraph,
    write_note,
)
from tests.review.page_text import attribute, form_on, parsed, words, words_of
from tests.review.test_same_answer_at_once import at_once, places, sending
from tests.stored import everything_stored, stored_rows
from tests.visitor import Visitor


def test_words_are_highlighted_on_the_page_they_are_from(visitor: Visitor) -> None:
    response = visitor.send(new_form(visitor), exact=WORDS)

    assert (response.status_code, response.location) == (303, PLACE)
    page = visitor.open(PAGE)
    assert shown(page, "#p61 u") == [WORDS]
    assert shown(page, ".notice[role=status]") == ["Highlighted."]


def test_a_note_stands_beside_its_paragraph(visitor: Visitor) -> None:
    form = new_form(visitor)
    visitor.send(form, exact=WORDS, body="Who was he?\nLook it up.")

    page = visitor.open(PAGE)

    (note,) = parsed(page).query("#p61 + .margin [role=note]")
    assert attribute(note, "aria-label") == "Your note"
    assert words(note) == f"“{WORDS}” Who was he? Look it up. Edit note: {WORDS}"
    assert attribute(note.query("a")[0], "href") == f"/notes/{form.fields['note_uuid']}"


def test_a_note_on_the_whole_paragraph_marks_no_words(visitor: Visitor) -> None:
    visitor.send(new_form(visitor), body="Sums up the office.")

    page = visitor.open(PAGE)

    assert shown(page, "#p61 u") == []
    assert shown(page, "#p61 + .margin .own-body") == ["Sums up the office."]


def test_a_highlight_keeps_the_emphasis_of_the_text_and_its_characters(
    app: Flask, visitor: Visitor
) -> None:
    before = shown(visitor.open("/read/malvar-2021/degeneration"), ".para")
    numbers = re.findall(
        r'data-paragraph="(malvar-2021:\d+)"', visitor.open("/read/malvar-2021/degeneration")
    )

    for paragraph in numbers:
        write_note(visitor, note_uuid=str(uuid4()), paragraph=paragraph, whole="1")

    page = visitor.open("/read/malvar-2021/degeneration")
    assert shown(page, ".para") == before
    assert len(parsed(page).query(".para u")) >= len(numbers)
    assert shown(page, ".para u em")


FAULTS = [
    # fields, sentence
    pytest.param({}, "Write a note, or give the words to mark.", id="nothing"),
    pytest.param({"exact": " \r\n "}, "Write a note, or give the words to mark.", id="blank"),
    pytest.param({"exact": "Trotsky"}, "These words do not stand in the paragraph.", id="absent"),
    pytest.param({"exact": "Sverdlov"}, "stand in the paragraph 3 times", id="several times"),
    pytest.param({"exact": "x" * (QUOTE_LIMIT + 1)}, "at most 1,000 characters", id="long quote"),
    pytest.param({"body": "x" * (BODY_LIMIT + 1)}, "at most 5,000 characters", id="long body"),
    pytest.param({"body": "x", "note_uuid": "7"}, "no usable id. Save it again.", id="no id"),
]


@pytest.mark.parametrize(("fields", "sentence"), FAULTS)
def test_a_note_that_cannot_be_kept_comes_back_with_a_sentence(
    app: Flask, visitor: Visitor, fields: dict[str, str], sentence: str
) -> None:
    before = everything_stored(app)

    response = visitor.send(new_form(visitor), **({"exact": "", "body": ""} | fields))

    assert response.status_code == 422
    (fault,) = shown(response.text, "main [role=alert]")
    assert sentence in fault
    for value in fields.values():
        if value.strip() and value != "7":
            assert value in response.text
    assert everything_stored(app) == before


def test_a_note_as_long_as_may_be_is_kept(app: Flask, visitor: Visitor) -> None:
    visitor.send(new_form(visitor), body="é\r\n" * (BODY_LIMIT // 2))

    assert bodies(app) == [("é\n" * (BODY_LIMIT // 2)).strip()]


def test_equal_words_are_told_apart_by_where_they_were_selected(
    app: Flask, visitor: Visitor
) -> None:
    text = text_of_paragraph(visitor)
    start = text.index("Sverdlov", text.index("Sverdlov") + 1)

    write_note(visitor, exact="Sverdlov", start=str(start))

    (row,) = stored_rows(app, "SELECT prefix FROM note")
    assert text[:start].endswith(row[0])
    assert shown(visitor.open(PAGE), "#p61 u") == ["Sverdlov"]


def test_the_same_form_sent_twice_is_one_note(app: Flask, visitor: Visitor) -> None:
    form = new_form(visitor)

    replies = [visitor.send(form, exact=WORDS, body="Once.") for _ in range(2)]

    assert [(reply.status_code, reply.location) for reply in replies] == [(303, PLACE)] * 2
    assert bodies(app) == ["Once."]


def test_a_first_note_sent_from_two_windows_at_once_is_one_note_of_one_learner(
    app: Flask, visitor: Visitor
) -> None:
    form = new_form(visitor)
    fields = form.fields | {"exact": WORDS, "body": "Once."}
    acts = [sending(app, visitor, form.action, fields) for _ in range(2)]

    replies = at_once(acts)

    assert places(replies) == {(303, PLACE)}
    assert bodies(app) == ["Once."]
    assert len(stored_rows(app, "SELECT id FROM learner")) == 1


def test_a_saved_form_that_comes_again_with_other_words_loses_neither(
    app: Flask, visitor: Visitor
) -> None:
    form = new_form(visitor)
    visitor.send(form, body="First.")

    response = visitor.send(form, body="Second.")

    assert response.status_code == 409
    assert "Save again to keep this one beside it." in words_of(response.text)
    again = form_on(response.text, "/notes/new")
    assert again is not None
    visitor.send(again, body="Second.")
    assert bodies(app) == ["First.", "Second."]


@pytest.mark.parametrize(
    "address",
    ["/notes/new", "/notes/new?paragraph=", "/notes/new?paragraph=woods-2003:62", "/notes/x"],
)
def test_there_is_no_note_on_what_is_not_there(visitor: Visitor, address: str) -> None:
    visitor.open(address, status=404)


def test_a_visitor_stores_nothing_until_the_first_note(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    for address in ("/notes", NEW, "/notes/export.md", "/notes/export.json", "/notes?q=x"):
        visitor.open(address)
    assert everything_stored(app) == before
    write_note(visitor)

    assert len(stored_rows(app, "SELECT id FROM learner")) == 1


def test_new_words_take_the_place_of_the_old(app: Flask, visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="Why?")
    form = visitor.form(NOTE, NOTE)
    assert shown(visitor.open(NOTE), "textarea") == ["Why?"]

    response = visitor.send(form, body="Because.")

    assert (response.status_code, response.location) == (303, PLACE)
    assert bodies(app) == ["Because."]


def test_too_many_new_words_come_back_and_change_nothing(app: Flask, visitor: Visitor) -> None:
    write_note(visitor, body="Why?")

    response = visitor.send(visitor.form(NOTE, NOTE), body="x" * (BODY_LIMIT + 1))

    assert response.status_code == 422
    assert "x" * (BODY_LIMIT + 1) in response.text
    assert bodies(app) == ["Why?"]


def test_a_deleted_note_can_be_put_back(app: Flask, visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="Why?")
    before = everything_stored(app)["note"]

    page = visitor.send(visitor.form(NOTE, "/delete"))
    assert bodies(app) == []
    assert "Why?" in words_of(page.text)
    restore = form_on(page.text, "/notes/restore")
    assert restore is not None
    response = visitor.send(restore)

    assert (response.status_code, response.location) == (303, PLACE)
    assert [row[2:] for row in everything_stored(app)["note"]] == [row[2:] for row in before]


def test_a_note_that_was_not_deleted_here_is_not_put_back(app: Flask, visitor: Visitor) -> None:
    response = post(visitor, "/notes/restore", sealed="nonsense")

    assert response.status_code == 422
    assert everything_stored(app)["note"] == []


@pytest.mark.parametrize(
    ("target", "location"),
    [
        pytest.param("/notes?q=geese#n-1", "/notes?q=geese#n-1", id="a page of ours"),
        pytest.param("//evil.example/", "/", id="another site"),
        pytest.param("https://evil.example/", "/", id="an address"),
        pytest.param("", PLACE, id="none"),
    ],
)
def test_after_saving_the_learner_is_back_where_they_came_from(
    visitor: Visitor, target: str, location: str
) -> None:
    form = new_form(visitor, f"{NEW}&next={target.replace('#', '%23')}")

    created = visitor.send(form, exact=WORDS)
    reworded = post(visitor, f"/notes/{form.fields['note_uuid']}", body="x", next=target)

    assert (created.location, reworded.location) == (location, location)


def test_a_card_leads_to_a_note_on_its_passage_and_back(visitor: Visitor) -> None:
    card = f"/review/answers/{answer_something(visitor)}"
    (link,) = parsed(visitor.open(card)).query("[aria-keyshortcuts=N]")
    assert words(link) == "Add a note"

    response = visitor.send(new_form(visitor, attribute(link, "href")), body="Remember this.")

    assert response.location == card
    page = visitor.open(card)
    assert shown(page, ".card-notes .own-body") == ["Remember this."]
    (edit,) = parsed(page).query("[aria-keyshortcuts=N]")
    form = visitor.form(attribute(edit, "href"), "/notes/")
    assert visitor.send(form, body="Remembered.").location == card


def test_signing_in_brings_the_notes_of_the_guest_into_the_account(app: Flask) -> None:
    claim(at_home := Visitor(app), "Ada")
    away = Visitor(app)
    write_note(away, body="Written away.")

    sign_in(away, "Ada")

    assert "Written away." in at_home.open("/notes")


def test_what_a_learner_writes_is_text_and_never_markup(visitor: Visitor) -> None:
    write_note(visitor, exact=WORDS, body="<script>alert(1)</script>")

    for page in (PAGE, "/notes", NOTE):
        assert "<script>alert" not in visitor.open(page)
