"""What learners say about questions, for their author."""

from typing import Any

from flask import Blueprint, render_template

from studyapp.accounts.access import require_teacher
from studyapp.bank.grading import key_text
from studyapp.bank.queries import catalogue
from studyapp.review.card_page import kicker_of
from studyapp.review.lapses import LAPSE_REASONS
from studyapp.review.remark_queries import Remarks, remarks_by_question

bp = Blueprint("teach", __name__, url_prefix="/teach")

SHOWN = 100


@bp.get("/remarks")
def show_remarks() -> str:
    """List the questions that learners dispute or fail for a reason, most in doubt first."""
    require_teacher()
    rows = [_row(question_id, remarks) for question_id, remarks in remarks_by_question().items()]
    asked = [row for row in rows if row is not None]
    return render_template("review/remarks.html", rows=asked[:SHOWN], count_all=len(asked))


def _row(question_id: int, remarks: Remarks) -> dict[str, Any] | None:
    """Return what the page shows of a question; None once it is asked no more."""
    stored = catalogue().questions.get(question_id)
    if stored is None:
        return None
    return {
        "id": stored.question.id,
        "stem": stored.question.stem,
        "kicker": kicker_of(stored),
        "key": "; ".join(key_text(stored.question)),
        "insisted": remarks.insisted.most_common(),
        "leeches": remarks.leeches,
        "reasons": [(words, remarks.reasons[reason]) for reason, words in LAPSE_REASONS.items()],
    }
