"""An instance folder whose bank holds as many choice questions as are wanted."""

import re
import shutil
import sqlite3
from pathlib import Path

PARAGRAPH = re.compile(r'("paragraph":\s*"[^":]+:)(\d+)')
NUMBERS_APART = 100_000
CHOICES = """
SELECT question.key, module, question.content_hash, content, created_at
FROM question
JOIN question_version AS version
  ON version.question_id = question.id AND version.content_hash = question.content_hash
WHERE retired_at IS NULL AND json_extract(content, '$.kind') = 'single'
ORDER BY question.id
"""


def enlarge(base: Path, count: int) -> Path:
    """Copy an instance folder, once, and store its choice questions again until there are `count`.

    Each copy of the bank is proved by paragraphs of its own, so that no more questions share a
    passage than in the shipped one.
    """
    large = base.with_name(f"{base.name}-{count}")
    if large.exists():
        return large
    shutil.copytree(base, large)
    connection = sqlite3.connect(large / "studyapp.db", isolation_level=None)
    choices = connection.execute(CHOICES).fetchall()
    connection.execute("BEGIN")
    for n in range(len(choices), count):
        turn, which = divmod(n, len(choices))
        _store_copy(connection, turn, n, *choices[which])
    connection.execute("COMMIT")
    connection.close()
    return large


def _store_copy(
    connection: sqlite3.Connection,
    turn: int,
    position: int,
    key: str,
    module: str,
    content_hash: str,
    content: str,
    created_at: str,
) -> None:
    stored = connection.execute(
        "INSERT INTO question (key, module, position, content_hash) VALUES (?, ?, ?, ?)",
        (f"{key}-{turn}", module, position, content_hash),
    )
    moved = PARAGRAPH.sub(lambda m: f"{m[1]}{int(m[2]) + turn * NUMBERS_APART}", content)
    connection.execute(
        "INSERT INTO question_version (question_id, content_hash, content, created_at)"
        " VALUES (?, ?, ?, ?)",
        (stored.lastrowid, content_hash, moved, created_at),
    )
