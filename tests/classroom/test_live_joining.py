"""Players join a live quiz: names, seats, codes, and coming back on another device."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.classroom.classes.queries import find_seat
from studyapp.classroom.classes.seat_names import NAME_LONGEST
from studyapp.classroom.live.operations import FORGOTTEN_AFTER, end_forgotten
from studyapp.classroom.live.play_operations import join_live
from studyapp.classroom.live.queries import players_of
from studyapp.classroom.sittings.models import SittingRow
from studyapp.clock import utc_now
from studyapp.database import db, write_transaction
from tests.classroom.builders import make_room
from tests.classroom.live_game import Game, start_game
from tests.every_page import post
from tests.visitor import Visitor


@pytest.fixture
def game(app: Flask) -> Game:
    return start_game(app)


def test_a_player_who_was_sent_out_cannot_answer_look_or_come_back(game: Game) -> None:
    ada = game.join("Ada")
    game.join("Bob")
    game.acts("open")
    game.kick("Ada")

    assert game.answer("Ada").status_code == 403
    assert ada.client.get(game.address).status_code == 403
    assert game.try_join("Somebody else", ada).status_code == 403
    assert game.try_join("Ada", Visitor(game.app)).status_code == 422
    assert "Ada" not in game.host.open(f"/live/{game.sitting_id}/wall")


def test_a_player_who_was_sent_out_by_mistake_is_let_in_again_and_goes_on(game: Game) -> None:
    ada = game.join("Ada")
    game.acts("open")
    game.kick("Ada")
    assert "Sent out" in game.host.open(f"/live/{game.sitting_id}")

    game.let_in("Ada")

    assert ada.client.get(game.address).status_code == 200
    assert game.answer("Ada").json == {"state": "accepted"}
    assert "Sent out" not in game.host.open(f"/live/{game.sitting_id}")


def test_a_pupil_with_a_long_name_plays_under_it(app: Flask) -> None:
    name = "Maximiliane Konstanze von Hohenzollern-Sigmaringen und Hechi"
    with app.app_context():
        room = make_room(name)
        sitting_id = start_game(app).sitting_id
        join_live(
            sitting_id,
            room.learners[name],
            "",
            seat=find_seat(db.session, room.class_id, room.learners[name]),
            now=utc_now(),
        )

        names = [player.nickname for player in players_of(db.session, sitting_id)]

    assert names == [name]
    assert len(name) == NAME_LONGEST


def test_a_quiz_that_nobody_has_led_on_for_a_day_ends_by_itself(game: Game) -> None:
    game.join("Ada")
    game.acts("open")
    game.reply("Ada")

    with game.app.app_context():
        end_forgotten(utc_now() + FORGOTTEN_AFTER - timedelta(minutes=1))
        assert game.live.state.phase == "open"
        end_forgotten(utc_now() + FORGOTTEN_AFTER + timedelta(minutes=1))

    assert (game.live.state.phase, game.live.code) == ("done", None)
    ended = game.player("Ada").attempt
    assert (ended.submitted_by, ended.marks[0], set(ended.marks[1:])) == ("end", "1", {"-"})


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

    assert post(Visitor(app), f"/play/{code}", nickname="Bob").status_code == 404
    assert "of 1 right" in game.page("Ada")


def words_of(game: Game, name: str) -> str:
    found = re.search(r"another device: <b>([a-z ]+)</b>", game.page(name))
    assert found is not None
    return found[1]


def test_a_player_comes_back_on_another_device_by_their_words(app: Flask, game: Game) -> None:
    game.join("Ada")
    game.acts("open")
    game.reply("Ada")
    tablet = Visitor(app)

    response = post(
        tablet, f"/play/{game.code}/again", nickname="ada", words=words_of(game, "Ada").upper()
    )

    assert (response.status_code, response.location) == (303, game.address)
    assert "Saved" in tablet.open(game.address)


def test_wrong_words_lead_nowhere_and_are_limited(app: Flask, game: Game) -> None:
    game.join("Ada")
    right, address = words_of(game, "Ada"), f"/play/{game.code}/again"
    thief = Visitor(app)

    statuses = [
        post(thief, address, nickname="Ada", words="no idea").status_code for _ in range(11)
    ]
    at_last = post(thief, address, nickname="Ada", words=right)

    assert statuses == [422] * 10 + [429]
    assert at_last.status_code == 429
    assert thief.client.get(game.address).status_code == 403


def test_words_of_another_player_are_wrong(app: Flask, game: Game) -> None:
    game.join("Ada")
    game.join("Bob")

    response = post(
        Visitor(app), f"/play/{game.code}/again", nickname="Bob", words=words_of(game, "Ada")
    )

    assert response.status_code == 422


def test_a_browser_that_plays_does_not_become_somebody_else(app: Flask, game: Game) -> None:
    game.join("Ada")
    bob = game.join("Bob")

    response = post(bob, f"/play/{game.code}/again", nickname="Ada", words=words_of(game, "Ada"))

    assert response.status_code == 409
    assert "<bdi>Bob</bdi>" in bob.open(game.address)


def test_a_code_typed_where_codes_are_typed_leads_into_the_quiz(app: Flask, game: Game) -> None:
    visitor = Visitor(app)

    response = post(visitor, "/join", code=f" {game.code.lower()} ")

    assert (response.status_code, response.location) == (303, f"/play/{game.code}")
    assert "<h1>A quiz</h1>" in visitor.open(f"/play/{game.code}")


def test_a_pupil_on_a_new_device_is_led_to_their_seat(app: Flask, game: Game) -> None:
    with app.app_context():
        class_id = make_room("Ada").class_id
        with write_transaction() as session:
            session.execute(update(SittingRow).values(class_id=class_id))
    visitor = Visitor(app)
    post(visitor, "/join", code=game.code)

    page = visitor.open(f"/play/{game.code}")

    assert 'If you are a pupil of Form 5, <a href="/join">take your seat</a> first' in page
    assert "Nickname" in page


def test_an_address_alone_does_not_tell_whether_its_code_is_one(app: Flask, game: Game) -> None:
    visitor = Visitor(app)

    known, unknown = visitor.open(f"/play/{game.code}"), visitor.open("/play/ABC234")

    assert "A quiz" not in known
    assert known.count("<form") == unknown.count("<form")


def test_wrong_codes_are_counted_and_refused_in_the_end(app: Flask) -> None:
    visitor = Visitor(app)

    statuses = [post(visitor, "/play/ABC234", nickname="Ada").status_code for _ in range(25)]

    assert set(statuses[:20]) == {404}
    assert set(statuses[20:]) == {429}
