"""What a player is told, and when: the key, the standing, the tick."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from studyapp import clock as clock_module
from studyapp.classroom.live.queries import present_item
from studyapp.classroom.live.tick_page import FRESH
from studyapp.database import db
from studyapp.web import HEADERS
from tests.browser.moved_clock import Clock
from tests.classroom.live_game import Game, restarted, start_game
from tests.conftest import NOON


@pytest.fixture
def game(app: Flask) -> Game:
    return start_game(app)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock(NOON)
    monkeypatch.setattr(clock_module, "datetime", standing)
    return standing


def test_the_key_never_leaves_before_it_is_shown(app: Flask) -> None:
    game = start_game(app, questions=1)
    ada = game.join("Ada")
    game.acts("open")
    with app.app_context():
        item = present_item(game.live)
        assert item is not None
        question = item.question
        secret = [question.explanation, *(e.quote for e in question.evidence)]
        secret += [option.why for option in question.options if option.why]  # type: ignore[union-attr]
        places = [f"p{e.paragraph.partition(':')[2]}" for e in question.evidence]

    texts = [ada.open(game.address), ada.open(f"{game.address}?part=1")]
    texts += [ada.open(f"{game.address}/tick"), json.dumps(game.answer("Ada").get_json())]
    texts += [ada.open(game.address)]
    game.acts("close")
    texts += [ada.open(game.address), ada.open(f"{game.address}/tick")]

    leaks = [s for s in (*filter(None, secret), "correct", 'data-is="yes"') if s in " ".join(texts)]
    assert leaks == []
    assert [p for p in places if f'#{p}"' in " ".join(texts)] == []


def test_page_and_reply_are_the_same_whichever_answer_is_right(app: Flask) -> None:
    game = start_game(app, questions=1)
    game.join("Ada")
    game.join("Bob")
    game.acts("open")

    right, wrong = game.answer("Ada"), game.answer("Bob", right=False)

    assert right.get_json() == wrong.get_json()
    assert _plain(game.page("Ada"), "Ada") == _plain(game.page("Bob"), "Bob")


def test_a_tick_is_small_and_without_change_it_is_empty(app: Flask, game: Game) -> None:
    ada = game.join("Ada")
    first = ada.client.get(f"{game.address}/tick")
    etag = {"If-None-Match": first.headers["ETag"]}

    unchanged = ada.client.get(f"{game.address}/tick", headers=etag)
    game.acts("open")
    changed = ada.client.get(f"{game.address}/tick", headers=etag)

    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert (changed.status_code, changed.get_json()["step"]) == (200, "open-1")
    assert len(changed.data) < 1000


def test_players_ask_more_often_while_a_question_may_come(game: Game) -> None:
    ada = game.join("Ada")
    paces = {}
    for act, phase in [("", "lobby"), ("open", "open"), ("reveal", "reveal"), ("end", "done")]:
        if act:
            game.acts(act)
        paces[phase] = ada.client.get(f"{game.address}/tick").get_json()["every"]

    assert paces["lobby"] == paces["reveal"] < paces["open"] < paces["done"]


def test_another_process_sees_an_act_as_soon_as_its_snapshot_is_old(
    game: Game, clock: Clock
) -> None:
    address = f"{game.address}/tick"
    with restarted(game) as other:
        before = other.test_client().get(address).get_json()
        game.acts("open")
        clock.moment += FRESH
        meanwhile = other.test_client().get(address).get_json()
        clock.moment += timedelta(milliseconds=1)
        after = other.test_client().get(address).get_json()

    assert (meanwhile, after["step"]) == (before, "open-1")


@pytest.mark.parametrize(
    ("known", "status"),
    [pytest.param(None, 304, id="the present state"), pytest.param('"old"', 200, id="another")],
)
def test_a_tick_of_what_was_just_read_asks_the_database_nothing(
    app: Flask, game: Game, clock: Clock, known: str | None, status: int
) -> None:
    ada = game.join("Ada")
    first = ada.client.get(f"{game.address}/tick")
    statements: list[object] = []
    with app.app_context():
        event.listen(db.engine, "checkout", lambda *_: statements.append(1))

    header = {"If-None-Match": known or first.headers["ETag"]}
    response = ada.client.get(f"{game.address}/tick", headers=header)

    assert (response.status_code, statements) == (status, [])
    assert response.data == (first.data if status == 200 else b"")
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    told = ("ETag", "Cache-Control")
    assert [response.headers[name] for name in told] == [first.headers[name] for name in told]


def test_a_tick_of_what_was_just_read_is_told_to_nobody_who_asks_for_another_host(
    app: Flask, game: Game, clock: Clock
) -> None:
    ada = game.join("Ada")
    app.config["TRUSTED_HOSTS"] = ["localhost"]
    known = ada.client.get(f"{game.address}/tick")

    own, foreign = (
        ada.client.get(f"{game.address}/tick", headers={"Host": host})
        for host in ("localhost", "evil.example")
    )

    assert (known.status_code, own.status_code, foreign.status_code) == (200, 200, 400)


@pytest.mark.parametrize("profile", ["https", "lan-http"])
def test_a_tick_of_what_was_just_read_demands_https_where_pages_do(
    app: Flask, game: Game, clock: Clock, profile: str
) -> None:
    app.config["PROFILE"] = profile
    ada = game.join("Ada")

    answers = [ada.client.get(f"{game.address}/tick") for _ in range(2)]

    demands = ["Strict-Transport-Security" in answer.headers for answer in answers]
    assert demands == [profile == "https"] * 2


def test_standings_are_shown_only_where_they_are_on(app: Flask) -> None:
    for setting, is_shown in (("off", False), ("y", True)):
        game = start_game(app, standings=setting)
        game.join("Ada")
        game.acts("open")
        game.reply("Ada")
        assert "by right answers" not in game.page("Ada")
        game.acts("reveal")
        assert ("You are number 1 of 1" in game.page("Ada")) is is_shown


def test_nobody_stands_anywhere_before_somebody_has_a_point(app: Flask) -> None:
    game = start_game(app, standings="y")
    game.join("Ada")
    game.acts("open", "reveal")

    assert "You gave no answer" in game.page("Ada")
    assert "You are number" not in game.page("Ada")


def _plain(page: str, name: str) -> str:
    """Return the part of a page that may differ between two players for no other reason."""
    part = page[page.index("data-step") :].replace(name, "")
    part = re.sub(r"<li class=\"choice pad\".*?</li>", "", part, flags=re.DOTALL)
    return re.sub(r"<b>[a-z ]+</b>|Saved: [A-D]", "", part)
