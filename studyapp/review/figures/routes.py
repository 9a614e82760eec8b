"""How the questions do and what learners say about them, for their author."""

from typing import Any

from flask import Blueprint, Response, render_template, request

from studyapp.accounts.access import require_teacher
from studyapp.bank.catalogue import language_in
from studyapp.bank.grading import key_text
from studyapp.bank.queries import catalogue
from studyapp.review.asking.card_page import kicker_of
from studyapp.review.asking.lapses import LAPSE_REASONS
from studyapp.review.figures.question_figures_page import (
    Wanted,
    figures_file,
    figures_page,
    wanted_from,
)
from studyapp.review.figures.remark_queries import Remarks, remarks_by_question
from studyapp.web import file_response, wanted_style

bp = Blueprint("teach", __name__, url_prefix="/teach")

SHOWN = 100


@bp.get("/figures")
def show_figures() -> str:
    """Show what the answers of all learners say about each question."""
    require_teacher()
    return figures_page(_wanted(), request.args.get("page", 1, type=int))


@bp.get("/figures.csv")
def download_figures() -> Response:
    """Hand out the same figures as CSV."""
    require_teacher()
    return file_response(figures_file(_wanted(), wanted_style()), "questions.csv")


@bp.get("/remarks")
def show_remarks() -> str:
    """List the questions that learners dispute or fail for a reason, most in doubt first."""
    require_teacher()
    rows = [_row(question_id, remarks) for question_id, remarks in remarks_by_question().items()]
    asked = [row for row in rows if row is not None]
    return render_template("review/remarks.html", rows=asked[:SHOWN], count_all=len(asked))


def _wanted() -> Wanted:
    return wanted_from(request.args.get("by", ""), request.args.get("module", ""))


def _row(question_id: int, remarks: Remarks) -> dict[str, Any] | None:
    """Return what the page shows of a question; None once it is asked no more."""
    served = catalogue()
    stored = served.questions.get(question_id)
    if stored is None:
        return None
    return {
        "id": stored.question.id,
        "stem": stored.question.stem,
        "language": language_in(served, stored.module),
        "kicker": kicker_of(stored),
        "key": "; ".join(key_text(stored.question)),
        "insisted": remarks.insisted.most_common(),
        "leeches": remarks.leeches,
        "reasons": [(words, remarks.reasons[reason]) for reason, words in LAPSE_REASONS.items()],
    }
