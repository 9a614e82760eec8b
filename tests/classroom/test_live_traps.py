"""What goes wrong in a classroom: double presses, late answers, restarts, strange names."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp import clock as clock_module
from studyapp.app import create_app
from studyapp.classroom.class_models import AccommodationRow
from studyapp.classroom.live_queries import present_item
from studyapp.classroom.live_state import GRACE
from studyapp.classroom.sitting_models import LiveRow
from studyapp.clock import utc_now
from studyapp.database import db, write_transaction
from tests.browser.moved_clock import Clock
from tests.classroom.live_game import Game, start_game
from tests.conftest import NOON, SECRET_KEY
from tests.every_page import post
from tests.visitor import Visitor


@pytest.fixture
def game(app: Flask) -> Game:
    return start_game(app)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock(NOON)
    monkeypatch.setattr(clock_module, "datetime", standing)
    return standing


@pytest.fixture
def timed(app: Flask, clock: Clock) -> Game:
    """Return a game with a timer of 20 seconds, Ada in it, its first question open."""
    game = start_game(app, seconds="20")
    game.join("Ada")
    game.acts("open")
    return game


def give_more_time(game: Game, name: str, **changes: object) -> None:
    values = {"factor": 1.0, "extra_minutes": 0, "untimed": False, "set_at": utc_now()} | changes
    learner_id = game.player(name).attempt.learner_id
    with game.app.app_context(), write_transaction() as session:
        session.add(AccommodationRow(learner_id=learner_id, **values))


@pytest.fixture
def restarted(game: Game) -> Iterator[Flask]:
    """Return another process on the same database."""
    other = create_app({"INSTANCE": game.app.config["INSTANCE"], "SECRET_KEY": SECRET_KEY})
    yield other
    with other.app_context():
        db.engine.dispose()


def test_a_second_press_of_the_host_skips_no_question(game: Game) -> None:
    game.join("Ada")
    seen = game.live.version

    game.act("open", seen)
    again = game.act("open", seen)

    assert game.live.state.position == 1
    assert (again.status_code, again.location) == (303, f"/live/{game.sitting_id}")
    assert "had moved on" in game.host.open(f"/live/{game.sitting_id}")


def test_a_second_device_of_the_host_that_comes_late_is_told_so(game: Game) -> None:
    seen = game.live.version
    game.acts("open")
    fields = {"csrf_token": _token(game.host), "act": "end", "version": str(seen)}

    late = game.host.client.post(
        f"/live/{game.sitting_id}/act", data=fields, headers={"Accept": "application/json"}
    )

    assert (late.status_code, late.mimetype) == (409, "application/problem+json")
    assert game.live.state.phase == "open"


def test_an_act_that_does_not_fit_changes_nothing(game: Game) -> None:
    for act in ("reveal", "close", "more", "untimed"):
        game.act(act)

    assert (game.live.state.phase, game.live.version) == ("lobby", 1)


def test_the_first_answer_stays(game: Game) -> None:
    game.join("Ada")
    game.acts("open")

    replies = [game.reply("Ada"), game.reply("Ada", right=False)]

    assert replies == ["accepted", "already"]
    assert [r.verdict for r in game.stored("Ada").values()] == ["right"]


@pytest.mark.parametrize(
    ("after_seconds", "reply"),
    [
        pytest.param(19.95, "accepted", id="the last moment"),
        pytest.param(20 + GRACE.total_seconds(), "accepted", id="on its way"),
        pytest.param(20.1 + GRACE.total_seconds(), "late", id="too late"),
    ],
)
def test_the_server_decides_until_when_an_answer_counts(
    timed: Game, clock: Clock, after_seconds: float, reply: str
) -> None:
    clock.moment += timedelta(seconds=after_seconds)

    assert timed.reply("Ada") == reply
    assert len(timed.stored("Ada")) == (reply == "accepted")


@pytest.mark.parametrize(
    ("more", "after_seconds", "reply"),
    [
        pytest.param({"factor": 1.5}, 31, "accepted", id="half as long again"),
        pytest.param({"factor": 1.5}, 32, "late", id="and no longer"),
        pytest.param({"untimed": True}, 3600, "accepted", id="untimed"),
        pytest.param({"extra_minutes": 10}, 22, "late", id="minutes are for whole attempts"),
    ],
)
def test_more_time_of_a_learner_holds_in_a_live_quiz(
    timed: Game, clock: Clock, more: dict[str, object], after_seconds: int, reply: str
) -> None:
    give_more_time(timed, "Ada", **more)
    clock.moment += timedelta(seconds=after_seconds)

    assert timed.reply("Ada") == reply


def test_the_host_is_told_who_still_has_time(timed: Game, clock: Clock) -> None:
    give_more_time(timed, "Ada", factor=2.0)
    told = timed.host.client.get(f"/live/{timed.sitting_id}/tick").get_json()
    timed.reply("Ada")
    after = timed.host.client.get(f"/live/{timed.sitting_id}/tick").get_json()

    assert (told["slower"], told["answered"]) == (1, 0)
    assert (after["slower"], after["answered"]) == (0, 1)


def test_what_the_host_closes_takes_what_was_on_its_way_and_nothing_else(
    timed: Game, clock: Clock
) -> None:
    timed.join("Bob")
    give_more_time(timed, "Bob", untimed=True)
    timed.acts("close")

    clock.moment += GRACE
    in_grace = timed.reply("Ada")
    clock.moment += timedelta(milliseconds=100)

    assert (in_grace, timed.reply("Bob")) == ("accepted", "late")


def test_nothing_counts_once_the_answer_is_shown(timed: Game) -> None:
    timed.acts("reveal")

    assert timed.reply("Ada") == "late"


def test_a_timer_can_be_lengthened_and_switched_off_in_the_middle(
    timed: Game, clock: Clock
) -> None:
    timed.join("Bob")
    timed.acts("more")
    clock.moment += timedelta(seconds=34)
    assert timed.reply("Ada") == "accepted"

    timed.acts("untimed")
    clock.moment += timedelta(hours=1)

    assert timed.reply("Bob") == "accepted"
    assert "seconds left" not in timed.page("Bob")


def test_no_answer_is_taken_before_its_question_is_open(game: Game) -> None:
    game.join("Ada")
    game.acts("open")

    response = game.answer("Ada", number=2)

    assert (response.status_code, game.stored("Ada")) == (409, {})
    assert "has not been asked yet" in response.get_json()["detail"]


def test_an_answer_to_an_old_question_is_too_late(game: Game) -> None:
    game.join("Ada")
    game.acts("open", "reveal", "open")

    assert game.reply("Ada", number=1) == "late"
    assert game.stored("Ada") == {}


def test_somebody_who_has_not_joined_cannot_answer_or_look(app: Flask, game: Game) -> None:
    game.join("Ada")
    other = start_game(app)
    stranger = other.join("Eve")
    game.acts("open")

    looked = stranger.client.get(game.address)
    answered = post(stranger, f"{game.address}/answer", number="1", entry=UUID, choice="0")

    assert (looked.status_code, answered.status_code) == (403, 403)
    assert "data-prompt" not in looked.text


def test_a_player_who_was_sent_out_cannot_answer_look_or_come_back(game: Game) -> None:
    ada = game.join("Ada")
    game.join("Bob")
    game.acts("open")
    game.kick("Ada")

    assert game.answer("Ada").status_code == 403
    assert ada.client.get(game.address).status_code == 403
    assert game.try_join("Somebody else", ada).status_code == 403
    assert game.try_join("Ada", Visitor(game.app)).status_code == 422
    assert "Ada" not in game.host.open(f"/live/{game.sitting_id}")


def test_a_nickname_is_given_once_however_it_is_written(app: Flask, game: Game) -> None:
    game.join("Ada")

    refused = game.try_join("  ADA\u200b ", Visitor(app))

    assert refused.status_code == 422
    assert "Somebody plays as ADA already. You could be ADA 2." in refused.text


def test_joining_twice_in_one_browser_changes_nothing(game: Game) -> None:
    ada = game.join("Ada")

    game.join("Another", ada)

    assert "<bdi>Ada</bdi>" in ada.open(game.address)
    assert "Another" not in game.host.open(f"/live/{game.sitting_id}")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("👩‍🔬 Ada", "👩‍🔬 Ada", id="emoji"),
        pytest.param("دينا", "دينا", id="right to left"),
        pytest.param("\u202eadA\u202c", "adA", id="turned round"),
        pytest.param("<b>Ada</b>", "&lt;b&gt;Ada&lt;/b&gt;", id="markup"),
    ],
)
def test_names_of_every_script_stay_within_themselves(game: Game, typed: str, shown: str) -> None:
    game.join(typed)

    assert f"<bdi>{shown}</bdi>" in game.host.open(f"/live/{game.sitting_id}/wall")


@pytest.mark.parametrize("typed", ["A", "", "\u200b\u200b\u200b", "--", "x" * 21])
def test_a_nickname_that_cannot_be_read_is_refused(app: Flask, game: Game, typed: str) -> None:
    assert game.try_join(typed, Visitor(app)).status_code == 422


def test_who_joins_late_is_not_marked_down_for_it(game: Game) -> None:
    game.join("Ada")
    game.acts("open", "reveal", "open")
    game.join("Bob")
    game.reply("Bob")
    game.acts("reveal", "end")

    bob, ada = game.player("Bob").attempt, game.player("Ada").attempt

    assert (bob.marks, bob.points, bob.possible) == ("-1-", 1, 1)
    assert (ada.marks, ada.points, ada.possible) == ("..-", 0, 2)
    assert "1 of 1 right" in game.page("Bob")
    assert "Questions from before you joined do not count." in game.page("Bob")


def test_a_quiz_can_be_shut_once_it_has_begun(app: Flask) -> None:
    game = start_game(app, lets_late="off")
    game.acts("open")

    refused = game.try_join("Ada", Visitor(app))

    assert refused.status_code == 409


def test_a_code_dies_with_its_quiz(app: Flask, game: Game) -> None:
    code = game.code
    game.join("Ada")
    game.acts("open", "reveal", "end")

    assert Visitor(app).client.get(f"/play/{code}").status_code == 404
    assert game.players["Ada"].client.get(f"/play/{code}").status_code == 404
    assert "of 1 right" in game.page("Ada")


def test_a_restarted_server_keeps_answer_and_score(game: Game, restarted: Flask) -> None:
    game.join("Ada")
    game.acts("open")
    game.reply("Ada")
    cookies = game.players["Ada"].client._cookies
    again = Visitor(restarted)
    again.client._cookies = cookies

    page = again.open(game.address)
    game.acts("reveal")

    assert "Saved" in page
    assert "Right." in again.open(game.address)


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


def test_another_process_sees_an_act_within_its_snapshot(game: Game, restarted: Flask) -> None:
    address = f"{game.address}/tick"
    before = restarted.test_client().get(address).get_json()
    with game.app.app_context(), write_transaction() as session:
        session.execute(update(LiveRow).values(version=LiveRow.version + 1))
    restarted.extensions["studyapp_live_snapshots"].clear()

    after = restarted.test_client().get(address).get_json()

    assert after["version"] == before["version"] + 1


def test_standings_are_shown_only_where_they_are_on(app: Flask) -> None:
    for setting, is_shown in (("off", False), ("y", True)):
        game = start_game(app, standings=setting)
        game.join("Ada")
        game.acts("open")
        game.reply("Ada")
        assert "by right answers" not in game.page("Ada")
        game.acts("reveal")
        assert ("You are number 1 of 1" in game.page("Ada")) is is_shown


def _plain(page: str, name: str) -> str:
    """Return the part of a page that may differ between two players for no other reason."""
    part = page[page.index("data-step") :].replace(name, "")
    part = re.sub(r"<li class=\"choice pad\".*?</li>", "", part, flags=re.DOTALL)
    return re.sub(r"<b>[a-z ]+</b>|Saved: [A-D]", "", part)


def _token(visitor: Visitor) -> str:
    return str(visitor.form("/account/sign-in", "/sign-in").fields["csrf_token"])


UUID = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f009"
