"""Backups are taken while answers come in; each holds all that was acknowledged before it."""

import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from tests.durability.clients import Client
from tests.durability.drill import LAST_SECONDS, LOGGED, assert_rebuilt_alike
from tests.durability.served import serve
from tests.forked import run
from tests.sqlite_file import rows
from tests.trusted import Tally, times

pytestmark = pytest.mark.sqlite("files are copied and replaced")

DRILLS = times(20, 200)


def held_by(file: Path) -> Counter[str]:
    assert rows(file, "PRAGMA integrity_check") == [("ok",)]
    return Counter(row[0] for row in rows(file, LOGGED))


@pytest.mark.trust(row=20)
def test_every_backup_under_load_holds_what_was_acknowledged_before_it(
    instance: Path,
    clients: list[Client],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    tally: Tally,
) -> None:
    served = serve(instance, clients[0].browser.port)
    threads = [threading.Thread(target=client.run, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    missing: list[str] = []
    acknowledged: list[str] = []
    try:
        for number in range(DRILLS):
            acknowledged = [a for client in clients for a in list(client.acknowledged)]
            code, said = run(instance, "backup", str(tmp_path / f"{number}.db"))
            assert code == 0, said
            held = held_by(tmp_path / f"{number}.db")
            missing += [answer_id for answer_id in acknowledged if answer_id not in held]
            assert set(held.values()) <= {1}
        code, said = run(instance, "restore", str(tmp_path / "0.db"))
        clients[0].stopping.set()
        for thread in threads:
            thread.join(timeout=LAST_SECONDS)
    finally:
        served.kill()

    tally.note(tried=DRILLS, acknowledged=len(acknowledged), lost=len(missing))
    assert missing == []
    assert len(acknowledged) > DRILLS
    assert [refusal for client in clients for refusal in client.refused] == []
    assert code == 1
    assert said.startswith("Error: A server is using the database")
    assert said.count("\n") == 1
    with capsys.disabled():
        sys.stdout.write(
            f"\n{DRILLS} backups under load; {len(acknowledged)} answers acknowledged before the"
            f" last of them, {len(missing)} missing\n"
        )
    restored_serves(instance, clients, tmp_path / f"{DRILLS - 1}.db")


def restored_serves(instance: Path, clients: list[Client], backup: Path) -> None:
    """Restore a backup over what a killed server has left, and ask a server about it."""
    code, said = run(instance, "restore", str(backup))
    assert code == 0, said
    held = held_by(backup)
    assert held_by(instance / "studyapp.db") == held
    (kept,) = (instance / "backups").glob("*.replaced-*.db")
    everything = Counter(a for client in clients for a in client.acknowledged)
    assert held_by(kept) == everything
    served = serve(instance, clients[0].browser.port)
    try:
        known = next(a for a in clients[0].acknowledged if a in held)
        assert clients[0].browser.get(f"/review/answers/{known}").status == 200
    finally:
        served.kill()
    assert_rebuilt_alike(instance)
