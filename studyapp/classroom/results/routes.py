"""Results of a sitting for its teacher: the grid, each attempt, and both as files."""

from flask import Blueprint
from werkzeug.wrappers import Response

from studyapp.classroom.classes.access import own_settled_sitting
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.results.files import response_file, score_file
from studyapp.classroom.results.queries import results_at
from studyapp.classroom.results.response_queries import responses_at
from studyapp.classroom.results.result_page import attempt_page, sitting_page, zone_of_class
from studyapp.classroom.sittings.queries import get_attempt
from studyapp.errors import NotFoundError
from studyapp.web import LARGEST_ID, file_response, wanted_style

bp = Blueprint("sittings", __name__, url_prefix=f"/sittings/<int(max={LARGEST_ID}):sitting_id>")


@bp.get("")
def show_sitting(sitting_id: int) -> str:
    """Show who got what right at a sitting."""
    return sitting_page(own_settled_sitting(sitting_id))


@bp.get(f"/attempts/<int(max={LARGEST_ID}):attempt_id>")
def show_attempt(sitting_id: int, attempt_id: int) -> str:
    """Show one attempt answer by answer."""
    sitting = own_settled_sitting(sitting_id)
    attempt = get_attempt(attempt_id)
    if attempt.sitting_id != sitting.id:
        raise NotFoundError("There is no such attempt at this quiz.")
    return attempt_page(sitting, attempt)


@bp.get("/scores.csv")
def download_scores(sitting_id: int) -> Response:
    """Hand out the grid of a sitting as CSV."""
    sitting = own_settled_sitting(sitting_id)
    count = len(get_frozen(sitting.version_id).items)
    lines = score_file(
        results_at(sitting.id), count, zone_of_class(sitting.class_id), wanted_style()
    )
    return file_response(lines, f"scores-{sitting.id}.csv")


@bp.get("/responses.csv")
def download_responses(sitting_id: int) -> Response:
    """Hand out every response at a sitting as CSV."""
    sitting = own_settled_sitting(sitting_id)
    lines = response_file(responses_at(sitting.id), zone_of_class(sitting.class_id), wanted_style())
    return file_response(lines, f"responses-{sitting.id}.csv")
