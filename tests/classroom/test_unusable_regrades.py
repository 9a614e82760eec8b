"""A regrade of an earlier program by a key that cannot be held against what was answered."""

import pytest
from flask import Flask

from studyapp.bank.question import Option, Single
from studyapp.classroom.quizzes.models import RegradeRow
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.regrading.queries import newer_version_id
from studyapp.database import write_transaction
from tests.classroom.builders import begin, respond
from tests.classroom.result_builders import change_question, handed_in, words_of
from tests.classroom.scenes import Scene, make_scene
from tests.conftest import NOON
from tests.every_page import post


@pytest.fixture
def scene(app: Flask) -> Scene:
    """Return a class whose first item follows a key both moved and reworded."""
    scene = make_scene(app)
    with app.app_context():
        item = get_frozen(scene.sitting.version_id).items[0]
        assert isinstance(item.question, Single)
        first, second, *others = item.question.options
        options = [*others, _reworded(first), _reworded(second)]
        change_question(item.question_id, item.question.model_copy(update={"options": options}))
        with write_transaction() as session:
            row = RegradeRow(
                version_id=scene.sitting.version_id,
                position=1,
                rule="new_key",
                key_version_id=newer_version_id(item),
                made_at=NOON,
            )
            session.add(row)
    return scene


def _reworded(option: Option) -> Option:
    return option.model_copy(update={"text": f"{option.text}, then"})


def test_every_page_of_results_opens_and_the_regrade_says_what_is_wrong(scene: Scene) -> None:
    here, room = scene.here, f"/classes/{scene.room.class_id}"
    results = [here, f"{here}/items", f"{here}/attempts/{scene.attempt_id}"]
    files = [f"{here}/responses.csv", f"{here}/scores.csv", f"{room}/gradebook.csv"]

    for address in [*results, *files, f"{room}/gradebook"]:
        assert scene.teacher.client.get(address).status_code == 200, address
    told = words_of(scene.teacher.open(f"{here}/items/1/regrade"))

    assert "it cannot be used: The new version changes the words of several choices" in told


def test_answers_are_kept_and_graded_by_the_key_that_was_asked(scene: Scene) -> None:
    with scene.app.app_context():
        attempt = begin(scene.sitting, scene.room.learners["Cy"], seat_id=scene.room.seats["Cy"])
        attempt = handed_in(respond(attempt, 1, right=True))

    assert attempt.marks == "1.."


def test_it_can_be_undone(scene: Scene) -> None:
    address = f"{scene.here}/items/1/regrade"
    fields = scene.teacher.form(address, "/undo").fields

    undone = post(scene.teacher, f"{address}/undo", regrade=str(fields["regrade"]))

    assert undone.status_code == 303
    assert "Regraded already" not in scene.teacher.open(address)
