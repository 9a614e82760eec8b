"""A restore that is killed leaves the database that was there or the backup, each whole."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from studyapp.places import ROOT
from tests.server import environment
from tests.sqlite_file import execute, rows

pytestmark = pytest.mark.sqlite("files are replaced")

KILLS = 15
LONGEST_LIFE_SECONDS = 0.5
SECONDS = 60
LEARNER = "INSERT INTO learner (id, role, zone, created_at) VALUES (1, 'learner', 'UTC', '2026')"


def restoring(instance: Path, backup: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "studyapp", "restore", str(backup)],
        cwd=ROOT,
        env=environment(instance),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def kill_at_work(process: subprocess.Popen[bytes], instance: Path, life_seconds: float) -> bool:
    """Kill a restore some time after it has begun its work; tell whether it was still at it."""
    began = False
    while not began and process.poll() is None:
        began = any(instance.glob(".studyapp.db.restoring-*"))
    time.sleep(life_seconds)
    at_work = process.poll() is None
    process.kill()
    process.communicate(timeout=SECONDS)
    return at_work


def test_a_killed_restore_leaves_one_of_both_whole_and_the_next_one_works(
    instance: Path, tmp_path: Path
) -> None:
    chance, cut_off = Random(15), 0
    database, backup = instance / "studyapp.db", tmp_path / "backup.db"
    shutil.copy(database, backup)
    execute(database, LEARNER)
    with_learner = database.read_bytes()

    for _ in range(KILLS):
        database.write_bytes(with_learner)
        life_seconds = chance.uniform(0, LONGEST_LIFE_SECONDS)
        cut_off += kill_at_work(restoring(instance, backup), instance, life_seconds)

        assert rows(database, "PRAGMA integrity_check") == [("ok",)]
        assert rows(database, "SELECT count(*) FROM learner") in ([(0,)], [(1,)])

    with restoring(instance, backup) as last:
        output, _ = last.communicate(timeout=SECONDS)
    assert last.returncode == 0, output
    assert cut_off > KILLS / 2
    assert rows(database, "SELECT count(*) FROM learner") == [(0,)]
    assert [file for file in instance.iterdir() if "restoring" in file.name] == []
