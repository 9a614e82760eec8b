"""What the server says of the bank: whether it is well, and what it covers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template

from studyapp import __version__
from studyapp.accounts.access import require_teacher
from studyapp.bank.bank import check_unless_known
from studyapp.bank.catalogue import address_of
from studyapp.bank.coverage import DIFFICULTIES, HEADINGS, KINDS, CoverageRow, coverage_rows
from studyapp.bank.kind_words import KIND_WORDS
from studyapp.bank.queries import find_content_state
from studyapp.reading.article import Article, Module
from studyapp.reading.library import Library

bp = Blueprint("bank", __name__)

FAULTS_SHOWN = 100
HEADING_WORDS = {"blocks": "passages", "covered": "asked about", "exempt": "not to be asked"}


@bp.get("/healthz")
def show_health() -> Response:
    """Say in JSON that the server answers, its version, and which bank it serves."""
    state = find_content_state()
    return jsonify(
        status="ok" if state is not None and state.refused_hash is None else "bank refused",
        version=__version__,
        bank=state.content_hash if state is not None else None,
    )


@bp.get("/teach/questions")
def show_bank() -> str:
    """Show a teacher what the content files ask about, what they leave out, and their faults."""
    require_teacher()
    folders = (Path(current_app.config["SEEDS"]), Path(current_app.config["QUESTION_BANK"]))
    checked = check_unless_known(*folders)
    rows = coverage_rows(checked.library, checked.questions, checked.not_asked)
    total = rows[-1]
    return render_template(
        "bank/questions.html",
        headings=[HEADING_WORDS.get(name, KIND_WORDS.get(name, name)) for name in HEADINGS[1:]],
        sources=_sources(checked.library, iter(rows)),
        compare=rows[-2],
        total=total,
        kinds=[{"label": KIND_WORDS[kind], "count": total.kinds[kind]} for kind in KINDS],
        difficulties=[{"label": d, "count": total.difficulties[d]} for d in DIFFICULTIES],
        faults=[str(fault) for fault in checked.faults[:FAULTS_SHOWN]],
        fault_count=len(checked.faults),
    )


def _sources(library: Library, rows: Iterator[CoverageRow]) -> list[dict[str, Any]]:
    """Take the row of each article and of its modules, with links to what has no question."""
    return [
        {
            "label": article.label,
            "row": next(rows),
            "modules": [_module(article, module, next(rows)) for module in article.modules],
        }
        for article in library.articles
    ]


def _module(article: Article, module: Module, row: CoverageRow) -> dict[str, Any]:
    numbers = [paragraph_id.partition(":")[2] for paragraph_id in row.open]
    return {
        "title": module.title,
        "url": address_of(article, module),
        "row": row,
        "open": [{"number": n, "url": address_of(article, module, int(n))} for n in numbers],
    }
