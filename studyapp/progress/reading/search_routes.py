"""The page on which words are looked for in the texts."""

from flask import Blueprint, render_template, request

from studyapp.accounts.access import current_learner
from studyapp.bank.queries import catalogue
from studyapp.errors import NotFoundError
from studyapp.progress.overview import source_head
from studyapp.progress.reading.search_page import (
    found_in_article,
    found_in_sources,
    found_questions,
)
from studyapp.reading.forms import TextSearchForm
from studyapp.reading.note_forms import tidy

bp = Blueprint("search", __name__, url_prefix="/search")


@bp.get("")
def show_search() -> str | tuple[str, int]:
    """Show where words stand in all sources, or in one; with no words, the field alone."""
    served, key = catalogue(), request.args.get("source", "")
    article = served.articles.get(key)
    if key and article is None:
        raise NotFoundError("There is no source to search at this address.")
    form = TextSearchForm(key)
    form.q.label.text = "Words to look for"
    typed = tidy(request.args.get("q"))
    wanted = form.read(typed)
    found = questions = None
    if wanted is not None and article is not None:
        page = request.args.get("page", default=1, type=int)
        found = found_in_article(served, article, wanted, typed, page)
    elif wanted is not None:
        found = found_in_sources(served, wanted, typed)
        learner = current_learner()
        questions = found_questions(served, learner.id, wanted) if learner is not None else None
    text = render_template(
        "reading/search.html",
        form=form,
        within=source_head(article) if article is not None else None,
        found=found,
        questions=questions,
    )
    return (text, 422) if form.q.errors else text
