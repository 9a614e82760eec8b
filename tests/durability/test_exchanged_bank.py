"""The bank is exchanged while it is served: each page is of one edition, and no answer is lost."""

import re
import shutil
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from studyapp.accounts.access import COOKIE
from studyapp.app import create_app
from studyapp.bank.operations import SyncResult, sync_content
from studyapp.clock import utc_now
from studyapp.database import db
from tests.bank.builders import COMPARE, MILL, write_bank
from tests.bank.folders import Folders
from tests.classroom.builders import make_person, make_quiz
from tests.classroom.people import cookie_of
from tests.conftest import SECRET_KEY
from tests.durability.drill import LAST_SECONDS, stored_ids
from tests.durability.served import Browser, Reply, Served, serve
from tests.forked import run
from tests.server import free_port
from tests.trusted import Tally, times
from tests.visitor import Fields, forms_in

pytestmark = pytest.mark.sqlite("the server is a process of its own with a file")

EXCHANGES = times(50, 500)
LEARNERS = 3
MODULES = ("oak-1950/mill", "compare")
EDITION = re.compile(r"Edition (\d+)\.")


def edition(number: int) -> list[str]:
    """Return the bank files with the number of an edition in every stem and explanation."""
    return [
        re.sub(r"(stem|explanation): ", rf"\1: Edition {number}. ", text)
        for text in (MILL, COMPARE)
    ]


@dataclass
class Place:
    """A served bank that is exchanged from outside."""

    app: Flask
    folders: Folders
    served: Served
    search: str
    teacher: str

    def sync(self) -> SyncResult:
        """Bring the stored bank in line, from another process than the server's."""
        with self.app.app_context():
            return sync_content(self.folders.seeds, self.folders.bank, now=utc_now())


@dataclass
class Asked:
    """What was asked of the server, and what went wrong.

    Attributes:
        editions: those that were seen.
    """

    pages: int = 0
    editions: set[str] = field(default_factory=set)
    acknowledged: dict[str, Browser] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def note(self, reply: Reply) -> None:
        """Keep what a page says."""
        found = set(EDITION.findall(reply.text))
        self.pages += 1
        self.editions |= found
        if reply.status >= 500 or len(found) > 1:
            self.faults.append(f"{reply.status}, editions {found}: {reply.text[:300]}")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    folders, instance = Folders(tmp_path), tmp_path / "instance"
    instance.mkdir()
    content = {"SEEDS": str(folders.seeds), "QUESTION_BANK": str(folders.bank)}
    served = serve(instance, free_port(), SECRET_KEY=SECRET_KEY, **content)
    app = create_app({"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY} | content)
    with app.app_context():
        teacher_id = make_person("a teacher", "teacher")
        search = f"/quizzes/{make_quiz(teacher_id, [])}/search?q=edition"
    yield Place(app, folders, served, search, cookie_of(app, teacher_id))
    served.kill()
    with app.app_context():
        db.engine.dispose()


def learn(place: Place, asked: Asked, module: str) -> None:
    """Answer question after question of a module."""
    browser = Browser(place.served.port)
    while not asked.over.is_set():
        page = browser.get(f"/check/{module}/start")
        asked.note(page)
        form = next((f for f in forms_in(page.text) if "answer_id" in f.fields), None)
        if form is not None:
            answer_id = str(uuid.uuid4())
            sent: Fields = {"answer_id": answer_id, "act": "unsure"}
            reply = browser.post(form.action, form.fields | sent)
            asked.note(reply)
            if reply.location == f"/review/answers/{answer_id}":
                asked.acknowledged[answer_id] = browser
                asked.note(browser.get(reply.location))


def look(place: Place, asked: Asked) -> None:
    """Look at all questions as a teacher, and at the state of the files."""
    browser = Browser(place.served.port, {COOKIE: place.teacher})
    while not asked.over.is_set():
        asked.note(browser.get(place.search))
        asked.note(browser.get("/teach/questions"))


def exchange_folder(place: Place, number: int) -> None:
    """Put a whole folder in the place of the old one."""
    bank = place.folders.bank
    new = write_bank(bank.parent / f"new-{number}", *edition(number))
    bank.rename(bank.parent / f"old-{number}")
    new.rename(bank)
    shutil.rmtree(bank.parent / f"old-{number}")
    assert not place.sync().refused


def write_half(place: Place, number: int) -> None:
    """Write a file in two steps; what is half there is refused."""
    mill, text = place.folders.mill, edition(number)[0]
    mill.write_text(text[: text.index("difficulty: medium")], encoding="utf-8")
    assert place.sync().refused
    rewrite(place, number)


def delete(place: Place, number: int) -> None:
    """Take a file away, and bring it back with the next edition."""
    place.folders.mill.unlink()
    assert not place.sync().refused
    rewrite(place, number)


def rewrite(place: Place, number: int) -> None:
    """Write the files where they are."""
    write_bank(place.folders.bank.parent, *edition(number))
    assert not place.sync().refused


WAYS: tuple[Callable[[Place, int], None], ...] = (exchange_folder, write_half, delete, rewrite)


@pytest.mark.trust(row=29)
def test_every_page_is_of_one_edition_while_the_bank_is_exchanged(
    place: Place, capsys: pytest.CaptureFixture[str], tally: Tally
) -> None:
    asked = Asked()
    rewrite(place, 0)
    work = [(learn, (place, asked, MODULES[n % 2])) for n in range(LEARNERS)]
    threads = [threading.Thread(target=do, args=arguments, daemon=True) for do, arguments in work]
    threads.append(threading.Thread(target=look, args=(place, asked), daemon=True))
    for thread in threads:
        thread.start()
    for number in range(1, EXCHANGES + 1):
        WAYS[number % len(WAYS)](place, number)
    asked.over.set()
    for thread in threads:
        thread.join(timeout=LAST_SECONDS)

    stored = stored_ids(place.served.instance)
    lost = [answer_id for answer_id in asked.acknowledged if stored[answer_id] != 1]
    tally.note(
        tried=EXCHANGES,
        held=0 if asked.faults else EXCHANGES,
        acknowledged=len(asked.acknowledged),
        lost=len(lost),
    )
    with capsys.disabled():
        sys.stdout.write(
            f"\n{EXCHANGES} exchanges seen on {asked.pages} pages as {len(asked.editions)} "
            f"editions; {len(asked.acknowledged)} answers acknowledged, {len(lost)} lost\n"
        )
    assert asked.faults == []
    assert not any(thread.is_alive() for thread in threads)
    assert lost == []
    assert len(asked.editions) > EXCHANGES / 10
    for answer_id, browser in list(asked.acknowledged.items())[:10]:
        assert browser.get(f"/review/answers/{answer_id}").status == 200


def test_a_sync_by_command_is_served_at_once(place: Place) -> None:
    browser = Browser(place.served.port, {COOKIE: place.teacher})
    write_bank(place.folders.bank.parent, *edition(7))
    assert EDITION.findall(browser.get(place.search).text) == []

    code, said = run(
        place.served.instance,
        *("content", "sync"),
        SEEDS=place.folders.seeds,
        QUESTION_BANK=place.folders.bank,
    )

    assert code == 0, said
    assert set(EDITION.findall(browser.get(place.search).text)) == {"7"}
