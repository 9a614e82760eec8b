"""A quiz is printed in forms, each with a key that fits it."""

import pytest
from flask import Flask

from studyapp.bank.queries import catalogue
from studyapp.classroom.paper.form import LETTERS
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.operations import remove_question
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.queries import get_sitting
from tests.classroom.builders import first_questions, make_quiz, make_sitting
from tests.classroom.on_paper import OnPaper
from tests.classroom.printed import document, is_lettered, marked_by_hand, read_form, read_key
from tests.conftest import NOON
from tests.review.builders import KINDS
from tests.stored import everything_stored
from tests.test_html import faults_of


@pytest.fixture
def papers(app: Flask) -> OnPaper:
    return OnPaper(app)


def items_of(papers: OnPaper) -> tuple[FrozenItem, ...]:
    with papers.app.app_context():
        return get_frozen(papers.sitting.version_id).items


def test_a_quiz_is_printed_for_a_class(papers: OnPaper) -> None:
    form = papers.teacher.form(f"/quizzes/{papers.quiz_id}/paper", "/paper")

    made = papers.teacher.send(form, class_id=str(papers.room.class_id), forms="2", size="letter")

    page = papers.teacher.open(str(made.location))
    assert "P2-Q1.1-A" in page
    assert "P2-Q1.1-B" in page
    assert "P2-Q1.1-C" not in page
    assert page.count("size=letter") >= 6
    with papers.app.app_context():
        sitting = get_sitting(2)
    assert (sitting.kind, sitting.class_id) == ("paper", papers.room.class_id)
    assert sitting.version_id == papers.sitting.version_id
    assert sitting.seed != papers.sitting.seed


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        pytest.param({"class_id": "99"}, "Choose one of your classes.", id="class"),
        pytest.param({"class_id": ""}, "Choose one of your classes.", id="no class"),
        pytest.param({"forms": "9"}, "Choose one, two or three forms.", id="forms"),
        pytest.param({"size": "A3"}, "Choose A4 or Letter.", id="size"),
    ],
)
def test_a_faulty_wish_is_not_printed(papers: OnPaper, sent: dict[str, str], sentence: str) -> None:
    form = papers.teacher.form(f"/quizzes/{papers.quiz_id}/paper", "/paper")
    before = everything_stored(papers.app)

    good = {"class_id": str(papers.room.class_id), "forms": "1", "size": "a4"}
    response = papers.teacher.send(form, **(good | sent))

    assert response.status_code == 422
    assert sentence in response.text
    assert everything_stored(papers.app) == before


def test_an_empty_quiz_is_not_printed(papers: OnPaper) -> None:
    with papers.app.app_context():
        quiz_id = make_quiz(papers.room.teacher_id, [])
    form = papers.teacher.form(f"/quizzes/{quiz_id}/paper", "/paper")

    response = papers.teacher.send(form, class_id=str(papers.room.class_id), forms="1", size="a4")

    assert response.status_code == 409
    assert "no questions yet" in response.text


@pytest.mark.parametrize("letter", LETTERS)
def test_the_printed_key_is_what_the_printed_form_asks(papers: OnPaper, letter: str) -> None:
    form = read_form(papers.teacher, papers.sitting.id, letter)
    key = read_key(papers.teacher, papers.sitting.id, letter)

    assert [printed.kind for printed in form] == list(KINDS)
    assert list(key) == [printed.name for printed in form]
    for printed, item in zip(form, items_of(papers), strict=True):
        assert item.question.stem in printed.text
        if is_lettered(item.question):
            assert marked_by_hand(printed, item.question) == key[printed.name]


@pytest.mark.parametrize("letter", LETTERS)
def test_typing_in_the_printed_key_gives_full_points(papers: OnPaper, letter: str) -> None:
    response = papers.save(papers.row("Ada", letter, *papers.key(letter)))

    attempt = papers.attempts()["Ada"]
    assert response.status_code == 303
    assert (attempt.marks, attempt.points, attempt.possible) == ("1" * 8, 8, 8)
    assert (attempt.form, attempt.submitted_by) == (letter, "teacher")
    assert attempt.seat_id == papers.room.seats["Ada"]


def test_the_key_of_another_form_does_not_fit(papers: OnPaper) -> None:
    papers.save(papers.row("Ada", "B", *papers.key("A")))

    assert papers.attempts()["Ada"].points < 8


def test_a_drawn_and_shuffled_quiz_is_typed_in_by_its_own_form(app: Flask) -> None:
    papers = OnPaper(app, questions=9, draw_count=4, shuffles=True)
    typed = zip(papers.room.seats, LETTERS, strict=True)

    papers.save(*(papers.row(name, letter, *papers.key(letter)) for name, letter in typed))

    found = papers.attempts().values()
    assert [(a.points, a.possible) for a in found] == [(4, 4)] * 3
    assert len({a.marks for a in found}) > 1


def test_the_key_names_the_passage_that_proves_it(papers: OnPaper) -> None:
    evidence = items_of(papers)[0].question.evidence[0]
    with papers.app.app_context():
        place = catalogue().places[evidence.paragraph]

    page = document(papers.teacher, f"{papers.address}/forms/A/key")

    passage = page.query(".keyed-passages")[0].to_text()
    assert f"{place.article.label}, paragraph {place.paragraph.number}" in passage
    assert evidence.quote in passage


def test_a_form_holds_no_key_and_has_the_text_to_look_paragraphs_up_in(papers: OnPaper) -> None:
    locate = items_of(papers)[-1]
    with papers.app.app_context():
        module = catalogue().modules[locate.module][1]

    form = papers.teacher.open(f"{papers.address}/forms/A")

    assert all(item.question.explanation not in form for item in items_of(papers))
    assert "<mark" not in form
    tree = document(papers.teacher, f"{papers.address}/forms/A")
    numbers = [node.to_text() for node in tree.query(".paper-paragraph b")]
    assert numbers == [str(paragraph.number) for paragraph in module.paragraphs]


@pytest.mark.parametrize("what", ["", "/sheet", "/key"])
def test_every_printed_page_names_its_form_and_is_valid(papers: OnPaper, what: str) -> None:
    page = papers.teacher.open(f"{papers.address}/forms/B{what}?size=letter")

    assert "P1-Q1.1-B" in page
    assert 'data-size="letter"' in page
    assert faults_of(page) == []


def test_the_sheet_has_a_line_for_each_question(papers: OnPaper) -> None:
    tree = document(papers.teacher, f"{papers.address}/forms/A/sheet")

    assert len(tree.query(".paper-sheet > li")) == 8
    assert "Name" in tree.query(".paper-lines")[0].to_text()


def test_a_later_edit_of_the_quiz_leaves_what_was_printed(papers: OnPaper) -> None:
    before = papers.key("A")
    with papers.app.app_context():
        remove_question(papers.quiz_id, first_questions(1, "single")[0], now=NOON)

    assert papers.key("A") == before


@pytest.mark.parametrize("address", ["", "/forms/A", "/forms/A/sheet", "/forms/A/key", "/results"])
def test_a_quiz_that_is_not_on_paper_has_nothing_to_print(papers: OnPaper, address: str) -> None:
    with papers.app.app_context():
        assigned = make_sitting(papers.room, papers.quiz_id).id

    page = papers.teacher.open(f"/papers/{assigned}{address}", 404)

    assert "This quiz is not on paper." in page
