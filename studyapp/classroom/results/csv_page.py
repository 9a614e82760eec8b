"""A CSV file as an answer, sent line by line."""

from collections.abc import Iterator

from flask import stream_with_context
from werkzeug.wrappers import Response


def csv_response(lines: Iterator[str], name: str) -> Response:
    """Return the lines as a file to keep under a name."""
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
