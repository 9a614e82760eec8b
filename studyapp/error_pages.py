"""What an error looks like: a page for people, a problem document for programs."""

from http import HTTPStatus

from flask import Flask, Response, current_app, g, make_response, render_template
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException, SecurityError

from studyapp.database import find_refusal
from studyapp.errors import SignInError, StudyAppError
from studyapp.problems import is_for_program, problem
from studyapp.serving.logs import request_id

ADVICE = {
    400: "Go back, load the page again and try once more.",
    403: "Go back, load the page again and try once more.",
    404: "Look for it from the home page.",
    405: "Go back and use the buttons of the page.",
    413: "Send less at once.",
    500: "It is in the log under the number below. Try again, or tell whoever runs this server.",
}
TITLES = {403: "Not open to you", 409: "Not done", 422: "Not accepted"}
"""In plainer words than the names of HTTP."""
SENTENCES = {
    400: "The request cannot be understood.",
    404: "There is no page at this address.",
    405: "This page does not take that kind of request.",
    413: "What was sent is larger than this server takes.",
    500: "Something went wrong in the program. Nothing stored before is lost.",
}

UNTRUSTED = (
    "This server does not answer to that host name. Whoever runs it can name it in "
    "STUDYAPP_TRUSTED_HOSTS.\n"
)


def init_app(app: Flask) -> None:
    """Let every error of an app be told in our words."""
    app.register_error_handler(StudyAppError, _show_own_error)
    app.register_error_handler(DatabaseError, _show_database_error)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(Exception, _show_unknown_error)


def _show_own_error(error: StudyAppError) -> Response:
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        fields = {"request": request_id()}
        current_app.logger.error("%s", error, exc_info=error, extra={"fields": fields})
    signs_in = isinstance(error, SignInError)
    response = _tell_error(error.status, str(error), error.advice, signs_in=signs_in)
    if error.retry_seconds is not None:
        response.headers["Retry-After"] = str(error.retry_seconds)
    return response


def _show_database_error(error: DatabaseError) -> Response:
    refusal = find_refusal(error)
    if refusal is None:
        return _show_unknown_error(error)
    refusal.__cause__ = error
    return _show_own_error(refusal)


def _show_http_error(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return error
    if isinstance(error, SecurityError) and not is_for_program():
        # Without a trusted host there is no address to link to, so there is no page either.
        return Response(UNTRUSTED, status, mimetype="text/plain")
    sentence = SENTENCES.get(status) or error.description or "The request was refused."
    if status == HTTPStatus.BAD_REQUEST and "CSRF" in (error.description or ""):
        sentence = "The form has lost its token, so nothing was stored."
    response = _tell_error(status, sentence, ADVICE.get(status, ADVICE[400]))
    if "Allow" in (headers := dict(error.get_headers())):
        response.headers["Allow"] = headers["Allow"]
    return response


def _show_unknown_error(error: Exception) -> Response:
    fields = {"request": request_id()}
    current_app.logger.error("unexpected error", exc_info=error, extra={"fields": fields})
    return _tell_error(500, SENTENCES[500], ADVICE[500])


def _tell_error(status: int, sentence: str, advice: str, *, signs_in: bool = False) -> Response:
    g.failed = True
    if is_for_program():
        return problem(status, sentence)
    body = render_template(
        "error.html",
        title=TITLES.get(status) or HTTPStatus(status).phrase.capitalize(),
        status=status,
        sentence=sentence,
        advice=advice,
        signs_in=signs_in,
        request_id=request_id(),
    )
    return make_response(body, status)
