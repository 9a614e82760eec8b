"""What was missed in a live quiz enters the own review when its player says so."""

import pytest
from flask import Flask

from tests.classroom.live_game import Game, start_game
from tests.every_page import post
from tests.stored import change_stored, stored_rows

LOGGED = "SELECT mode, rating FROM review_log"


@pytest.fixture
def game(app: Flask) -> Game:
    """Return a quiz of one question, over, that Ada missed and Bob knew."""
    game = start_game(app, questions=1)
    for name in ("Ada", "Bob"):
        game.join(name)
    game.acts("open")
    game.reply("Ada", right=False)
    game.reply("Bob")
    return game


def test_a_player_takes_misses_once(app: Flask, game: Game) -> None:
    game.acts("reveal", "end")
    ada = game.players["Ada"]

    for _ in range(2):
        assert post(ada, f"{game.address}/misses").status_code == 303

    assert stored_rows(app, LOGGED) == [("class", 1)]
    assert "into my review" not in ada.open(game.address)


def test_without_consent_nothing_enters_a_review(app: Flask, game: Game) -> None:
    game.acts("reveal", "end")

    assert "into my review" in game.page("Ada")
    assert "into my review" not in game.page("Bob")
    assert stored_rows(app, LOGGED) == []


def test_nothing_is_taken_while_the_quiz_goes_on(app: Flask, game: Game) -> None:
    response = post(game.players["Ada"], f"{game.address}/misses")

    assert response.status_code == 409
    assert stored_rows(app, LOGGED) == []


def test_who_shares_misses_with_their_review_need_not_ask(app: Flask, game: Game) -> None:
    attempt = game.player("Ada").attempt
    change_stored(
        app,
        "INSERT INTO class (id, teacher_id, name, zone, erase_on, created_at) "
        "VALUES (7, :host, 'Form 5', 'UTC', '2030-01-01', '2026-01-01 00:00:00.000000')",
        host=game.host_id,
    )
    change_stored(
        app,
        "INSERT INTO seat (id, class_id, learner_id, name, name_key, shares_misses, created_at) "
        "VALUES (7, 7, :learner, 'Ada', 'ada', true, '2026-01-01 00:00:00.000000')",
        learner=attempt.learner_id,
    )
    change_stored(app, "UPDATE attempt SET seat_id = 7 WHERE id = :id", id=attempt.id)

    game.acts("reveal", "end")

    assert stored_rows(app, LOGGED) == [("class", 1)]
