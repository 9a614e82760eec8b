"""What is typed into a cell of the grid, as an answer in the positions of the bank file."""

from typing import Any

import pytest

from studyapp.bank.grading import Given, grade
from studyapp.bank.queries import catalogue
from studyapp.classroom.paper.answer import CellError, cell_text, key_given, read_cell
from studyapp.classroom.paper.form import LETTERS, PaperItem, paper_form, paper_forms
from studyapp.classroom.quizzes.frozen import FrozenItem, FrozenQuiz
from tests.bank import make_question

PAIRS = [{"left": f"left {n}", "right": f"right {n}"} for n in range(3)]
TWO_BLANKS = {"text": "In {1} he met {2}.", "answers": [["1924"], ["Lenin"]]}
CASES = [
    pytest.param("single", "B", 0, id="one letter"),
    pytest.param("single", " b. ", 0, id="small letter with a dot"),
    pytest.param("multiple", "A C", [2, 1], id="letters apart"),
    pytest.param("multiple", "ca", [2, 1], id="letters together in any order"),
    pytest.param("multiple", "A, C", [2, 1], id="comma"),
    pytest.param("order", "CAB", [1, 2, 0], id="in order"),
    pytest.param("order", "c-a-b", [1, 2, 0], id="dashes between"),
    pytest.param("match", "1B 2A 3C", [0, 2, 1], id="pairs"),
    pytest.param("match", "3c,1b,2a", [0, 2, 1], id="pairs in another order"),
    pytest.param("match", "BAC", [0, 2, 1], id="letters alone"),
    pytest.param("match", "1-B 2=A 3:C", [0, 2, 1], id="signs between"),
    pytest.param("short", " the mill ", "the mill", id="text"),
    pytest.param("number", "1,500", "1,500", id="number"),
    pytest.param("locate", "61", "oak-1950:61", id="paragraph"),
    pytest.param("locate", "¶ 61", "oak-1950:61", id="paragraph with its sign"),
    pytest.param("single", "-", None, id="left out"),
    pytest.param("order", "–", None, id="left out with a long dash"),
]
FAULTS = [
    pytest.param("single", "E", "There is no “E”; its letters are A to C.", id="no such letter"),
    pytest.param("single", "AB", "It takes one letter", id="two letters"),
    pytest.param("single", "1", "There is no “1”", id="a number"),
    pytest.param("multiple", "AA", "It takes each letter only once.", id="twice"),
    pytest.param("order", "AB", "It takes all 3 letters in their order", id="too few"),
    pytest.param("order", "ABB", "It takes each letter only once.", id="twice in order"),
    pytest.param("match", "1A 2B", "a letter for each of the numbers 1 to 3", id="a pair short"),
    pytest.param("match", "1A 1B 2C", "a letter for each of the numbers 1 to 3", id="number twice"),
    pytest.param("match", "ABCA", "a letter for each of the numbers 1 to 3", id="too many"),
    pytest.param("number", "many", "Type the answer as a number", id="no number"),
    pytest.param("locate", "here", "It takes the number of a paragraph", id="no paragraph"),
    pytest.param("locate", "0", "It takes the number of a paragraph", id="paragraph 0"),
    pytest.param("short", "?!", "Type an answer first.", id="nothing in it"),
    pytest.param("short", "x" * 501, "at most 500 characters", id="too long"),
]


def printed(kind: str) -> PaperItem:
    """Return a question with three choices as item 7; A is its third, B its first, C its second."""
    choices: dict[str, dict[str, Any]] = {
        "order": {"items": ["first", "second", "third"]},
        "match": {"pairs": PAIRS},
        "locate": {"targets": ["oak-1950:3"]},
        "multiple": {
            "options": [
                {"text": "one", "correct": True},
                {"text": "two", "correct": True},
                {"text": "three", "why": "No."},
                {"text": "four", "why": "No."},
            ]
        },
        "single": {
            "options": [
                {"text": "one", "correct": True},
                {"text": "two", "why": "No."},
                {"text": "three", "why": "No."},
            ]
        },
    }
    question = make_question(kind, **choices.get(kind, {}))
    shown = {"short": (), "number": (), "locate": (), "multiple": (2, 3, 1, 0)}
    item = FrozenItem(4, 9, 8, question.id, "oak-1950/mill", question)
    return PaperItem(7, item, shown.get(kind, (2, 0, 1)))


@pytest.mark.parametrize(("kind", "text", "given"), CASES)
def test_a_cell_is_read(kind: str, text: str, given: Given) -> None:
    assert read_cell(text, printed(kind), "Ada") == given


@pytest.mark.parametrize(("kind", "text", "sentence"), FAULTS)
def test_a_faulty_cell_says_whose_and_where_it_is(kind: str, text: str, sentence: str) -> None:
    with pytest.raises(CellError) as caught:
        read_cell(text, printed(kind), "Ada")

    assert str(caught.value).startswith("Ada, question 7: ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize("text", ["1924; Lenin", "1924;Lenin"])
def test_two_blanks_are_parted_by_a_semicolon(text: str) -> None:
    question = make_question("cloze", **TWO_BLANKS)
    entry = PaperItem(1, FrozenItem(1, 1, 1, "key", "oak-1950/mill", question), ())

    assert read_cell(text, entry, "Ada") == ["1924", "Lenin"]


@pytest.mark.parametrize("text", ["1924", "1924;", "1924; Lenin; Trotsky"])
def test_a_blank_that_is_missing_is_named(text: str) -> None:
    question = make_question("cloze", **TWO_BLANKS)
    entry = PaperItem(1, FrozenItem(1, 1, 1, "key", "oak-1950/mill", question), ())

    with pytest.raises(CellError, match="2 texts with a semicolon between"):
        read_cell(text, entry, "Ada")


def test_a_blank_alone_may_hold_a_semicolon() -> None:
    question = make_question("cloze", text="It was {1}.", answers=[["red; and white"]])
    entry = PaperItem(1, FrozenItem(1, 1, 1, "key", "oak-1950/mill", question), ())

    assert read_cell("red; and white", entry, "Ada") == ["red; and white"]


def test_the_key_of_every_shipped_question_is_right_on_every_form(app_context: None) -> None:
    items = tuple(
        FrozenItem(position, s.version_id, s.id, s.question.id, s.module, s.question)
        for position, s in enumerate(catalogue().questions.values(), start=1)
    )
    quiz = FrozenQuiz(1, 2, 3, "All of them", None, False, items)

    for form in paper_forms(quiz, 4, "seed"):
        for entry in form.items:
            key = key_given(entry.item.question)
            cell = cell_text(entry, key)
            again = read_cell(cell, entry, "Ada")
            assert grade(entry.item.question, again).right, (entry.item.question_key, cell)
            assert cell_text(entry, again) == cell


def test_forms_differ_in_their_letters_and_names_and_repeat_themselves() -> None:
    questions = [make_question("order", items=list("abcdef")) for _ in range(4)]
    items = tuple(
        FrozenItem(n, n, n, f"key-{n}", "oak-1950/mill", question)
        for n, question in enumerate(questions, start=1)
    )
    quiz = FrozenQuiz(1, 12, 2, "A quiz", 3, False, items)

    forms = [paper_form(quiz, 7, "seed", letter) for letter in LETTERS]

    assert forms == paper_forms(quiz, 7, "seed")
    assert [form.name for form in forms] == ["P7-Q12.2-A", "P7-Q12.2-B", "P7-Q12.2-C"]
    assert forms[0].name_of(3) == "P7-Q12.2-A3"
    assert [len(form.items) for form in forms] == [3, 3, 3]
    assert len({tuple(entry.shown for entry in form.items) for form in forms}) == 3
