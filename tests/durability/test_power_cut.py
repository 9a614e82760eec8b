"""The power fails while answers are stored: none that was acknowledged is lost, nothing is torn.

The statements are those that the program sends, its settings of a connection included; see
power_cut.py for the disk.
"""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import apsw
import pytest
from sqlalchemy import event

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.operations import sync_content
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.storage.schema import migrate
from tests.bank.builders import COMPARE, MILL, write_bank, write_seeds
from tests.conftest import NOON, MakeApp
from tests.durability.power_cut import Disk, Operation, Recording
from tests.review.builders import give
from tests.trusted import Tally, times

CUTS = times(300, 5000)
ANSWERS, LEARNERS = 400, 4
NAME = "study.db"
COUNTS = (
    "SELECT count(*) FROM review_log",
    "SELECT coalesce(sum(answers), 0) FROM day_tally",
    "SELECT coalesce(sum(reps), 0) FROM memory",
)
"""Three tables that each answer is counted in."""
FULL = "PRAGMA synchronous=FULL"
pytestmark = pytest.mark.sqlite("it is cut off in the middle of its writes")


@dataclass(frozen=True, slots=True)
class Work:
    """What the program did to a database.

    Attributes:
        before: the file before any answer.
        statements: what it sent, in order.
    """

    before: Path
    statements: list[str]


@dataclass(frozen=True, slots=True)
class Played:
    """What the same statements did to a disk.

    Attributes:
        acknowledged: after how many operations each answer was acknowledged.
    """

    operations: list[Operation]
    acknowledged: list[int]


@pytest.fixture
def work(make_app: MakeApp, tmp_path: Path) -> Work:
    """Let the program store answers to a small bank, and listen to what it sends."""
    file, before = tmp_path / NAME, tmp_path / "before.db"
    migrate(f"sqlite:///{file}")
    sent: list[str] = []

    def listen(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_trace_callback(sent.append)

    with make_app(DATABASE_URL=f"sqlite:///{file}").app_context():
        seeds, bank = write_seeds(tmp_path), write_bank(tmp_path, MILL, COMPARE)
        assert not sync_content(seeds, bank, now=NOON).refused
        ids = [ensure_learner(f"token {n}", "UTC", now=NOON).id for n in range(LEARNERS)]
        questions = list(catalogue().questions.values())
        leave()
        shutil.copy(file, before)
        event.listen(db.engine, "connect", listen, insert=True)
        for n in range(ANSWERS):
            give(ids[n % LEARNERS], questions[n % len(questions)], n)
        leave()
    return Work(before, sent)


def leave() -> None:
    """Let go of every connection, and with the last one of the log of writes."""
    db.session.rollback()
    db.engine.dispose()


def play(work: Work, folder: Path, settings: dict[str, str]) -> Played:
    """Send the statements to the recorded disk; `settings` replace some of them."""
    folder.mkdir()
    shutil.copy(work.before, folder / NAME)
    disk, acknowledged = Recording(), []
    with closing(apsw.Connection(str(folder / NAME), vfs="recording")) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        writes = False
        for statement in work.statements:
            connection.execute(settings.get(statement, statement)).fetchall()
            writes = writes or statement == "BEGIN IMMEDIATE"
            if statement == "COMMIT" and writes:
                acknowledged.append(len(disk.operations))
                writes = False
        operations = list(disk.operations)
    disk.unregister()
    return Played(operations, acknowledged)


def found_after(cuts: int, work: Work, played: Played, folder: Path) -> Iterator[tuple[int, int]]:
    """Yield of each cut how many answers were acknowledged before it, and how many are found.

    A database that is not whole holds -1.
    """
    chance = Random(3)
    disk, done = Disk({NAME: bytearray(work.before.read_bytes())}), 0
    for cut in sorted(chance.choices(range(len(played.operations) + 1), k=cuts)):
        for operation in played.operations[done:cut]:
            disk.do(operation)
        done = cut
        for name, content in disk.after_a_cut(chance).items():
            (folder / name).write_bytes(content)
        known = sum(at <= cut for at in played.acknowledged)
        yield known, whole_answers(folder / NAME)
        for left in folder.glob(f"{NAME}*"):
            left.unlink()


def whole_answers(file: Path) -> int:
    """Return how many answers are stored with all that follows from them."""
    try:
        with closing(sqlite3.connect(file)) as database:
            sound = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            counts = {database.execute(count).fetchone()[0] for count in COUNTS}
    except sqlite3.DatabaseError:
        return -1
    return int(counts.pop()) if sound and len(counts) == 1 else -1


@pytest.mark.trust(row=3)
def test_a_power_cut_loses_no_acknowledged_answer_and_tears_nothing(
    work: Work, tmp_path: Path, capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    played = play(work, tmp_path / "played", {})
    (found := tmp_path / "found").mkdir()

    cuts = list(found_after(CUTS, work, played, found))

    lost = sum(max(0, known - held) for known, held in cuts)
    wrong = [cut for cut in cuts if cut[1] not in (cut[0], cut[0] + 1)]
    tally.note(
        tried=CUTS,
        held=CUTS - len(wrong),
        acknowledged=sum(known for known, _ in cuts),
        lost=lost,
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{CUTS} cuts in {len(played.operations)} operations, {lost} lost\n")
    assert FULL in work.statements
    assert len(played.acknowledged) == ANSWERS
    assert wrong == []


def test_the_simulated_disk_finds_what_a_weaker_setting_loses(work: Work, tmp_path: Path) -> None:
    played = play(work, tmp_path / "played", {FULL: "PRAGMA synchronous=NORMAL"})
    (found := tmp_path / "found").mkdir()

    cuts = list(found_after(20, work, played, found))

    assert any(0 <= held < known for known, held in cuts)
    assert all(held >= 0 for _, held in cuts)
