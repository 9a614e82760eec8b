"""Errors as programs read them: problem details in JSON (RFC 9457)."""

from http import HTTPStatus

from flask import Response, current_app, request

PROGRAM_PATH = "/api/"
JSON = "application/json"
MEDIA_TYPE = "application/problem+json"


def is_for_program() -> bool:
    """Tell whether a program is asking, or a script of a page, which read JSON and no pages."""
    wants_json = request.headers.get("Accept") == JSON
    return wants_json or request.path.startswith(PROGRAM_PATH)


def problem(status: int, sentence: str, **more: str) -> Response:
    """Return the answer that says what is wrong in one sentence, and what else is to be told."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
        **more,
    }
    response = Response(current_app.json.dumps(told), status, mimetype=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="studyapp", error="invalid_token"'
    return response
