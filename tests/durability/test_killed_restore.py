"""A restore that is killed leaves the database that was there or the backup, each whole."""

import shutil
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest

from tests.forked import run, start
from tests.sqlite_file import execute, rows

pytestmark = pytest.mark.sqlite("files are replaced")

KILLS = 15
LONGEST_LIFE_SECONDS = 0.2
LEARNER = "INSERT INTO learner (id, role, zone, created_at) VALUES (1, 'learner', 'UTC', '2026')"


def kill_at_work(process: BaseProcess, instance: Path, life_seconds: float) -> bool:
    """Kill a restore some time after it has begun its work; tell whether it was still at it."""
    began = False
    while not began and process.is_alive():
        began = any(instance.glob(".studyapp.db.restoring-*"))
    time.sleep(life_seconds)
    at_work = process.is_alive()
    process.kill()
    process.join()
    return at_work


def test_a_killed_restore_leaves_one_of_both_whole_and_the_next_one_works(
    instance: Path, tmp_path: Path
) -> None:
    chance, cut_off = Random(15), 0
    database, backup = instance / "studyapp.db", tmp_path / "backup.db"
    shutil.copy(database, backup)
    execute(database, LEARNER)
    with_learner = database.read_bytes()

    def restoring() -> BaseProcess:
        return start(instance, "restore", str(backup), log=tmp_path / "said")

    for _ in range(KILLS):
        database.write_bytes(with_learner)
        life_seconds = chance.uniform(0, LONGEST_LIFE_SECONDS)
        cut_off += kill_at_work(restoring(), instance, life_seconds)

        assert rows(database, "PRAGMA integrity_check") == [("ok",)]
        assert rows(database, "SELECT count(*) FROM learner") in ([(0,)], [(1,)])

    code, said = run(instance, "restore", str(backup))
    assert code == 0, said
    assert cut_off > KILLS / 2
    assert rows(database, "SELECT count(*) FROM learner") == [(0,)]
    assert [file for file in instance.iterdir() if "restoring" in file.name] == []
