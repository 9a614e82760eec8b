"""Files of a learner's own data that need more than the tables: for people, and for Anki."""

from flask import Blueprint
from werkzeug.wrappers import Response

from studyapp.accounts.access import current_zone, known_learner
from studyapp.clock import utc_now
from studyapp.progress.anki.queries import anki_pieces
from studyapp.progress.travel.own_table_queries import TABLES
from studyapp.web import file_response

bp = Blueprint("exports", __name__, url_prefix="/account/data")


@bp.get("/anki.apkg")
def download_anki() -> Response:
    """Hand out an Anki package of what the learner has answered or keeps in the queue."""
    pieces = anki_pieces(known_learner().id, current_zone(), utc_now())
    return file_response(pieces, "studyapp.apkg", "application/octet-stream")


@bp.get(f"/<any({', '.join(TABLES)}):table>.csv")
def download_table(table: str) -> Response:
    """Hand out one of the tables for people."""
    return file_response(TABLES[table](known_learner().id), f"{table}.csv")
