"""Log lines as JSON, one a line, with a request id and nothing personal."""

import json
import logging
import secrets
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

access_log = logging.getLogger("studyapp.access")
security_log = logging.getLogger("studyapp.security")


class JsonLines(logging.Formatter):
    """One JSON object a line; line breaks in messages are escaped by it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON text."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "log": record.name,
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def to_stderr() -> None:
    """Send every log line of the program to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("waitress").setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def init_app(app: Flask) -> None:
    """Give each request an id and one line when it is answered."""
    app.before_request(_start)
    app.after_request(_finish)


def log_security_event(what: str, **fields: str) -> None:
    """Log something about who gets in; neither what is said nor `fields` may name a person."""
    line = {"request": request_id()} | fields if has_request_context() else fields
    security_log.info(what, extra={"fields": line})


def request_id() -> str:
    """Return the id of this request, for its log line and its error page."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    answer: str = g.request_id
    return answer


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = request_id()
    if request.endpoint != "static" and not g.get("unlogged", False):
        # The rule, not the path: a path can hold what is nobody else's business.
        fields = {
            "request": request_id(),
            "method": request.method,
            "route": str(request.url_rule or "none"),
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        }
        access_log.info("answered", extra={"fields": fields})
    return response
