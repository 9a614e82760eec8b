"""Crowds before one server: those that are slow, silent or sign in hold up nobody's answers."""

import shutil
import socket
import sqlite3
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from studyapp.accounts.operations import add_account
from studyapp.app import create_app
from studyapp.database import db
from tests.accounts.people import PASSWORD
from tests.conftest import NOON, SECRET_KEY
from tests.durability.clients import CLIENTS, MODULES, Client
from tests.durability.drill import LAST_SECONDS, stored_ids
from tests.durability.served import HOST, REQUEST_SECONDS, Browser, Served, serve
from tests.durability.slow import DRIP_SECONDS, holding, still_open
from tests.server import free_port
from tests.trusted import Tally
from tests.visitor import forms_in

pytestmark = pytest.mark.sqlite("the server is a process of its own with a file")

SLOW, NORMAL, SIGN_INS = 300, 30, 30
MORE_THAN_FIT = 1200


@pytest.fixture(scope="module")
def served(stored_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve people who have accounts with one password."""
    instance = tmp_path_factory.mktemp("crowds") / "instance"
    shutil.copytree(stored_content, instance)
    app = create_app({"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY})
    with app.app_context():
        add_account("Pupil 0", PASSWORD, "learner", now=NOON)
        db.session.rollback()
        db.engine.dispose()
    with closing(sqlite3.connect(instance / "studyapp.db")) as database, database:
        database.executemany(
            "INSERT INTO learner (name, name_key, password_hash, role, zone, created_at) "
            "SELECT ?, ?, password_hash, role, zone, created_at FROM learner LIMIT 1",
            [(f"Pupil {n}", f"pupil {n}") for n in range(1, SIGN_INS)],
        )
    server = serve(instance, free_port())
    yield server
    server.kill()


def answer_one(port: int, n: int) -> tuple[str, list[float]]:
    """Answer a question as somebody new; return what is wrong and how long each step took."""
    browser, took = Browser(port), [time.monotonic()]
    page = browser.get(f"/check/{MODULES[n % len(MODULES)]}/start")
    took.append(time.monotonic())
    form = next(form for form in forms_in(page.text) if "answer_id" in form.fields)
    sent = browser.post(form.action, form.fields | {"act": "unsure"})
    took.append(time.monotonic())
    shown = browser.get(sent.location)
    took.append(time.monotonic())
    statuses = (page.status, sent.status, shown.status)
    fault = "" if statuses == (200, 303, 200) else f"{statuses}: {sent.text[:500]}"
    return fault, [end - start for start, end in pairwise(took)]


def work(port: int, what: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Let 30 people answer at once; return what went wrong, and print how long it took."""
    with ThreadPoolExecutor(NORMAL) as people:
        done = list(people.map(lambda n: answer_one(port, n), range(NORMAL)))
    took = [seconds for _, steps in done for seconds in steps]
    slowest = statistics.quantiles(took, n=100, method="inclusive")[98]
    with capsys.disabled():
        sys.stdout.write(
            f"\n{what}: {NORMAL} people, median {statistics.median(took):.2f} s, "
            f"p99 {slowest:.2f} s\n"
        )
    return [fault for fault, _ in done if fault]


@pytest.mark.parametrize(
    ("drips", "words"),
    [
        pytest.param(True, "slow clients", marks=pytest.mark.trust(row=12), id="slow"),
        pytest.param(False, "silent connections", marks=pytest.mark.trust(row=13), id="silent"),
    ],
)
def test_who_says_little_or_nothing_holds_nobody_up(
    served: Served, drips: bool, words: str, capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    with holding(served.port, SLOW, drips=drips) as sockets:
        faults = work(served.port, f"{SLOW} {words}", capsys)
        held = still_open(sockets)

    tally.note(tried=SLOW, held=0 if faults else held)
    assert faults == []
    assert held == SLOW


@pytest.mark.parametrize(
    "drips",
    [
        pytest.param(True, marks=pytest.mark.trust(row=12), id="slow"),
        pytest.param(False, marks=pytest.mark.trust(row=13), id="silent"),
    ],
)
def test_more_connections_than_fit_make_room_for_those_who_ask(
    served: Served, capsys: pytest.CaptureFixture[str], tally: Tally, drips: bool
) -> None:
    with holding(served.port, MORE_THAN_FIT, drips=drips):
        faults = work(served.port, f"{MORE_THAN_FIT} connections", capsys)

    tally.note(row=12 if drips else 13, tried=MORE_THAN_FIT, held=0 if faults else MORE_THAN_FIT)
    assert faults == []


@pytest.mark.trust(row=12)
def test_who_has_come_but_not_asked_yet_outlasts_those_who_drip(
    served: Served, tally: Tally
) -> None:
    with (
        holding(served.port, MORE_THAN_FIT, drips=True),
        socket.create_connection((HOST, served.port), REQUEST_SECONDS) as waiting,
    ):
        time.sleep(3 * DRIP_SECONDS)
        with holding(served.port, NORMAL, drips=False):
            waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answered = waiting.recv(12)

    tally.note(tried=1, held=int(answered == b"HTTP/1.1 200"))
    assert answered == b"HTTP/1.1 200"


def sign_in(port: int, n: int) -> str:
    """Sign in as one of the pupils; return what is wrong, or nothing."""
    browser = Browser(port)
    page = browser.get("/account/sign-in")
    form = next(form for form in forms_in(page.text) if form.action.endswith("/sign-in"))
    sent = browser.post(form.action, form.fields | {"name": f"Pupil {n}", "password": PASSWORD})
    is_in = f"<h1>Pupil {n}</h1>" in browser.get("/account").text
    return "" if sent.status == 303 and is_in else f"Pupil {n}: {sent.status} {sent.text[:500]}"


@pytest.mark.trust(row=14)
def test_thirty_sign_ins_at_once_lose_no_answer_meanwhile(
    served: Served, clients: list[Client], tally: Tally
) -> None:
    stopping, gone = clients[0].stopping, clients[0].gone
    working = [Client(Browser(served.port), Random(n), stopping, gone) for n in range(CLIENTS)]
    threads = [threading.Thread(target=client.run, daemon=True) for client in working]
    for thread in threads:
        thread.start()

    with ThreadPoolExecutor(SIGN_INS) as pupils:
        told = list(pupils.map(lambda n: sign_in(served.port, n), range(SIGN_INS)))
    refused = [fault for fault in told if fault]
    stopping.set()
    for thread in threads:
        thread.join(timeout=LAST_SECONDS)

    held = stored_ids(served.instance)
    acknowledged = [answer_id for client in working for answer_id in client.acknowledged]
    lost = [answer_id for answer_id in acknowledged if held[answer_id] != 1]
    tally.note(
        tried=SIGN_INS,
        held=SIGN_INS - len(refused),
        acknowledged=len(acknowledged),
        lost=len(lost),
    )
    assert refused == []
    assert [refusal for client in working for refusal in client.refused] == []
    assert lost == []
    assert len(acknowledged) >= CLIENTS
