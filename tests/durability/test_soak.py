"""Many people do different things for long: no error, memory stays, the log of writes too."""

import shutil
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

import pytest

from bench.instances import Content
from bench.live_host import open_lobby
from studyapp.accounts.access import COOKIE
from studyapp.app import create_app
from studyapp.database import db
from studyapp.places import ROOT
from tests.classroom.builders import first_questions, make_quiz, make_room, make_sitting
from tests.classroom.people import cookie_of
from tests.classroom.result_builders import work
from tests.classroom.scenes import A_LIFETIME
from tests.conftest import NOON, SECRET_KEY
from tests.durability.clients import MODULES
from tests.durability.drill import LAST_SECONDS, stored_ids
from tests.durability.served import Browser, Reply, Served, serve
from tests.server import free_port
from tests.trusted import Tally, times
from tests.visitor import forms_in

pytestmark = pytest.mark.sqlite("looks at the file of the database")

SECONDS, PEOPLE = times(20, 1800), times(30, 100)
WARM_UP_SECONDS, PAUSE_SECONDS = SECONDS / 4, 1.0
LARGEST_LOG = 64 * 1024 * 1024
MOST_GROWTH = 1.1
OF_CLASS = ("", "/gradebook", "/gradebook.csv", "/responses.csv", "/progress", "/roster")
OWN = ("/progress", "/account/data/answers.csv", "/account/data/my-data.zip", "/review")


@dataclass
class Soak:
    """A server, and what came of all that was asked of it."""

    served: Served
    code: str
    class_page: str
    teacher: str
    over: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)

    def get(self, browser: Browser, address: str) -> Reply:
        """Open a page and think about it."""
        return self._noted(browser.get(address))

    def post(self, browser: Browser, page: Reply, has: str, **fields: str) -> Reply:
        """Send the form of a page that has a field."""
        form = next(form for form in forms_in(page.text) if has in form.names | set(form.fields))
        return self._noted(browser.post(form.action, {**form.fields, **fields}))

    def _noted(self, reply: Reply) -> Reply:
        self.statuses[reply.status] += 1
        self.over.wait(PAUSE_SECONDS)
        return reply

    @property
    def memory(self) -> int:
        """Return the kilobytes that the server has in memory."""
        status = Path(f"/proc/{self.served.process.pid}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0])

    @property
    def log_size(self) -> int:
        """Return the bytes of the log of writes beside the database."""
        return (self.served.instance / "studyapp.db-wal").stat().st_size


def read(soak: Soak, browser: Browser) -> None:
    for module in cycle(m for m in MODULES if m != "compare"):
        if soak.over.is_set():
            return
        soak.get(browser, f"/read/{module}")


def answer(soak: Soak, browser: Browser) -> None:
    for module in cycle(MODULES):
        if soak.over.is_set():
            return
        page, answer_id = soak.get(browser, f"/check/{module}/start"), str(uuid.uuid4())
        sent = soak.post(browser, page, "answer_id", answer_id=answer_id, act="unsure")
        if sent.location == f"/review/answers/{answer_id}":
            soak.acknowledged.append(answer_id)
        soak.get(browser, sent.location)


def look_at_own(soak: Soak, browser: Browser) -> None:
    page = soak.get(browser, f"/check/{MODULES[0]}/start")
    soak.post(browser, page, "answer_id", act="unsure")
    for address in cycle(OWN):
        if soak.over.is_set():
            return
        soak.get(browser, address)


def play(soak: Soak, browser: Browser) -> None:
    page = soak.get(browser, f"/play/{soak.code}")
    name = f"Player {uuid.uuid4().hex[:8]}"
    address = soak.post(browser, page, "nickname", nickname=name).location
    while not soak.over.is_set():
        soak.get(browser, f"{address}/tick")


def teach(soak: Soak, browser: Browser) -> None:
    browser.cookies[COOKIE] = soak.teacher
    for part in cycle(OF_CLASS):
        if soak.over.is_set():
            return
        soak.get(browser, soak.class_page + part)


WORK: tuple[Callable[[Soak, Browser], None], ...] = (answer, read, play, look_at_own, answer, teach)


@pytest.fixture
def soak(stored_content: Path, tmp_path: Path) -> Iterator[Soak]:
    instance = tmp_path / "instance"
    shutil.copytree(stored_content, instance)
    lobby = open_lobby(instance, Content(ROOT / "seeds", ROOT / "question_bank"), 5)
    app = create_app({"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY})
    with app.app_context():
        room = make_room(*(f"Pupil {n}" for n in range(10)))
        quiz_id = make_quiz(room.teacher_id, first_questions(5, "single"))
        sitting = make_sitting(room, quiz_id, closes_at=NOON + A_LIFETIME)
        for name in room.learners:
            work(room, sitting, name, "11010")
        db.session.rollback()
        db.engine.dispose()
    served = serve(instance, free_port(), SECRET_KEY=SECRET_KEY)
    yield Soak(served, lobby.code, f"/classes/{room.class_id}", cookie_of(app, room.teacher_id))
    served.kill()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.trust(row=11)
def test_many_people_meet_no_error_for_long(
    soak: Soak, capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    people = zip(range(PEOPLE), cycle(WORK), strict=False)
    threads = [
        threading.Thread(target=does, args=(soak, Browser(soak.served.port)), daemon=True)
        for _, does in people
    ]
    for thread in threads:
        thread.start()
    largest_log, warm = 0, 0
    for second in count():
        if second >= SECONDS:
            break
        time.sleep(1)
        largest_log = max(largest_log, soak.log_size)
        warm = warm or (soak.memory if second >= WARM_UP_SECONDS else 0)
    growth = soak.memory / warm
    soak.over.set()
    for thread in threads:
        thread.join(timeout=LAST_SECONDS)

    stored = stored_ids(soak.served.instance)
    lost = [answer_id for answer_id in soak.acknowledged if stored[answer_id] != 1]
    errors = {status for status in soak.statuses if status >= 400}
    tally.note(
        tried=SECONDS,
        held=0 if errors else SECONDS,
        acknowledged=len(soak.acknowledged),
        lost=len(lost),
    )
    with capsys.disabled():
        sys.stdout.write(
            f"\n{PEOPLE} people for {SECONDS} s: {soak.statuses.total()} requests, "
            f"{len(soak.acknowledged)} answers acknowledged, {len(lost)} lost, "
            f"memory {growth:.2f} times as after {WARM_UP_SECONDS:.0f} s ({warm // 1024} MB), "
            f"log of writes at most {largest_log / 1e6:.1f} MB\n"
        )
    assert errors == set(), soak.statuses
    assert not any(thread.is_alive() for thread in threads)
    assert lost == []
    assert len(soak.acknowledged) >= PEOPLE // len(WORK)
    assert largest_log < LARGEST_LOG
    assert growth < MOST_GROWTH or SECONDS < 1800
