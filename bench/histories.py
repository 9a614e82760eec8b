"""Instance folders with a review log of any length, alike in everything else.

However long the log, every pupil holds the same questions and has the same ones due; only the
answers that led there become more. Of four answers to a question one was wrong.
"""

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from flask import Flask

from bench.errors import BenchError
from bench.instances import Content, open_instance
from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.tokens import new_token
from studyapp.bank.catalogue import Catalogue, StoredQuestion, module_id
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Single
from studyapp.clock import utc_now
from studyapp.database import write_transaction
from studyapp.review.days.operations import rebuild_tallies
from studyapp.review.learner_day import learner_day
from studyapp.review.memory import DECAY_AT, PARAMETERS, SCHEDULER_VERSION

LOG = """
WITH RECURSIVE answer (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM answer WHERE i + 1 < :rows)
INSERT INTO review_log (
    learner_id, entry_uuid, kind, question_id, version_id, mode, given, shown, "right", score,
    confidence, rating, milliseconds, recorded_at, learner_day, zone, scheduler, stability,
    difficulty, due_on
)
SELECT
    pupil.id, printf('%08x-0000-4000-8000-%012x', random() & 4294967295, i), 'answer',
    held.question_id, held.version_id, 'review', '0', '[0, 1, 2, 3]', nth % 4 > 0, nth % 4 > 0,
    NULL, CASE WHEN nth % 4 THEN 3 ELSE 1 END, 9000, day || ' 12:00:00.000000', day, 'UTC',
    :scheduler, 20.0, 5.0, date(day, '+20 days')
FROM (
    SELECT
        i, i + i / (:pupils * :held) AS nth,
        date(:today, '-' || (21 + (:rows - i) * 1000 / :rows) || ' days') AS day
    FROM answer
)
JOIN pupil ON pupil.n = i % :pupils
JOIN held ON held.n = i / :pupils % :held
"""
MEMORIES = """
INSERT INTO memory (
    learner_id, question_id, stability, difficulty, decay, reviewed_on, due_on, reps, passes,
    lapses, last_answer_id
)
SELECT
    log.learner_id, log.question_id, 20.0, 5.0, :decay, date(:today, '-21 days'),
    date(:today, CASE WHEN held.n < :due THEN '-' || (held.n % 20) || ' days'
                      ELSE '+' || (1 + held.n % 100) || ' days' END),
    count(*), sum(log."right"), 0, max(log.id)
FROM review_log AS log JOIN held USING (question_id)
GROUP BY log.learner_id, log.question_id
"""
FOLLOWS = """
UPDATE review_log SET follows = linked.earlier FROM (
    SELECT id, lag(id) OVER (PARTITION BY learner_id, question_id ORDER BY id) AS earlier
    FROM review_log
) AS linked WHERE linked.id = review_log.id
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Who has answered, and how much each of them holds.

    Attributes:
        pupils: learners who share the log evenly.
        held: questions that each of them has answered, equally often.
        due: how many of these are due; they are choice questions, so that all cost alike.
    """

    pupils: int
    held: int
    due: int


CLASS = Group(pupils=10, held=100, due=60)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A learner with a session of their own."""

    id: int
    token: str


@dataclass(frozen=True, slots=True)
class History:
    """An instance folder whose log has `rows` answers, shared evenly by its pupils."""

    instance: Path
    rows: int
    pupils: tuple[Pupil, ...]


@dataclass(frozen=True, slots=True)
class LongestModule:
    """The module with the most words."""

    path: str
    paragraph_count: int
    article_key: str


def make_history(base: Path, content: Content, rows: int, group: Group = CLASS) -> History:
    """Copy an instance folder and give it a log of so many answers; never one of today.

    Args:
        base: an instance folder that holds the content.
        content: what it holds.
        rows: a multiple of pupils times questions held, so that each has answered each.
        group: who has answered.
    """
    numbers = (rows, group.pupils, group.held, group.due)
    instance = base.with_name("-".join((base.name, "log", *map(str, numbers))))
    shutil.copytree(base, instance)
    with open_instance(instance, content) as app, app.app_context():
        pupils = tuple(_join(app) for _ in range(group.pupils))
        held = _questions_held(catalogue(), group)
    _fill(instance / "studyapp.db", rows, pupils, held, group.due)
    with open_instance(instance, content) as app, app.app_context():
        for pupil in pupils:
            with write_transaction(pupil.id) as session:
                rebuild_tallies(session, pupil.id)
    return History(instance, rows, pupils)


def longest_module(served: Catalogue) -> LongestModule:
    """Return the module with the most words."""
    article, module = max(
        served.modules.values(), key=lambda found: sum(p.words for p in found[1].paragraphs)
    )
    path = f"/read/{module_id(article, module)}"
    return LongestModule(path, len(module.paragraphs), article.key)


def _join(app: Flask) -> Pupil:
    token = new_token(str(app.config["SECRET_KEY"]))
    return Pupil(ensure_learner(token, "UTC", now=utc_now()).id, token)


def _questions_held(served: Catalogue, group: Group) -> list[StoredQuestion]:
    """Return choice questions first, then those of the longest module, then any."""
    choices = [q for q in served.questions.values() if isinstance(q.question, Single)]
    longest = longest_module(served).path.removeprefix("/read/")
    wanted = [*choices[: group.due], *served.questions_in(longest), *served.questions.values()]
    held = list({question.id: question for question in wanted}.values())[: group.held]
    if len(choices) < group.due or len(held) < group.held:
        raise BenchError(
            f"The bank needs {group.held} questions, {group.due} of them of the kind single."
        )
    return held


def _fill(
    database: Path, rows: int, pupils: Sequence[Pupil], held: Sequence[StoredQuestion], due: int
) -> None:
    values = {
        "rows": rows,
        "today": learner_day(utc_now(), UTC).isoformat(),
        "pupils": len(pupils),
        "held": len(held),
        "due": due,
        "scheduler": SCHEDULER_VERSION,
        "decay": PARAMETERS[DECAY_AT],
    }
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TEMP TABLE pupil (n INTEGER PRIMARY KEY, id INT)")
    connection.execute("CREATE TEMP TABLE held (n INTEGER PRIMARY KEY, question_id, version_id)")
    connection.executemany(
        "INSERT INTO pupil VALUES (?, ?)", [(n, pupil.id) for n, pupil in enumerate(pupils)]
    )
    connection.executemany(
        "INSERT INTO held VALUES (?, ?, ?)", [(n, q.id, q.version_id) for n, q in enumerate(held)]
    )
    connection.execute("BEGIN")
    connection.execute(LOG, values)
    connection.execute(FOLLOWS)
    connection.execute(MEMORIES, values)
    connection.execute("COMMIT")
    connection.close()
