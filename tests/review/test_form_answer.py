from collections.abc import Callable

import pytest

from studyapp.bank.grading import AnswerShapeError, Given, grade
from studyapp.bank.presentation import shown_order
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Cloze, Match, Order, Question
from studyapp.review.asking.card import Filled
from studyapp.review.asking.form_answer import answer_in
from tests.bank import KINDS, make_question
from tests.review.builders import answer_id, right_given, wrong_given

IDS = [answer_id(number) for number in range(20)]


def form_of(question: Question, given: Given, id_: str) -> Filled:
    """Return the form that says `given`, the choices standing as that answer id shuffles them."""
    shown = shown_order(question, id_)
    if isinstance(given, int):
        return {"choice": [str(shown.index(given))]}
    if isinstance(given, str):
        return {"paragraph": [given], "text": [given]}
    if isinstance(question, Cloze):
        return {f"blank-{n}": [str(text)] for n, text in enumerate(given or ())}
    positions = [int(n) for n in given or ()]
    if isinstance(question, Order):
        return {f"place-{at}": [str(positions.index(n) + 1)] for at, n in enumerate(shown)}
    if isinstance(question, Match):
        return {f"right-{n}": [str(shown.index(m))] for n, m in enumerate(positions)}
    return {"choice": [str(shown.index(n)) for n in positions]}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given_to", [right_given, wrong_given])
def test_a_form_says_what_was_meant_however_the_choices_stand(
    kind: str, given_to: Callable[[Question], Given]
) -> None:
    question = make_question(kind)
    given = given_to(question)

    read = [answer_in(question, form_of(question, given, id_), id_) for id_ in IDS]

    assert [_set_like(question, answer) for answer in read] == [_set_like(question, given)] * 20


def _set_like(question: Question, given: Given) -> object:
    """Return an answer so that the order of ticked options does not count."""
    return set(given) if question.kind == "multiple" and isinstance(given, list) else given


@pytest.mark.usefixtures("app_context")
def test_every_question_of_the_bank_can_be_answered_right_and_wrong_through_its_form() -> None:
    for stored in catalogue().questions.values():
        question, id_ = stored.question, answer_id(stored.id)

        right = answer_in(question, form_of(question, right_given(question), id_), id_)
        wrong = answer_in(question, form_of(question, wrong_given(question), id_), id_)

        verdicts = grade(question, right).verdict, grade(question, wrong).verdict
        assert verdicts == ("right", "wrong"), question.id


@pytest.mark.parametrize(
    ("kind", "filled", "message"),
    [
        pytest.param("single", {}, "Choose an answer first.", id="single"),
        pytest.param("single", {"choice": [""]}, "Choose an answer first.", id="single, empty"),
        pytest.param("multiple", {}, "Choose an answer first.", id="multiple"),
        pytest.param("cloze", {}, "Fill in every blank first.", id="cloze"),
        pytest.param(
            "cloze", {"blank-0": ["1925"], "blank-1": [" "]}, "Fill in every", id="cloze, one left"
        ),
        pytest.param("short", {}, "Type an answer first.", id="short"),
        pytest.param("short", {"text": [" . "]}, "Type an answer first.", id="short, no word"),
        pytest.param("number", {}, "Type an answer first.", id="number"),
        pytest.param("order", {}, "Put all items in order first.", id="order"),
        pytest.param("order", {"place-0": ["1"]}, "Put all items", id="order, some left"),
        pytest.param("match", {}, "Match every item first.", id="match"),
        pytest.param("match", {"right-0": ["1"]}, "Match every item", id="match, some left"),
        pytest.param("locate", {}, "Choose a paragraph first.", id="locate"),
    ],
)
def test_an_empty_form_is_told_what_to_do(kind: str, filled: Filled, message: str) -> None:
    with pytest.raises(AnswerShapeError, match=message):
        answer_in(make_question(kind), filled, IDS[0])


@pytest.mark.parametrize(
    "value", ["4", "99", "1000", "-1", "1.0", "+1", " 1", "one", "²", "\u0661", "1\0", "0x1"]
)
@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_what_is_no_option_is_refused(kind: str, value: str) -> None:
    question = make_question(kind, options=_four_options(kind))

    with pytest.raises(AnswerShapeError, match="no such answer to choose"):
        answer_in(question, {"choice": [value]}, IDS[0])


def _four_options(kind: str) -> list[dict[str, object]]:
    right = 1 if kind == "single" else 2
    return [{"text": f"Option {n}", "correct": n < right} for n in range(4)]


@pytest.mark.parametrize(
    ("places", "message"),
    [
        pytest.param("1123", "a place of its own", id="one place twice"),
        pytest.param("0123", "a place of its own", id="counted from nought"),
        pytest.param("1235", "a place of its own", id="a place too far"),
        pytest.param("12x4", "no such answer", id="no number"),
    ],
)
def test_items_need_places_of_their_own(places: str, message: str) -> None:
    filled = {f"place-{n}": [place] for n, place in enumerate(places)}

    with pytest.raises(AnswerShapeError, match=message):
        answer_in(make_question("order"), filled, IDS[0])


def test_two_lefts_may_be_given_the_same_right() -> None:
    filled = {f"right-{n}": ["0"] for n in range(3)}

    given = answer_in(make_question("match"), filled, IDS[0])

    assert isinstance(given, list)
    assert len(set(given)) == 1


def test_a_choice_made_twice_is_refused() -> None:
    with pytest.raises(AnswerShapeError, match="only once"):
        answer_in(make_question("multiple"), {"choice": ["1", "1"]}, IDS[0])


def test_text_is_kept_as_it_was_typed_but_for_space_around_it() -> None:
    assert (
        answer_in(make_question("short"), {"text": ["  Lev  KAMENEV "]}, IDS[0]) == "Lev  KAMENEV"
    )
    assert answer_in(make_question("number"), {"text": [" 1,500 "]}, IDS[0]) == "1,500"


def test_the_first_of_several_values_counts() -> None:
    assert answer_in(make_question("short"), {"text": ["Kamenev", "Stalin"]}, IDS[0]) == "Kamenev"
