"""Pages of a learner's notes: all of them, a new one, one of them, and their files."""

import json
import uuid

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Redirect

from studyapp.accounts.access import acting_learner, current_learner, known_learner, secret_key
from studyapp.bank.catalogue import Place
from studyapp.bank.queries import catalogue
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError, NotFoundError
from studyapp.paging import page_of
from studyapp.progress.notes.export import notes_as_annotations, notes_as_markdown
from studyapp.progress.notes.lists import NoteList, list_notes, part_of, place_note
from studyapp.progress.overview import source_head
from studyapp.reading.note import Note, highlights_in
from studyapp.reading.note_forms import (
    NewNoteForm,
    NoteForm,
    SealedNoteForm,
    SearchForm,
    WayBackForm,
)
from studyapp.reading.note_operations import delete_note, keep_note, reword_note
from studyapp.reading.note_queries import get_note, notes_of
from studyapp.reading.note_seal import seal, unseal
from studyapp.reading.note_selector import Selector, WordsError, make_selector, span_of_words
from studyapp.reading.paragraph_html import Span, paragraph_html
from studyapp.reading.search_words import LONGEST_SEARCH
from studyapp.web import checked_form, local_path

bp = Blueprint("notes", __name__, url_prefix="/notes")
Page = str | Redirect | tuple[str, int]
ON_A_PAGE = 50


@bp.get("")
def show_notes() -> str:
    """Show a page of the learner's notes, or of those that hold the words looked for."""
    form = SearchForm()
    form.q.data = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = _listed(form.q.data)
    page = page_of(found.notes, ON_A_PAGE, request.args.get("page", 1, type=int))
    listed = part_of(found, page.shown)
    return render_template(
        "notes/list.html",
        listed=listed,
        count_of_notes=len(found.notes),
        page=page,
        heads={source.article.key: source_head(source.article) for source in listed.sources},
        form=form,
    )


@bp.get("/new")
def show_new() -> str:
    """Show a paragraph with the form of a note on it."""
    place = _get_place(request.args.get("paragraph"))
    form = NewNoteForm()
    form.paragraph.data = place.paragraph.id
    form.next.data = request.args.get("next")
    return _new_page(place, form)


@bp.post("/new")
def add_note() -> Page:
    """Keep a new note and go back; a faulty one comes back with its faults."""
    form = NewNoteForm()
    is_sound = form.validate()
    place = _get_place(form.paragraph.data)
    if not is_sound:
        return _new_page(place, form), 422
    try:
        note = _new_note(form, place)
        keep_note(acting_learner().id, note)
    except (BadInputError, ConflictError) as error:
        field = form.exact if isinstance(error, WordsError) else form.body
        field.errors = [str(error)]
        return _new_page(place, form), error.status
    flash("Your note is saved." if note.body else "Highlighted.")
    return _go_back(form, place_note(catalogue(), note).address)


@bp.get("/<uuid:note_uuid>")
def show_note(note_uuid: uuid.UUID) -> str:
    """Show a note with its passage, to reword or delete it."""
    note = get_note(db.session, known_learner().id, str(note_uuid))
    form = NoteForm()
    form.body.data = note.body
    form.next.data = request.args.get("next")
    return _note_page(note, form)


@bp.post("/<uuid:note_uuid>")
def save_note(note_uuid: uuid.UUID) -> Page:
    """Keep the new words of a note and go back; too many come back."""
    form = NoteForm()
    learner_id = known_learner().id
    note = get_note(db.session, learner_id, str(note_uuid))
    if not form.validate():
        return _note_page(note, form), 422
    reword_note(learner_id, note.note_uuid, form.body.data or "", now=utc_now())
    flash("Your note is saved.")
    return _go_back(form, place_note(catalogue(), note).address)


@bp.post("/<uuid:note_uuid>/delete")
def remove_note(note_uuid: uuid.UUID) -> str:
    """Delete a note and offer to put it back."""
    form = WayBackForm()
    checked_form(form)
    note = delete_note(known_learner().id, str(note_uuid))
    placed = place_note(catalogue(), note)
    return render_template(
        "notes/deleted.html",
        placed=placed,
        sealed=seal(note, secret_key()),
        back=_way_back(form, placed.address),
    )


@bp.post("/restore")
def restore_note() -> Page:
    """Keep a note again that was deleted."""
    form = SealedNoteForm()
    checked_form(form)
    note = unseal(form.sealed.data or "", secret_key())
    keep_note(acting_learner().id, note)
    flash("Your note is back." if note.body else "Your highlight is back.")
    return _go_back(form, place_note(catalogue(), note).address)


@bp.get("/export.md")
def export_markdown() -> Response:
    """Return every note as a Markdown file."""
    return _file(notes_as_markdown(_listed(), _absolute), "text/markdown", "notes.md")


@bp.get("/export.json")
def export_annotations() -> Response:
    """Return every note as a file of W3C annotations."""
    text = json.dumps(notes_as_annotations(_listed(), _absolute), ensure_ascii=False, indent=2)
    return _file(text, "application/ld+json", "notes.json")


def _listed(words: str = "") -> NoteList:
    learner = current_learner()
    notes = notes_of(learner.id) if learner is not None else []
    return list_notes(catalogue(), notes, words)


def _get_place(paragraph_id: str | None) -> Place:
    place = catalogue().places.get(paragraph_id or "")
    if place is None:
        raise NotFoundError("A note needs a paragraph to stand on, and there is none of this name.")
    return place


def _new_note(form: NewNoteForm, place: Place) -> Note:
    """Return the note in a form; raise WordsError when its words are not in the paragraph."""
    text, now = place.paragraph.text, utc_now()
    selector: Selector | None = None
    if form.exact.data and not form.marks_all:
        span = span_of_words(text, form.exact.data, form.start_offset)
        selector = make_selector(text, span)
    return Note(
        note_uuid=str(form.note_uuid.data),
        paragraph_id=place.paragraph.id,
        selector=selector,
        body=form.body.data or "",
        created_at=now,
        updated_at=now,
    )


def _new_page(place: Place, form: NewNoteForm) -> str:
    """Return the page of a new note, each time under a new id: what failed is not stored."""
    form.note_uuid.data = str(uuid.uuid4())
    return render_template(
        "notes/new.html",
        place=place,
        source=source_head(place.article),
        html=paragraph_html(place.paragraph),
        form=form,
    )


def _note_page(note: Note, form: NoteForm) -> str:
    placed = place_note(catalogue(), note)
    highlights: tuple[Span, ...] = ()
    if placed.place is not None:
        highlights = highlights_in(placed.place.paragraph, [note])
    return render_template(
        "notes/note.html",
        placed=placed,
        source=source_head(placed.article) if placed.article is not None else None,
        html=paragraph_html(placed.place.paragraph, (), highlights) if placed.place else None,
        form=form,
    )


def _go_back(form: WayBackForm, place: str) -> Redirect:
    return redirect(_way_back(form, place), 303)


def _way_back(form: WayBackForm, place: str) -> str:
    """Return the page that a form came from, else the place of its note."""
    return local_path(form.next.data) if form.next.data else place


def _absolute(path: str) -> str:
    return request.host_url.rstrip("/") + path


def _file(text: str, mimetype: str, name: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
