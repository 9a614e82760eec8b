"""Who may do what in a live quiz: every address for every kind of person."""

import pytest
from flask import Flask
from sqlalchemy import select

from studyapp.classroom.classes.models import ClassRow, SeatRow
from studyapp.classroom.classes.operations import put_class_away
from studyapp.classroom.quizzes.models import QuizRow
from studyapp.clock import utc_now
from studyapp.database import db, write_transaction
from tests.classroom.builders import first_questions, make_quiz, make_room
from tests.classroom.live_game import Game, signed_in, start_game
from tests.classroom.people import visitor_as
from tests.conftest import NOON
from tests.every_page import post
from tests.visitor import Visitor

PEOPLE = ("visitor", "learner", "player", "another teacher")
HOST_PAGES = (
    "/quizzes/{quiz}/live",
    "/live/{sitting}",
    "/live/{sitting}/wall",
    "/live/{sitting}/tick",
)
HOST_ACTS = (
    "/quizzes/{quiz}/live",
    "/live/{sitting}/act",
    "/live/{sitting}/kick",
    "/live/{sitting}/let-in",
)


@pytest.fixture
def game(app: Flask) -> Game:
    game = start_game(app)
    game.join("Ada")
    game.acts("open")
    return game


def person(game: Game, who: str) -> Visitor:
    match who:
        case "player":
            return game.players["Ada"]
        case "learner":
            return signed_in(game.app)[0]
        case "another teacher":
            return signed_in(game.app, "teacher")[0]
        case _:
            return Visitor(game.app)


def place(game: Game, address: str) -> str:
    with game.app.app_context():
        (quiz_id,) = db.session.execute(select(QuizRow.id)).one()
    return address.format(quiz=quiz_id, sitting=game.sitting_id)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("address", HOST_PAGES)
def test_the_pages_of_the_host_are_for_the_host_alone(game: Game, who: str, address: str) -> None:
    response = person(game, who).client.get(place(game, address))

    assert response.status_code == 403
    assert "data-step" not in response.text


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("address", HOST_ACTS)
def test_only_the_host_leads_the_quiz(game: Game, who: str, address: str) -> None:
    before = game.live
    attempt_id = str(game.player("Ada").attempt.id)

    response = post(
        person(game, who),
        place(game, address),
        act="reveal",
        version=str(before.version),
        attempt_id=attempt_id,
    )

    assert response.status_code == 403
    assert game.live == before
    assert game.player("Ada").kicked_at is None


@pytest.mark.parametrize("who", ["visitor", "learner", "another teacher"])
def test_the_question_is_for_players_alone(game: Game, who: str) -> None:
    asking = person(game, who)

    looked = asking.client.get(game.address)
    answered = post(asking, f"{game.address}/answer", number="1", entry=ENTRY, choice="0")

    assert (looked.status_code, answered.status_code) == (403, 403)
    assert "data-prompt" not in looked.text


def test_a_host_cannot_send_out_a_player_of_another_quiz(app: Flask, game: Game) -> None:
    other = start_game(app)
    attempt_id = str(game.player("Ada").attempt.id)

    response = post(other.host, f"/live/{other.sitting_id}/kick", attempt_id=attempt_id)

    assert response.status_code == 404
    assert game.player("Ada").kicked_at is None


def test_a_quiz_is_not_opened_for_the_class_of_another_teacher(app: Flask, game: Game) -> None:
    with app.app_context():
        class_id = make_room("Bob").class_id

    response = post(game.host, place(game, "/quizzes/{quiz}/live"), class_id=str(class_id))

    assert response.status_code == 403


@pytest.fixture
def class_game(app: Flask) -> Game:
    """Return a game for the pupils of a class alone."""
    game = start_game(app)
    with app.app_context(), write_transaction() as session:
        row = ClassRow(
            teacher_id=game.host_id,
            name="Form 5",
            zone="UTC",
            erase_on=utc_now().date(),
            created_at=utc_now(),
        )
        session.add(row)
    response = post(game.host, place(game, "/quizzes/{quiz}/live"), class_id="1", lets_late="y")
    assert response.status_code == 303
    return Game(app, game.host, game.host_id, game.sitting_id + 1)


def pupil(game: Game, name: str) -> Visitor:
    visitor, learner_id = signed_in(game.app)
    with game.app.app_context(), write_transaction() as session:
        row = SeatRow(
            class_id=1,
            learner_id=learner_id,
            name=name,
            name_key=name.casefold(),
            shares_misses=False,
            created_at=utc_now(),
        )
        session.add(row)
    return visitor


def test_a_pupil_plays_under_the_name_of_their_seat(class_game: Game) -> None:
    ada = pupil(class_game, "Ada Lovelace")
    address = f"/play/{class_game.code}"

    assert "Join as <bdi>Ada Lovelace</bdi>" in ada.open(address)
    response = ada.send(ada.form(address, address))

    assert response.status_code == 303
    assert class_game.player("Ada Lovelace").attempt.seat_id == 1


def test_who_is_not_on_the_roster_stays_outside(class_game: Game) -> None:
    stranger = Visitor(class_game.app)
    post(stranger, "/join", code=class_game.code)

    page = stranger.open(f"/play/{class_game.code}")
    response = class_game.try_join("Eve", stranger)

    assert "This quiz is for the pupils of Form 5." in page
    assert response.status_code == 403


def test_a_quiz_without_class_and_nicknames_would_shut_everybody_out(game: Game) -> None:
    response = post(game.host, place(game, "/quizzes/{quiz}/live"), class_id="")

    assert response.status_code == 422
    assert "otherwise nobody could join" in response.text


@pytest.mark.parametrize("seconds", ["9", "301", "soon"])
def test_a_timer_out_of_bounds_is_refused_and_nothing_is_lost(game: Game, seconds: str) -> None:
    address = place(game, "/quizzes/{quiz}/live")

    response = post(game.host, address, class_id="", nicknames="y", standings="y", seconds=seconds)

    assert response.status_code == 422
    assert f'value="{seconds}"' in response.text


ENTRY = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f009"


def test_a_quiz_is_not_opened_for_a_class_that_has_ended(app: Flask) -> None:
    with app.app_context():
        room = make_room("Ada")
        quiz_id = make_quiz(room.teacher_id, first_questions(1))
        put_class_away(room.class_id, now=NOON)

    response = post(
        visitor_as(app, room.teacher_id), f"/quizzes/{quiz_id}/live", class_id=str(room.class_id)
    )

    assert response.status_code == 409
    assert "This class has ended" in response.text
