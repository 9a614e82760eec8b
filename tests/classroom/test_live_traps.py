"""What goes wrong in a classroom: double presses, late answers, restarts, strange names."""

import re
import uuid
from datetime import timedelta

import pytest
from flask import Flask

from studyapp import clock as clock_module
from studyapp.classroom.classes.models import AccommodationRow
from studyapp.classroom.live.state import GRACE
from studyapp.clock import utc_now
from studyapp.database import write_transaction
from tests.browser.moved_clock import Clock
from tests.classroom.live_game import Game, restarted, start_game
from tests.classroom.result_builders import words_of
from tests.conftest import NOON
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


def test_the_host_is_told_of_more_time_as_long_as_it_lasts(timed: Game, clock: Clock) -> None:
    give_more_time(timed, "Ada", factor=2.0)
    told = []
    for _ in range(2):
        clock.moment += timedelta(seconds=30)
        told.append(timed.host.client.get(f"/live/{timed.sitting_id}/tick").get_json()["slower"])

    assert told == [1, 0]


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


@pytest.mark.parametrize(
    ("pressed_after", "closes_after"),
    [
        pytest.param(10, 52.5, id="in time, half as long again as 35 seconds"),
        pytest.param(20, 52.5, id="at the last moment"),
        pytest.param(100, 122.5, id="late, half as long again as 15 seconds"),
    ],
)
def test_more_seconds_are_stretched_for_more_time_but_not_the_wait_before(
    timed: Game, clock: Clock, pressed_after: float, closes_after: float
) -> None:
    give_more_time(timed, "Ada", factor=1.5)
    clock.moment = NOON + timedelta(seconds=pressed_after)
    timed.acts("more")

    clock.moment = NOON + timedelta(seconds=closes_after) - timedelta(seconds=1)
    assert "1 seconds left" in words_of(timed.page("Ada"))
    clock.moment += timedelta(seconds=1.1) + GRACE
    assert timed.reply("Ada") == "late"


def test_closing_long_after_the_timer_takes_no_answer_again(timed: Game, clock: Clock) -> None:
    clock.moment += timedelta(minutes=2)
    timed.acts("close")

    assert timed.reply("Ada") == "late"


def test_no_answer_is_taken_before_its_question_is_open(game: Game) -> None:
    game.join("Ada")
    game.acts("open")

    response = game.answer("Ada", number=2)

    assert (response.status_code, game.stored("Ada")) == (409, {})
    assert "has not been asked yet" in response.get_json()["detail"]


def test_an_answer_of_a_page_that_another_player_opened_is_refused(game: Game) -> None:
    game.join("Ada")
    game.join("Bob")
    game.acts("open")
    opened_by_ada = re.findall(r'name="player" value="([^"]+)"', game.page("Ada"))

    refused = game.answer("Bob", player=opened_by_ada)

    assert refused.status_code == 409
    assert "plays as Bob by now" in refused.get_json()["detail"]
    assert (game.stored("Ada"), game.stored("Bob")) == ({}, {})


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


def test_a_restarted_server_keeps_answer_and_score(game: Game) -> None:
    ada = game.join("Ada")
    game.acts("open")
    game.reply("Ada")

    with restarted(game) as other:
        ada.client.application = other
        after_restart = ada.open(game.address)
        game.acts("reveal")
        revealed = ada.open(game.address)

    assert "Saved" in after_restart
    assert "Right." in revealed


def _token(visitor: Visitor) -> str:
    return str(visitor.form("/account/sign-in", "/sign-in").fields["csrf_token"])


UUID = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f009"


def test_the_id_of_an_answer_in_another_spelling_is_refused(game: Game) -> None:
    game.join("Ada")
    game.acts("open")

    refused = game.answer("Ada", entry="urn:uuid:" + "-" * 50 + str(uuid.uuid4()))

    assert refused.status_code == 422
    assert game.stored("Ada") == {}


def test_who_joins_after_the_timer_is_not_marked_down_for_that_question(
    timed: Game, clock: Clock
) -> None:
    clock.moment += timedelta(seconds=20) + GRACE + timedelta(milliseconds=1)

    timed.join("Bob")

    assert timed.player("Bob").attempt.marks == "-.."
