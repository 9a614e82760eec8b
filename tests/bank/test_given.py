"""What a form sends is read as an answer, or refused with a sentence that says why."""

import pytest

from studyapp.bank.grading import AnswerShapeError, Given, grade, parse_given
from tests.bank import KINDS, make_question

FIRST = "Choose an answer first."
TYPE = "Type an answer first."
BLANK = "Fill in every blank first."
ORDER = "Put all items in order first."
MATCH = "Match every item first."
NO_CHOICE = "There is no such answer to choose."
BY_NUMBER = "The answer should be given by its number."
ONCE = "Use each answer only once."
NUMBERS = "The answer should be a list of at most"
NO_TEXT = "The answer should be a text."
NO_BLANKS = "The answer should be a list with a text for each blank."
TOO_LONG = "Type an answer of at most 500 characters."
NO_NUMBER = "Type the answer as a number, such as 1936 or 1,500."
NO_CHARACTER = "The answer holds a character that is not text."
NO_PARAGRAPH = "There is no such paragraph to choose."


@pytest.mark.parametrize(
    ("kind", "raw", "message"),
    [
        pytest.param("single", "", FIRST, id="single empty"),
        pytest.param("single", 4, NO_CHOICE, id="single too high"),
        pytest.param("single", -1, NO_CHOICE, id="single below zero"),
        pytest.param("single", True, BY_NUMBER, id="single bool"),
        pytest.param("single", 1.0, BY_NUMBER, id="single fraction"),
        pytest.param("single", "1", BY_NUMBER, id="single text"),
        pytest.param("single", [1], BY_NUMBER, id="single list"),
        pytest.param("single", {"1": 1}, BY_NUMBER, id="single mapping"),
        pytest.param("multiple", [], FIRST, id="multiple empty"),
        pytest.param("multiple", "", FIRST, id="multiple empty text"),
        pytest.param("multiple", [0, 0], ONCE, id="multiple twice"),
        pytest.param("multiple", [0, 5], NO_CHOICE, id="multiple too high"),
        pytest.param("multiple", [0, False], BY_NUMBER, id="multiple bool"),
        pytest.param("multiple", [0, [1]], BY_NUMBER, id="multiple nested"),
        pytest.param("multiple", 0, NUMBERS, id="multiple no list"),
        pytest.param("multiple", [0] * 10_000, NUMBERS, id="multiple very many"),
        pytest.param("cloze", ["", ""], BLANK, id="cloze empty"),
        pytest.param("cloze", ["1925", " \n"], BLANK, id="cloze one blank"),
        pytest.param("cloze", ["1925"], NO_BLANKS, id="cloze too few"),
        pytest.param("cloze", ["1925", "Moscow", "1926"], NO_BLANKS, id="cloze too many"),
        pytest.param("cloze", "1925", NO_BLANKS, id="cloze no list"),
        pytest.param("cloze", [1925, "Moscow"], NO_TEXT, id="cloze number"),
        pytest.param("cloze", ["1925", "x" * 501], TOO_LONG, id="cloze too long"),
        pytest.param("short", "", TYPE, id="short empty"),
        pytest.param("short", "\u00a0\t", TYPE, id="short spaces"),
        pytest.param("short", "?!", TYPE, id="short marks only"),
        pytest.param("short", 5, NO_TEXT, id="short number"),
        pytest.param("short", "x" * 501, TOO_LONG, id="short too long"),
        pytest.param("short", "Kame\0nev", NO_CHARACTER, id="short NUL"),
        pytest.param("short", "Kamenev\ud800", NO_CHARACTER, id="short half a character"),
        pytest.param("number", "", TYPE, id="number empty"),
        pytest.param("number", "-", TYPE, id="number sign only"),
        pytest.param("number", "many", NO_NUMBER, id="number word"),
        pytest.param("number", "1e999", NO_NUMBER, id="number exponent"),
        pytest.param("number", "nan", NO_NUMBER, id="number nan"),
        pytest.param("number", "9" * 400, NO_NUMBER, id="number huge"),
        pytest.param("number", 1500, NO_TEXT, id="number not typed"),
        pytest.param("order", [], ORDER, id="order empty"),
        pytest.param("order", [0, 1, 2], ORDER, id="order incomplete"),
        pytest.param("order", [0, 1, 2, None], ORDER, id="order one place empty"),
        pytest.param("order", [0, 1, 2, 2], ONCE, id="order twice"),
        pytest.param("order", [0, 1, 2, 4], NO_CHOICE, id="order too high"),
        pytest.param("order", [0, 1, 2, 3, 0], NUMBERS, id="order too many"),
        pytest.param("match", [], MATCH, id="match empty"),
        pytest.param("match", [0, 1], MATCH, id="match incomplete"),
        pytest.param("match", [0, "", 1], MATCH, id="match one place empty"),
        pytest.param("match", [0, 1, 3], NO_CHOICE, id="match too high"),
        pytest.param("match", [0, 1, 2, 0], NUMBERS, id="match too many"),
        pytest.param("locate", "", "Choose a paragraph first.", id="locate empty"),
        pytest.param("locate", "woods-2003", NO_PARAGRAPH, id="locate article"),
        pytest.param("locate", "woods-2003:0", NO_PARAGRAPH, id="locate zero"),
        pytest.param("locate", 61, NO_TEXT, id="locate number"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_plain_sentence(
    kind: str, raw: object, message: str
) -> None:
    with pytest.raises(AnswerShapeError, match=message) as parsed:
        parse_given(make_question(kind), raw)
    with pytest.raises(AnswerShapeError) as graded:
        grade(make_question(kind), raw)  # type: ignore[arg-type]

    assert str(graded.value) == str(parsed.value)


@pytest.mark.parametrize(
    ("kind", "raw", "answer"),
    [
        pytest.param("single", 3, 3, id="single"),
        pytest.param("multiple", [4, 1], [4, 1], id="multiple"),
        pytest.param("cloze", [" 1925", "Leningrad\n"], ["1925", "Leningrad"], id="cloze"),
        pytest.param("short", "  Kamenev ", "Kamenev", id="short"),
        pytest.param("short", "x" * 500, "x" * 500, id="short, longest"),
        pytest.param("number", "1,500 ", "1,500", id="number"),
        pytest.param("order", [3, 2, 1, 0], [3, 2, 1, 0], id="order"),
        pytest.param("match", [0, 0, 0], [0, 0, 0], id="match"),
        pytest.param("locate", "woods-2003:61 ", "woods-2003:61", id="locate"),
    ]
    + [pytest.param(kind, None, None, id=f"{kind}, not known") for kind in KINDS],
)
def test_an_answer_is_kept_as_given_but_for_spaces_around(
    kind: str, raw: object, answer: Given
) -> None:
    assert parse_given(make_question(kind), raw) == answer
