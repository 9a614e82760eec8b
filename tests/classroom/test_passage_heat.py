"""How a class did on each paragraph."""

from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from studyapp.classroom.results.passage_heat import AskedQuiz, Heat, heat_of, weakest_first
from tests.bank import make_question

ONE, TWO = "oak-1950:3", "oak-1950:5"


def item(position: int, *paragraphs: str) -> FrozenItem:
    evidence = [{"paragraph": p, "quote": "paid his rent in flour"} for p in paragraphs]
    question = make_question("single", evidence=evidence)
    return FrozenItem(position, position, position, question.id, "oak-1950/mill", question)


def quiz(*items: FrozenItem) -> FrozenQuiz:
    return FrozenQuiz(1, 1, 1, "A quiz", None, False, items)


def test_a_paragraph_gathers_all_the_questions_that_it_proves() -> None:
    asked = quiz(item(1, ONE), item(2, ONE, TWO), item(3, TWO, TWO))

    heats = heat_of([AskedQuiz(asked, ["10.", "11-", "x00"], {1: 2.0, 2: 1.0})])

    assert heats == {ONE: Heat(5, 3.0, 2), TWO: Heat(5, 1.0, 2)}


def test_sittings_add_up_and_a_question_counts_once() -> None:
    asked = quiz(item(1, ONE))

    heats = heat_of([AskedQuiz(asked, ["1"], {1: 1.0}), AskedQuiz(asked, ["0", "."], {})])

    assert heats == {ONE: Heat(3, 1.0, 1)}


def test_what_nobody_was_asked_is_not_on_the_map() -> None:
    assert heat_of([AskedQuiz(quiz(item(1, ONE)), ["-", "x"], {})]) == {}
    assert heat_of([]) == {}


def test_a_share_is_said_from_ten_answers_on() -> None:
    assert Heat(9, 3.0, 1).level is None
    assert [Heat(10, points, 1).level for points in (0, 1.9, 2, 5, 8, 10)] == [0, 0, 1, 2, 4, 4]


def test_the_weakest_come_first_and_few_answers_last() -> None:
    heats = {"a": Heat(10, 5, 1), "b": Heat(2, 0, 1), "c": Heat(20, 4, 1), "d": Heat(30, 6, 1)}

    assert weakest_first(heats) == ["d", "c", "a", "b"]
