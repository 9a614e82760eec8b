"""Notes as a learner without script writes them."""

from flask import Flask

from tests.every_page import MODULE, VALUES, post
from tests.review.page_text import parsed, words
from tests.stored import stored_rows
from tests.visitor import Form, Visitor

PARAGRAPH = "woods-2003:61"
WORDS = "Stalin was no Sverdlov"
PAGE = f"/read/{MODULE}"
PLACE = f"{PAGE}#p61"
NEW = f"/notes/new?paragraph={PARAGRAPH}"
NOTE = f"/notes/{VALUES['note_uuid']}"


def write_note(visitor: Visitor, **fields: str) -> str:
    """Write a note by the fields of its form, on a whole paragraph unless they say else.

    Returns the id of the note.
    """
    form = {"note_uuid": VALUES["note_uuid"], "paragraph": PARAGRAPH}
    if "body" not in fields and "exact" not in fields:
        form["whole"] = "1"
    response = post(visitor, "/notes/new", **(form | fields))
    assert response.status_code == 303, response.text
    return str((form | fields)["note_uuid"])


def new_form(visitor: Visitor, address: str = NEW) -> Form:
    """Return the form of a new note."""
    return visitor.form(address, "/notes/new")


def bodies(app: Flask) -> list[str]:
    """Return what the stored notes say."""
    return [row[0] for row in stored_rows(app, "SELECT body FROM note ORDER BY id")]


def shown(page: str, query: str) -> list[str]:
    """Return the words of some parts of a page."""
    return [words(node) for node in parsed(page).query(query)]


def text_of_paragraph(visitor: Visitor) -> str:
    """Return the text of the paragraph that notes are written on."""
    return shown(visitor.open(PAGE), "#p61 p")[0]
