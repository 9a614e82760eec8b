"""A live quiz through its pages, from the lobby to the end, without script."""

import pytest
from flask import Flask

from studyapp.classroom.quizzes.queries import get_frozen
from tests.classroom.live_game import Game, start_game
from tests.classroom.result_builders import words_of


@pytest.fixture
def game(app: Flask) -> Game:
    return start_game(app)


def test_a_quiz_runs_from_the_lobby_to_the_end(game: Game) -> None:
    game.join("Ada")
    game.join("Bob")
    assert "You are in as <bdi>Ada</bdi>" in game.page("Ada")
    assert game.code in game.host.open(f"/live/{game.sitting_id}")

    game.acts("open")
    assert game.reply("Ada") == "accepted"
    assert game.reply("Bob", right=False) == "accepted"
    game.acts("reveal")
    assert "Right." in game.page("Ada")
    assert "Not quite." in game.page("Bob")
    game.acts("open", "close", "reveal", "open")
    assert game.reply("Bob") == "accepted"
    game.acts("reveal", "end")

    assert "1 of 3 right" in game.page("Ada")
    assert "2 not answered" in game.page("Ada")
    assert "1 wrong, 1 not answered" in game.page("Bob")
    assert "Read these again" in game.page("Bob")
    assert "is over" in game.host.open(f"/live/{game.sitting_id}")
    assert game.player("Ada").attempt.submitted_by == "end"


def test_one_player_is_no_players_on_the_screens_of_the_host(game: Game) -> None:
    game.join("Ada")
    game.acts("open")
    game.reply("Ada")

    told = words_of(game.host.open(f"/live/{game.sitting_id}"))
    wall = words_of(game.host.open(f"/live/{game.sitting_id}/wall"))

    assert "1 playing 1 answered" in told
    assert "1 of 1 answered" in wall


def test_a_form_without_script_answers_and_leads_back(game: Game) -> None:
    ada = game.join("Ada")
    game.acts("open")

    response = ada.send(ada.form(game.address, "/answer"), choice="0")

    assert (response.status_code, response.location) == (303, game.address)
    assert "Saved" in game.page("Ada")
    assert "data-answer" not in game.page("Ada")


@pytest.mark.parametrize(
    "kind", ["multiple", "cloze", "short", "number", "order", "match", "locate"]
)
def test_every_kind_is_asked_shown_on_the_wall_and_revealed(app: Flask, kind: str) -> None:
    game = start_game(app, kind, questions=1)
    ada = game.join("Ada")
    game.acts("open")
    assert "data-answer" in game.page("Ada")
    assert "data-answered" in game.host.open(f"/live/{game.sitting_id}/wall")

    refused = ada.send(ada.form(game.address, "/answer"))
    game.acts("reveal")

    assert refused.status_code == 422
    assert "You gave no answer." in game.page("Ada")
    assert "source-text" in game.host.open(f"/live/{game.sitting_id}/wall")


def test_the_host_sees_the_options_while_a_question_is_open(game: Game) -> None:
    game.join("Ada")
    lobby = game.host.open(f"/live/{game.sitting_id}")
    game.acts("open")

    page = game.host.open(f"/live/{game.sitting_id}")

    assert "only this computer knows" in lobby
    assert "only this computer knows" not in page
    assert page.count('<li class="choice">') > 1
    assert 'data-is="yes"' not in page


def opening_page(game: Game) -> str:
    with game.app.app_context():
        quiz_id = get_frozen(game.live.sitting.version_id).quiz_id
    return game.host.open(f"/quizzes/{quiz_id}/live")


def test_a_search_for_a_paragraph_is_told_before_the_lobby(app: Flask) -> None:
    searching, others = start_game(app, "locate", questions=1), start_game(app)

    assert "asks to find a paragraph" in opening_page(searching)
    assert "find a paragraph" not in opening_page(others)
