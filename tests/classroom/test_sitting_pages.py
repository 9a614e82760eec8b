"""The pages of results: what they show."""

import pytest
from flask import Flask

from studyapp.accounts.operations import claim
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.results.gradebook_queries import read_gradebook
from tests.accounts.people import PASSWORD
from tests.classroom.builders import (
    begin,
    make_person,
    make_room,
    make_sitting,
    seat_in,
)
from tests.classroom.live_game import start_game
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import (
    move_key,
    play_as,
    remove_pupil,
    words_of,
    work,
)
from tests.classroom.scenes import Scene, make_scene
from tests.conftest import NOON
from tests.review.builders import wrong_given


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(app)


def test_the_grid_shows_names_signs_and_points(scene: Scene) -> None:
    page = scene.teacher.open(scene.here)

    assert f'href="{scene.here}/attempts/{scene.attempt_id}">Ada</a>' in page
    assert '<td class="n">2<td class="n">67<td>✓<td>✓<td class=no>✕</tr>' in page
    assert "Ben not handed in 0 0 ✕ ○ ○" in words_of(page)
    assert "No attempt yet: <bdi>Cy</bdi>." in page


def test_every_list_of_the_class_is_in_the_order_of_its_register(scene: Scene) -> None:
    with scene.app.app_context():
        for name in ("Änne", "Zoe"):
            seat_in(scene.room, name)
            work(scene.room, scene.sitting, name, "1")
    here = f"/classes/{scene.room.class_id}"

    for address in (scene.here, f"{here}/gradebook", f"{here}/roster", f"{here}/progress"):
        page = scene.teacher.open(address).partition("<main")[2]
        places = [page.index(name) for name in ("Ada", "Änne", "Ben", "Zoe")]
        assert places == sorted(places), address


def test_names_are_those_of_seats_then_nicknames_then_accounts(scene: Scene) -> None:
    with scene.app.app_context():
        quiz_id = get_frozen(scene.sitting.version_id).quiz_id
        live = make_sitting(scene.room, quiz_id, "live")
        people = [make_person("a player"), make_person("a member"), make_person("nobody")]
        attempts = [begin(live, learner_id) for learner_id in people]
        play_as(attempts[0], "<b>fox</b>", kicked_at=NOON)
        claim(people[1], "Zoe", PASSWORD, "a token", now=NOON)
        work(scene.room, live, "Ada", "111")

    page = scene.teacher.open(f"/sittings/{live.id}")

    assert "&lt;b&gt;fox&lt;/b&gt;" in page
    positions = [page.index(f">{name}</a>") for name in ("Ada", "Somebody without a name", "Zoe")]
    assert positions == sorted(positions)
    assert "sent out" in page


def test_who_was_sent_out_counts_neither_in_the_grid_nor_in_the_gradebook(scene: Scene) -> None:
    with scene.app.app_context():
        quiz_id = get_frozen(scene.sitting.version_id).quiz_id
        live = make_sitting(scene.room, quiz_id, "live")
        play_as(work(scene.room, live, "Ada", "111"), "fox")
        play_as(work(scene.room, live, "Ben", "000"), "wolf", kicked_at=NOON)
        cells = {
            line.pupil.name: line.cells[-1] for line in read_gradebook(scene.room.class_id).lines
        }

    page = words_of(scene.teacher.open(f"/sittings/{live.id}"))

    assert "1 attempt 1 handed in" in page
    assert cells["Ada"] is not None
    assert cells["Ben"] is None


def test_a_live_quiz_is_led_until_it_is_over(app: Flask) -> None:
    game = start_game(app)
    page = f"/sittings/{game.sitting_id}"

    assert ">Lead the quiz</a>" in game.host.open(page)
    game.acts("end")

    assert ">Players</a>" in game.host.open(page)


def test_a_sitting_that_nobody_has_begun_says_so(scene: Scene) -> None:
    with scene.app.app_context():
        empty = make_sitting(scene.room, get_frozen(scene.sitting.version_id).quiz_id)

    assert "Nobody has begun yet." in scene.teacher.open(f"/sittings/{empty.id}")
    assert "0 first" not in scene.teacher.open(f"/sittings/{empty.id}/items")


def test_an_attempt_shows_each_answer_beside_its_key(scene: Scene) -> None:
    page = words_of(scene.teacher.open(f"{scene.here}/attempts/{scene.attempt_id}"))

    assert "2 of 3, 67 %" in page
    assert page.count("The answer, chosen") == 2
    assert "5 March 2026, 13:00" in page
    assert "Times in Europe/Berlin" in page


def test_an_attempt_shows_the_version_that_was_asked(scene: Scene) -> None:
    with scene.app.app_context():
        item = get_frozen(scene.sitting.version_id).items[0]
        move_key(item.question_id, to=0 if wrong_given(item.question) == 1 else 1)

    page = scene.teacher.open(f"{scene.here}/attempts/{scene.attempt_id}")

    assert words_of(page).count("The answer, chosen") == 2


def test_the_gradebook_says_what_is_missing_and_who_left(scene: Scene) -> None:
    with scene.app.app_context():
        remove_pupil(scene.room, "Ada")

    page = words_of(scene.teacher.open(f"/classes/{scene.room.class_id}/gradebook"))

    assert "Ben – missing open" in page
    assert "Cy – missing – missing" in page
    assert "No longer on the roster, not in the means Ada 67 % 2/3 67 %" in page


def test_the_gradebook_leads_to_the_answers(scene: Scene) -> None:
    page = scene.teacher.open(f"/classes/{scene.room.class_id}/gradebook")

    assert f'href="{scene.here}/attempts/{scene.attempt_id}">2/3</a>' in page
    assert f'href="/classes/{scene.room.class_id}/heat/' in page


def test_a_class_without_a_quiz_has_an_empty_gradebook(scene: Scene) -> None:
    with scene.app.app_context():
        room = make_room("Dee", teacher="a new teacher")

    page = visitor_as(scene.app, room.teacher_id).open(f"/classes/{room.class_id}/gradebook")

    assert "No quiz has been given to this class yet." in page


def test_results_are_a_step_away_from_where_a_teacher_looks_after_a_quiz(scene: Scene) -> None:
    gradebook = f"/classes/{scene.room.class_id}/gradebook"

    assert f'href="{gradebook}"' in scene.teacher.open(f"/classes/{scene.room.class_id}")
    assert f'href="{scene.here}"' in scene.teacher.open(f"/assigned/{scene.sitting.id}")
