"""Files of a learner's own data that need more than the tables: for people, and for Anki."""

from flask import Blueprint, stream_with_context
from werkzeug.wrappers import Response

from studyapp.accounts.access import current_zone, known_learner
from studyapp.classroom.results.csv_page import csv_response
from studyapp.clock import utc_now
from studyapp.progress.anki.queries import anki_pieces
from studyapp.progress.travel.own_table_queries import TABLES

bp = Blueprint("exports", __name__, url_prefix="/account/data")


@bp.get("/anki.apkg")
def download_anki() -> Response:
    """Hand out an Anki package of what the learner has answered or keeps in the queue."""
    pieces = anki_pieces(known_learner().id, current_zone(), utc_now())
    response = Response(stream_with_context(pieces), mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename="studyapp.apkg")
    return response


@bp.get(f"/<any({', '.join(TABLES)}):table>.csv")
def download_table(table: str) -> Response:
    """Hand out one of the tables for people."""
    return csv_response(TABLES[table](known_learner().id), f"{table}.csv")
