"""The address that a monitoring system reads."""

from contextlib import suppress
from http import HTTPStatus

from flask import Blueprint
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    UnknownTokenError,
    act_by_api_token,
    current_learner,
    lacks_second_factor,
)
from studyapp.accounts.admin.metrics_page import figures_page
from studyapp.clock import utc_now

bp = Blueprint("metrics", __name__)
REFUSAL = "This address is for admins.\n"


@bp.get("/metrics")
def show_metrics() -> Response:
    """Show what the server counts of itself to an admin, or to a program with a token of one."""
    with suppress(UnknownTokenError):
        act_by_api_token()
    learner = current_learner()
    if learner is None:
        head = {"WWW-Authenticate": 'Bearer realm="studyapp"'}
        return Response(REFUSAL, HTTPStatus.UNAUTHORIZED, head, mimetype="text/plain")
    if learner.role != "admin" or lacks_second_factor():
        return Response(REFUSAL, HTTPStatus.FORBIDDEN, mimetype="text/plain")
    return figures_page(utc_now())
