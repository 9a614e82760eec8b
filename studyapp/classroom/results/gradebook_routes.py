"""The gradebook of a class, as a page and as files."""

from flask import Blueprint
from werkzeug.wrappers import Response

from studyapp.classroom.assigned.hand_in_operations import settle
from studyapp.classroom.classes.access import own_class
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.results.files import response_file
from studyapp.classroom.results.gradebook_file import gradebook_file
from studyapp.classroom.results.gradebook_page import gradebook_page
from studyapp.classroom.results.gradebook_queries import read_gradebook
from studyapp.classroom.results.heat_page import heat_page
from studyapp.classroom.results.response_queries import responses_of_class
from studyapp.classroom.results.result_page import zone_of_class
from studyapp.clock import utc_now
from studyapp.web import LARGEST_ID, file_response, wanted_style

bp = Blueprint("gradebook", __name__, url_prefix=f"/classes/<int(max={LARGEST_ID}):class_id>")


@bp.get("/gradebook")
def show_gradebook(class_id: int) -> str:
    """Show what every pupil has at every sitting."""
    return gradebook_page(_settled(class_id))


@bp.get("/gradebook.csv")
def download_gradebook(class_id: int) -> Response:
    """Hand out the gradebook as CSV."""
    school_class = _settled(class_id)
    book = read_gradebook(school_class.id)
    return file_response(gradebook_file(book, wanted_style()), f"gradebook-{school_class.id}.csv")


@bp.get("/responses.csv")
def download_responses(class_id: int) -> Response:
    """Hand out every response of the class as CSV."""
    school_class = _settled(class_id)
    zone = zone_of_class(school_class.id)
    lines = response_file(responses_of_class(school_class.id), zone, wanted_style())
    return file_response(lines, f"responses-of-class-{school_class.id}.csv")


@bp.get("/heat/<article_key>")
def show_heat(class_id: int, article_key: str) -> str:
    """Show how the class did on each paragraph of an article."""
    return heat_page(_settled(class_id), article_key)


def _settled(class_id: int) -> SchoolClass:
    """Return a class of the teacher, what is over its deadline handed in."""
    school_class = own_class(class_id)
    settle(now=utc_now(), class_id=class_id)
    return school_class
