"""A migration that is killed at any statement leaves the old schema whole or the new one."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from studyapp.places import ROOT
from studyapp.storage.schema import MIGRATIONS, migrate, prepare_for_migration
from studyapp.storage.upgrading import upgrade
from tests.sqlite_file import execute, rows
from tests.trusted import Tally, times

pytestmark = pytest.mark.sqlite("files are copied and killed at work")

REVISIONS = sorted(s.revision for s in ScriptDirectory(str(MIGRATIONS)).walk_revisions())
FROM = (REVISIONS[-5:-4], REVISIONS[:-1])[times(0, 1)]
"""Each time from one older schema, at night from every one."""
KILLS = times(40, 10_000)
SECONDS = 3600
STORED = (
    "INSERT INTO learner (id, role, zone, created_at) VALUES (1, 'learner', 'UTC', '2026')",
    "INSERT INTO session VALUES (1, 'hash', 1, '2026', '2026')",
    "PRAGMA journal_mode=WAL",
)


@pytest.fixture(params=FROM)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a database of an older schema with somebody in it, as a server leaves it."""
    file = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{file}")
    prepare_for_migration(engine)
    with engine.connect() as connection, connection.begin():
        upgrade(connection, MIGRATIONS, request.param)
    engine.dispose()
    for statement in STORED:
        execute(file, statement)
    return file


def dump(file: Path) -> list[list[str]]:
    """Return what makes a database anew.

    In which order Alembic names constraints and makes indexes is left open.
    """
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sorted(
            sorted(line.strip(" \t,") for line in statement.splitlines())
            for statement in connection.iterdump()
        )


@pytest.mark.trust(row=22)
def test_killed_anywhere_a_migration_leaves_one_of_both_schemas_whole(
    old: Path, tmp_path: Path, tally: Tally
) -> None:
    (folder := tmp_path / "killed").mkdir()
    module = "tests.durability.killed_migration"
    said = subprocess.run(
        [sys.executable, "-m", module, str(old), str(folder), str(KILLS)],
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    statements, before, after = int(said.stdout), dump(old), dump(folder / "whole.db")
    killed = sorted(folder.glob("[0-9]*.db"), key=lambda file: int(file.stem))

    found = [dump(file) for file in killed]

    torn = [
        file.name for file, held in zip(killed, found, strict=True) if held not in (before, after)
    ]
    tally.note(tried=len(killed), held=len(killed) - len(torn))
    assert torn == []
    assert said.stderr == ""
    assert len(killed) == min(KILLS, statements)
    assert found[0] == before != after
    migrate(f"sqlite:///{killed[-1]}")
    assert dump(killed[-1]) == after
    assert rows(killed[-1], "SELECT id, learner_id FROM session") == [(1, 1)]
