"""The page that says whether the server is well and what it serves."""

from flask import Blueprint, Response, jsonify

from studyapp import __version__
from studyapp.bank.queries import find_content_state

bp = Blueprint("bank", __name__)


@bp.get("/healthz")
def show_health() -> Response:
    """Say in JSON that the server answers, its version, and which bank it serves."""
    state = find_content_state()
    return jsonify(
        status="ok" if state is not None and state.refused_hash is None else "bank refused",
        version=__version__,
        bank=state.content_hash if state is not None else None,
    )
