"""Pages of the sources: library, article, and a module with its margin strokes."""

from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, Response, render_template, url_for

from studyapp.accounts.access import acting_learner, current_zone
from studyapp.bank.catalogue import Catalogue, address_of, module_id
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.clock import utc_now
from studyapp.errors import NotFoundError
from studyapp.progress.overview import (
    Learning,
    module_row,
    source_card,
    source_head,
)
from studyapp.progress.reading.module_page import module_sections
from studyapp.progress.routes import current_learning
from studyapp.reading.article import Article, Module
from studyapp.reading.forms import PlaceForm, TextSearchForm
from studyapp.reading.note_forms import NewNoteForm
from studyapp.reading.note_queries import count_notes_in, notes_on
from studyapp.reading.operations import save_place
from studyapp.reading.pace import left_text, step_between, words_left
from studyapp.reading.reading_place import Reading
from studyapp.review.checks.pretest import PRETEST_LENGTH, questions_of_pretest
from studyapp.review.checks.pretest_operations import pretested
from studyapp.review.checks.run import check_size
from studyapp.review.learner_day import learner_day
from studyapp.web import checked_form

bp = Blueprint("reading", __name__, url_prefix="/read")


@bp.get("/")
def show_library() -> str:
    """Show every source with what it says of itself."""
    learning, _ = current_learning()
    served = catalogue()
    comparing = len(served.by_module.get(COMPARE, ()))
    compare = {
        "questions": comparing,
        "asked_at_once": check_size(COMPARE, comparing),
        "url": url_for("check.start_check", module=COMPARE),
    }
    return render_template(
        "reading/library.html",
        sources=[source_card(served, a, learning) for a in served.articles.values()],
        compare=compare if comparing else None,
        search=TextSearchForm(),
    )


@bp.get("/<article_key>/")
def show_article(article_key: str) -> str:
    """Show an article with its modules."""
    learning, learner_id = current_learning()
    served = catalogue()
    article = _get_article(served, article_key)
    source = source_card(served, article, learning)
    parts = [
        {"number": number, "title": article.parts.get(number), "modules": list(modules)}
        for number, modules in groupby(source.modules, key=lambda row: row.part)
    ]
    return render_template(
        "reading/article.html",
        source=source,
        parts=parts,
        resume_url=_resume_url(article, learning),
        note_count=count_notes_in(learner_id, article.key) if learner_id is not None else 0,
        notes_url=url_for("notes.show_notes", _anchor=article.key),
        map_url=url_for("map.show_map", article_key=article.key) if source.asked else None,
        search=TextSearchForm(article.key),
    )


@bp.get("/<article_key>/<module_key>")
def show_module(article_key: str, module_key: str) -> str:
    """Show the text of a module, each paragraph with its stroke."""
    learning, learner_id = current_learning()
    served = catalogue()
    article, module = _get_module(served, article_key, module_key)
    row = module_row(served, article, module, learning)
    reading = learning.readings.get((article.key, module.key))
    name = module_id(article, module)
    questions = served.by_module.get(name, ())
    guessed = pretested(learner_id) & set(questions) if learner_id is not None else set()
    open_guesses = guessed - learning.memories.keys()
    paragraph_ids = [paragraph.id for paragraph in module.paragraphs]
    notes = notes_on(learner_id, paragraph_ids) if learner_id is not None else {}
    at = article.modules.index(module)
    return render_template(
        "reading/module.html",
        source=source_head(article),
        module=row,
        position=at + 1,
        of=len(article.modules),
        sections=module_sections(served, name, learning, _passages(served, open_guesses), notes),
        note_form=NewNoteForm(),
        sentence=row.bars_sentence,
        pretest_url=None
        if guessed or learning.memories.keys() & set(questions)
        else _pretest_url(served, name),
        check_url=url_for("check.start_check", module=name) if questions else None,
        keep_url=url_for("keep.show_keep", module=name) if questions else None,
        check_questions=check_size(name, len(questions)),
        previous=_link(article, at - 1),
        next=_link(article, at + 1),
        place=reading.place if reading and reading.place else None,
        pace=learning.pace,
        words=[paragraph.words for paragraph in module.paragraphs],
        left_text=left_text(words_left(module, _next_place(reading)), learning.pace),
        place_url=url_for(".save_reading_place", article_key=article.key, module_key=module.key),
        read=reading is not None and reading.finished,
    )


@bp.post("/<article_key>/<module_key>/place")
def save_reading_place(article_key: str, module_key: str) -> Response:
    """Remember the paragraph that the reader has come to."""
    form = PlaceForm()
    checked_form(form)
    article, module = _get_module(catalogue(), article_key, module_key)
    number = form.number.data or 0
    if number not in {paragraph.number for paragraph in module.paragraphs}:
        raise NotFoundError(f"This module has no paragraph {number}.")
    now = utc_now()
    save_place(
        acting_learner().id,
        (article.key, module.key),
        number,
        finished=number == module.paragraphs[-1].number,
        now=now,
        day=learner_day(now, current_zone()),
        step=step_between(module, form.since.data or 0, number, form.seconds.data or 0),
    )
    return Response(status=204)


def _next_place(reading: Reading | None) -> int | None:
    """Return where reading goes on; who has finished a module begins anew."""
    return reading.place if reading is not None and not reading.finished else None


def _get_article(served: Catalogue, article_key: str) -> Article:
    article = served.articles.get(article_key)
    if article is None:
        raise NotFoundError("There is no source at this address.")
    return article


def _get_module(served: Catalogue, article_key: str, module_key: str) -> tuple[Article, Module]:
    found = served.modules.get(f"{article_key}/{module_key}")
    if found is None:
        _get_article(served, article_key)
        raise NotFoundError("This source has no such module.")
    return found


def _passages(served: Catalogue, question_ids: Iterable[int]) -> set[str]:
    """Return the paragraphs that prove some questions."""
    return {name for n in question_ids for name in served.questions[n].question.paragraphs}


def _pretest_url(served: Catalogue, name: str) -> str | None:
    """Return the way to the pretest of a module that has enough to ask."""
    enough = len(questions_of_pretest(served.questions_in(name), "")) == PRETEST_LENGTH
    return url_for("pretest.show_pretest", module=name) if enough else None


def _link(article: Article, at: int) -> dict[str, str] | None:
    if not 0 <= at < len(article.modules):
        return None
    module = article.modules[at]
    return {"url": address_of(article, module), "title": module.title}


def _resume_url(article: Article, learning: Learning) -> str | None:
    """Return the place in the unfinished module that was opened last."""
    opened = [
        (reading.updated_at, n, reading.place)
        for n, module in enumerate(article.modules)
        if (reading := learning.readings.get((article.key, module.key))) and not reading.finished
    ]
    if not opened:
        return None
    _, n, place = max(opened)
    return address_of(article, article.modules[n], place)
