"""The limit: the barest Flask and SQLite program that does what an operation is about.

It knows nothing of studyapp, has no login and no form token, and is served in the same way.
"""

import argparse
import random
import sqlite3
import threading
import time
from pathlib import Path

from flask import Flask, Response, jsonify, render_template
from markupsafe import Markup
from waitress import serve

THREADS = 8
USERS = 300
ITEMS = 50
SCHEMA = """
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY, user INT, item INT, grade INT, ms INT, at REAL
);
CREATE INDEX IF NOT EXISTS log_user ON log (user, at);
CREATE TABLE IF NOT EXISTS state (
    user INT, item INT, due REAL, stability REAL, reps INT, PRIMARY KEY (user, item)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS state_due ON state (user, due);
"""
PAGE = """<!doctype html><html lang="en"><body>{% for piece in pieces %}{{ piece }}
<i data-n="{{ loop.index }}"></i>{% endfor %}</body></html>"""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database as durably as studyapp does, and fill a new one."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.executescript(SCHEMA)
    if connection.execute("SELECT 1 FROM state").fetchone() is None:
        rows = (
            (u, i, (u * 31 + i * 17) % 1000, 3.0, 1) for u in range(USERS) for i in range(ITEMS)
        )
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO state VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    return connection


def next_item(connection: sqlite3.Connection) -> tuple[int, float]:
    """Return the item of some user that is due first."""
    statement = "SELECT item, due FROM state WHERE user = ? ORDER BY due LIMIT 1"
    row: tuple[int, float] = connection.execute(statement, (_some(USERS),)).fetchone()
    return row


def store_answer(connection: sqlite3.Connection) -> float:
    """Log an answer of some user and move its schedule; return when it is due."""
    user, item, now = _some(USERS), _some(ITEMS), time.time()
    connection.execute("BEGIN IMMEDIATE")
    stability, reps = connection.execute(
        "SELECT stability, reps FROM state WHERE user = ? AND item = ?", (user, item)
    ).fetchone()
    due: float = now + stability * 86_400
    connection.execute(
        "INSERT INTO log (user, item, grade, ms, at) VALUES (?, ?, 3, 900, ?)", (user, item, now)
    )
    connection.execute(
        "UPDATE state SET due = ?, stability = ?, reps = ? WHERE user = ? AND item = ?",
        (due, stability * 1.1 % 100, reps + 1, user, item),
    )
    connection.execute("COMMIT")
    return due


def create_limit_app(database: Path, page: str, piece_count: int) -> Flask:
    """Build the program; `page` is shown in so many pieces, rendered at once or prepared."""
    app = Flask(__name__)
    local = threading.local()
    step = len(page) // piece_count + 1
    pieces = [Markup(page[at : at + step]) for at in range(0, len(page), step)]  # noqa: S704 -- ours
    template = app.jinja_env.from_string(PAGE)
    with app.test_request_context():
        prepared = render_template(template, pieces=pieces).encode()
    open_database(database).close()

    def connection() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = open_database(database)
        opened: sqlite3.Connection = local.connection
        return opened

    @app.get("/")
    def hello() -> str:
        return "hello"

    @app.get("/page")
    def rendered_page() -> str:
        return render_template(template, pieces=pieces)

    @app.get("/prepared")
    def prepared_page() -> Response:
        return Response(prepared, mimetype="text/html")

    @app.get("/next")
    def show_next() -> Response:
        item, due = next_item(connection())
        return jsonify(item=item, due=due)

    @app.post("/answer")
    def answer() -> Response:
        return jsonify(due=store_answer(connection()))

    return app


def main() -> None:
    """Serve on loopback until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--page", type=Path)
    parser.add_argument("--pieces", type=int, default=1)
    options = parser.parse_args()
    page = options.page.read_text("utf-8") if options.page else "hello"
    app = create_limit_app(options.database, page, options.pieces)
    serve(app, host="127.0.0.1", port=options.port, threads=THREADS)


def _some(count: int) -> int:
    return random.randrange(count)  # noqa: S311 -- spreads the load, guards no secret


if __name__ == "__main__":
    main()
