"""A quiz on paper: printed in forms, each with a key that fits, and typed in afterwards."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.bank.queries import catalogue
from studyapp.classroom.class_models import SeatRow
from studyapp.classroom.paper_form import LETTERS
from studyapp.classroom.quiz_operations import remove_question
from studyapp.classroom.quiz_queries import get_frozen
from studyapp.classroom.sitting_queries import Attempt, attempts_at, get_sitting
from studyapp.database import write_transaction
from tests.classroom.builders import Room, first_questions, make_quiz, make_room, make_sitting
from tests.classroom.people import visitor_as
from tests.classroom.printed import document, is_lettered, marked_by_hand, read_form, read_key
from tests.conftest import NOON
from tests.every_page import post
from tests.review.builders import KINDS
from tests.stored import everything_stored
from tests.test_html import faults_of
from tests.test_input import STRANGE
from tests.visitor import Visitor

PUPILS = ("Ada", "Bob", "Ceyda")


@pytest.fixture
def room(app: Flask) -> Room:
    with app.app_context():
        return make_room(*PUPILS)


@pytest.fixture
def teacher(app: Flask, room: Room) -> Visitor:
    return visitor_as(app, room.teacher_id)


@pytest.fixture
def quiz_id(app: Flask, room: Room) -> int:
    """Return a quiz with a question of each kind."""
    with app.app_context():
        return make_quiz(room.teacher_id, [first_questions(1, kind)[0] for kind in KINDS])


@pytest.fixture
def sitting_id(app: Flask, room: Room, quiz_id: int) -> int:
    with app.app_context():
        return make_sitting(room, quiz_id, "paper").id


def attempts(app: Flask, sitting_id: int) -> dict[int, Attempt]:
    """Return the attempts at a sitting by learner."""
    with app.app_context():
        return {attempt.learner_id: attempt for attempt in attempts_at(sitting_id)}


def row(seat_id: int, letter: str, *cells: str) -> dict[str, str]:
    """Return the fields of a pupil's row."""
    fields = {f"cell-{seat_id}-{number}": text for number, text in enumerate(cells, start=1)}
    return {f"form-{seat_id}": letter} | fields


def save(teacher: Visitor, sitting_id: int, **fields: str) -> int:
    return post(teacher, f"/papers/{sitting_id}/results", **fields).status_code


def test_a_quiz_is_printed_for_a_class(
    app: Flask, teacher: Visitor, room: Room, quiz_id: int
) -> None:
    form = teacher.form(f"/quizzes/{quiz_id}/paper", "/paper")

    made = teacher.send(form, class_id=str(room.class_id), forms="2", size="letter")

    page = teacher.open(str(made.location))
    assert "P1-Q1.1-A" in page
    assert "P1-Q1.1-B" in page
    assert "P1-Q1.1-C" not in page
    assert page.count("size=letter") >= 6
    with app.app_context():
        sitting = get_sitting(1)
    assert (sitting.kind, sitting.class_id) == ("paper", room.class_id)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        pytest.param({"class_id": "99"}, "Choose one of your classes.", id="class"),
        pytest.param({"class_id": ""}, "Choose one of your classes.", id="no class"),
        pytest.param({"forms": "9"}, "Choose one, two or three forms.", id="forms"),
        pytest.param({"size": "A3"}, "Choose A4 or Letter.", id="size"),
    ],
)
def test_a_faulty_wish_is_not_printed(
    app: Flask, teacher: Visitor, room: Room, quiz_id: int, sent: dict[str, str], sentence: str
) -> None:
    form = teacher.form(f"/quizzes/{quiz_id}/paper", "/paper")
    before = everything_stored(app)

    good = {"class_id": str(room.class_id), "forms": "1", "size": "a4"}
    response = teacher.send(form, **(good | sent))

    assert response.status_code == 422
    assert sentence in response.text
    assert everything_stored(app) == before


def test_an_empty_quiz_is_not_printed(app: Flask, teacher: Visitor, room: Room) -> None:
    with app.app_context():
        quiz_id = make_quiz(room.teacher_id, [])
    form = teacher.form(f"/quizzes/{quiz_id}/paper", "/paper")

    response = teacher.send(form, class_id=str(room.class_id), forms="1", size="a4")

    assert response.status_code == 409
    assert "no questions yet" in response.text


@pytest.mark.parametrize("letter", LETTERS)
def test_the_printed_key_is_what_the_printed_form_asks(
    app: Flask, teacher: Visitor, sitting_id: int, letter: str
) -> None:
    with app.app_context():
        items = get_frozen(get_sitting(sitting_id).version_id).items

    form = read_form(teacher, sitting_id, letter)
    key = read_key(teacher, sitting_id, letter)

    assert [printed.kind for printed in form] == list(KINDS)
    assert list(key) == [printed.name for printed in form]
    for printed, item in zip(form, items, strict=True):
        assert item.question.stem in printed.text
        if is_lettered(item.question):
            assert marked_by_hand(printed, item.question) == key[printed.name]


@pytest.mark.parametrize("letter", LETTERS)
def test_typing_in_the_printed_key_gives_full_points(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int, letter: str
) -> None:
    key = read_key(teacher, sitting_id, letter)

    status = save(teacher, sitting_id, **row(room.seats["Ada"], letter, *key.values()))

    attempt = attempts(app, sitting_id)[room.learners["Ada"]]
    assert status == 303
    assert (attempt.marks, attempt.points, attempt.possible) == ("1" * 8, 8, 8)
    assert (attempt.form, attempt.submitted_by) == (letter, "teacher")
    assert attempt.seat_id == room.seats["Ada"]


def test_the_key_of_another_form_does_not_fit(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key = read_key(teacher, sitting_id, "A")

    save(teacher, sitting_id, **row(room.seats["Ada"], "B", *key.values()))

    assert attempts(app, sitting_id)[room.learners["Ada"]].points < 8


def test_a_drawn_and_shuffled_quiz_is_typed_in_by_its_own_form(
    app: Flask, teacher: Visitor, room: Room
) -> None:
    with app.app_context():
        quiz_id = make_quiz(room.teacher_id, first_questions(9), draw_count=4, shuffles=True)
        sitting_id = make_sitting(room, quiz_id, "paper").id
    fields: dict[str, str] = {}
    for name, letter in zip(PUPILS, LETTERS, strict=True):
        key = read_key(teacher, sitting_id, letter)
        fields |= row(room.seats[name], letter, *key.values())

    save(teacher, sitting_id, **fields)

    found = attempts(app, sitting_id).values()
    assert [(a.points, a.possible) for a in found] == [(4, 4)] * 3
    assert len({a.marks for a in found}) > 1


def test_the_key_names_the_passage_that_proves_it(
    app: Flask, teacher: Visitor, sitting_id: int
) -> None:
    with app.app_context():
        served = catalogue()
        item = get_frozen(get_sitting(sitting_id).version_id).items[0]
        evidence = item.question.evidence[0]
        place = served.places[evidence.paragraph]

    page = document(teacher, f"/papers/{sitting_id}/forms/A/key")

    passage = page.query(".keyed-passages")[0].to_text()
    assert f"{place.article.label}, paragraph {place.paragraph.number}" in passage
    assert evidence.quote in passage


def test_a_form_holds_no_key_and_has_the_text_to_look_paragraphs_up_in(
    app: Flask, teacher: Visitor, sitting_id: int
) -> None:
    with app.app_context():
        served = catalogue()
        items = get_frozen(get_sitting(sitting_id).version_id).items
    locate = items[-1]
    module = served.modules[locate.module][1]

    form = teacher.open(f"/papers/{sitting_id}/forms/A")

    assert items[0].question.explanation not in form
    assert locate.question.evidence[0].quote.split()[0] in form
    tree = document(teacher, f"/papers/{sitting_id}/forms/A")
    numbers = [node.to_text() for node in tree.query(".paper-paragraph b")]
    assert numbers == [str(paragraph.number) for paragraph in module.paragraphs]
    assert "<mark" not in form


@pytest.mark.parametrize("what", ["", "/sheet", "/key"])
def test_every_printed_page_names_its_form_and_is_valid(
    teacher: Visitor, sitting_id: int, what: str
) -> None:
    page = teacher.open(f"/papers/{sitting_id}/forms/B{what}?size=letter")

    assert f"P{sitting_id}-Q1.1-B" in page
    assert 'data-size="letter"' in page
    assert faults_of(page) == []


def test_the_sheet_has_a_line_for_each_question(teacher: Visitor, sitting_id: int) -> None:
    tree = document(teacher, f"/papers/{sitting_id}/forms/A/sheet")

    lines = [node.to_text() for node in tree.query(".paper-sheet > li")]

    assert len(lines) == 8
    assert "Name" in tree.query(".paper-lines")[0].to_text()


def test_saving_the_same_again_changes_nothing(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key = read_key(teacher, sitting_id, "A")
    fields = row(room.seats["Ada"], "A", *key.values())
    save(teacher, sitting_id, **fields)
    before = everything_stored(app)

    save(teacher, sitting_id, **fields)

    assert everything_stored(app) == before


def test_the_grid_shows_what_is_stored_and_saves_it_unchanged(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key = read_key(teacher, sitting_id, "C")
    save(teacher, sitting_id, **row(room.seats["Ada"], "C", *key.values()))
    before = everything_stored(app)
    form = teacher.form(f"/papers/{sitting_id}/results", "/results")

    response = teacher.send(form)

    shown = row(room.seats["Ada"], "C", *key.values())
    assert {name: form.fields[name] for name in shown} == shown
    assert response.status_code == 303
    assert everything_stored(app) == before


def test_a_later_save_replaces_answers_and_an_emptied_cell_is_left_out(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key, ada = read_key(teacher, sitting_id, "A"), room.seats["Ada"]
    cells = list(key.values())
    save(teacher, sitting_id, **row(ada, "A", *cells))

    save(teacher, sitting_id, **row(ada, "A", "", "-", *cells[2:]))

    attempt = attempts(app, sitting_id)[room.learners["Ada"]]
    assert (attempt.marks, attempt.points) == ("00111111", 6)
    assert f'id="cell-{ada}-1" name="cell-{ada}-1" value="-"' in teacher.open(
        f"/papers/{sitting_id}/results"
    )


def test_half_a_row_leaves_the_rest_open(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key = list(read_key(teacher, sitting_id, "A").values())

    save(teacher, sitting_id, **row(room.seats["Ada"], "A", *key[:3]))

    assert attempts(app, sitting_id)[room.learners["Ada"]].marks == "111....."


def test_an_emptied_row_leaves_the_attempt_alone(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key, ada = read_key(teacher, sitting_id, "A"), room.seats["Ada"]
    save(teacher, sitting_id, **row(ada, "A", *key.values()))
    before = everything_stored(app)

    save(teacher, sitting_id, **row(ada, "B", *[""] * 8), **row(room.seats["Bob"], "A"))

    assert everything_stored(app) == before


def test_another_form_for_a_pupil_takes_back_what_was_typed_for_the_first(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    ada = room.seats["Ada"]
    wrong = read_key(teacher, sitting_id, "A")
    save(teacher, sitting_id, **row(ada, "A", *wrong.values()))
    right = list(read_key(teacher, sitting_id, "B").values())

    save(teacher, sitting_id, **row(ada, "B", *right[:7]))

    attempt = attempts(app, sitting_id)[room.learners["Ada"]]
    assert (attempt.form, attempt.marks) == ("B", "1111111.")
    assert len(attempts(app, sitting_id)) == 1


def test_a_fault_keeps_all_that_was_typed_and_saves_nothing(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    ada, bob = room.seats["Ada"], room.seats["Bob"]
    key = list(read_key(teacher, sitting_id, "A").values())
    fields = row(ada, "A", *key) | row(bob, "A", "X", *key[1:7], "here")
    fields |= row(room.seats["Ceyda"], "", "A")
    before = everything_stored(app)

    response = post(teacher, f"/papers/{sitting_id}/results", **fields)

    assert response.status_code == 422
    assert "Nothing is saved yet: 3 cells to correct" in response.text
    assert f'href="#cell-{bob}-1">Bob, question 1: There is no “X”' in response.text
    assert f'href="#cell-{bob}-8">Bob, question 8: It takes the number' in response.text
    assert "Ceyda: choose the form that was answered." in response.text
    assert f'name="cell-{bob}-1" value="X" aria-label="Bob, question 1" aria-invalid' in (
        response.text
    )
    assert f'name="cell-{ada}-4" value="{key[3]}"' in response.text
    assert faults_of(response.text) == []
    assert everything_stored(app) == before


def test_a_removed_pupil_with_results_stays_and_one_without_goes(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key = read_key(teacher, sitting_id, "A")
    save(teacher, sitting_id, **row(room.seats["Ada"], "A", *key.values()))
    with app.app_context(), write_transaction() as session:
        gone = [room.seats["Ada"], room.seats["Bob"]]
        session.execute(update(SeatRow).where(SeatRow.id.in_(gone)).values(removed_at=NOON))

    page = teacher.open(f"/papers/{sitting_id}/results")

    assert 'Ada <span class="hint">removed</span>' in page
    assert '<th scope="row">Bob' not in page
    assert '<th scope="row">Ceyda' in page


def test_a_pupil_who_is_removed_while_their_row_is_typed_keeps_it(
    app: Flask, teacher: Visitor, room: Room, sitting_id: int
) -> None:
    key = read_key(teacher, sitting_id, "A")
    with app.app_context(), write_transaction() as session:
        session.execute(update(SeatRow).values(removed_at=NOON))

    status = save(teacher, sitting_id, **row(room.seats["Ada"], "A", *key.values()))

    assert status == 303
    assert attempts(app, sitting_id)[room.learners["Ada"]].points == 8


def test_thirty_pupils_and_twenty_questions_are_saved_at_once(app: Flask) -> None:
    with app.app_context():
        room = make_room(*(f"Pupil {n}" for n in range(30)))
        quiz_id = make_quiz(room.teacher_id, first_questions(20))
        sitting_id = make_sitting(room, quiz_id, "paper").id
    teacher = visitor_as(app, room.teacher_id)
    keys = {letter: read_key(teacher, sitting_id, letter).values() for letter in LETTERS}
    form = teacher.form(f"/papers/{sitting_id}/results", "/results")
    typed: dict[str, str | list[str]] = {}
    for place, seat_id in enumerate(room.seats.values()):
        letter = LETTERS[place % 3]
        typed |= row(seat_id, letter, *keys[letter])

    response = teacher.send(form, **typed)

    assert typed.keys() <= form.names
    assert response.status_code == 303
    assert {attempt.points for attempt in attempts(app, sitting_id).values()} == {20}
    assert len(attempts(app, sitting_id)) == 30


def test_a_large_class_has_its_grid_on_pages(app: Flask) -> None:
    with app.app_context():
        room = make_room(*(f"Pupil {n:02}" for n in range(45)))
        sitting_id = make_sitting(room, make_quiz(room.teacher_id, [1]), "paper").id
    teacher = visitor_as(app, room.teacher_id)
    address = f"/papers/{sitting_id}/results"
    key = next(iter(read_key(teacher, sitting_id, "A").values()))

    first, second = teacher.open(address), teacher.open(f"{address}?page=2")
    saved = post(teacher, f"{address}?page=2", **row(room.seats["Pupil 44"], "A", key))

    assert "Pupil 39" in first
    assert "Pupil 40" not in first
    assert re.findall(r'<th scope="row">(Pupil \d+)', second) == [
        f"Pupil {n}" for n in range(40, 45)
    ]
    assert "page=2" in str(saved.location)
    assert "Pupil 44" in teacher.open(f"{address}?page=99")
    assert attempts(app, sitting_id)[room.learners["Pupil 44"]].points == 1


def test_a_later_edit_of_the_quiz_leaves_what_was_printed(
    app: Flask, teacher: Visitor, quiz_id: int, sitting_id: int
) -> None:
    before = read_key(teacher, sitting_id, "A")
    with app.app_context():
        remove_question(quiz_id, first_questions(1)[0], now=NOON)

    assert read_key(teacher, sitting_id, "A") == before


@pytest.mark.parametrize("address", ["", "/forms/A", "/forms/A/sheet", "/forms/A/key", "/results"])
def test_a_quiz_that_is_not_on_paper_has_nothing_to_print(
    app: Flask, teacher: Visitor, room: Room, quiz_id: int, address: str
) -> None:
    with app.app_context():
        assigned = make_sitting(room, quiz_id).id

    assert "This quiz is not on paper." in teacher.open(f"/papers/{assigned}{address}", 404)


@pytest.mark.parametrize("value", STRANGE)
def test_strange_text_in_the_grid_breaks_nothing(
    teacher: Visitor, room: Room, quiz_id: int, sitting_id: int, value: str
) -> None:
    address = f"/papers/{sitting_id}/results"

    statuses = {
        post(teacher, address, **row(room.seats["Ada"], "A", *[value] * 8)).status_code,
        post(teacher, address, **row(room.seats["Ada"], value, "A")).status_code,
        post(teacher, address, **{f"cell-{value}-1": "A", f"form-{value}": "A"}).status_code,
        post(teacher, f"/quizzes/{quiz_id}/paper", class_id=value, forms=value).status_code,
        teacher.client.get(address, query_string={"page": value, "forms": value}).status_code,
    }

    assert statuses <= {200, 303, 422}
