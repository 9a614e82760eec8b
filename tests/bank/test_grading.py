import dataclasses
import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.bank.grading import AnswerShapeError, Given, Grade, grade, key_text, parse_given
from studyapp.bank.question import Question
from tests.bank import KINDS, make_question

NOT_IN_GOVERNMENT = "He led the government, not the secretariat."
AGAINST_HIM = "The three stood against him."
SIDED_LATER = "He sided with Stalin later."
LENIN_DIED = "That is the year Lenin died."
TSARITSYN = "That is Tsaritsyn."

EMPTY: dict[str, object] = {}
JSON_LIKE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-1, 6)
    | st.floats()
    | st.text()
    | st.text(st.characters(categories=["Nd", "Cs", "Zs", "Po", "Mn"]))
    | st.sampled_from(["", "1925", "1.5e3", "nan", "Leningrad", "woods-2003:61", "x:0"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        pytest.param("single", 1, Grade("right", 1.0), id="single right"),
        pytest.param("single", 0, Grade("wrong", 0.0, (NOT_IN_GOVERNMENT,)), id="single wrong"),
        pytest.param("single", 3, Grade("wrong", 0.0), id="single wrong without a reason"),
        pytest.param("multiple", [2, 0, 1], Grade("right", 1.0), id="multiple all right"),
        pytest.param("multiple", [0, 1], Grade("wrong", 2 / 3), id="multiple one missing"),
        pytest.param(
            "multiple",
            [0, 1, 2, 3],
            Grade("wrong", 2 / 3, (AGAINST_HIM,)),
            id="multiple one too many",
        ),
        pytest.param(
            "multiple",
            [0, 1, 2, 3, 4],
            Grade("wrong", 1 / 3, (AGAINST_HIM, SIDED_LATER)),
            id="multiple everything",
        ),
        pytest.param(
            "multiple",
            [4, 0, 3],
            Grade("wrong", 0.0, (SIDED_LATER, AGAINST_HIM)),
            id="multiple never below nothing",
        ),
        pytest.param("cloze", ["1925", "leningrad"], Grade("right", 1.0), id="cloze right"),
        pytest.param(
            "cloze", ["The year 1925", "Petrograd"], Grade("right", 1.0), id="cloze variants"
        ),
        pytest.param("cloze", ["1925", "Leningard"], Grade("near", 0.0), id="cloze near"),
        pytest.param("cloze", ["1926", "Leningrad"], Grade("wrong", 0.0), id="cloze year off by 1"),
        pytest.param(
            "cloze", ["1926", "Leningard"], Grade("wrong", 0.0), id="cloze near and wrong"
        ),
        pytest.param("cloze", ["Leningrad", "1925"], Grade("wrong", 0.0), id="cloze swapped"),
        pytest.param(
            "cloze",
            ["1,924", "stalingrad"],
            Grade("wrong", 0.0, (LENIN_DIED, TSARITSYN)),
            id="cloze known mistakes",
        ),
        pytest.param("short", "Kamenev.", Grade("right", 1.0), id="short right"),
        pytest.param("short", "Lev Kamenew", Grade("near", 0.0), id="short near"),
        pytest.param("short", "Zinoviev", Grade("wrong", 0.0), id="short wrong"),
        pytest.param(
            "short",
            "kamenov",
            Grade("wrong", 0.0, ("That is somebody else.",)),
            id="short known mistake is not near",
        ),
        pytest.param("number", "1,500", Grade("right", 1.0), id="number right"),
        pytest.param("number", "1 510 Delegates", Grade("right", 1.0), id="number tolerated"),
        pytest.param("number", "1489.99", Grade("wrong", 0.0), id="number just too small"),
        pytest.param(
            "number",
            "1200.0",
            Grade("wrong", 0.0, ("That many came the year before.",)),
            id="number known mistake",
        ),
        pytest.param("order", [0, 1, 2, 3], Grade("right", 1.0), id="order right"),
        pytest.param("order", [0, 2, 1, 3], Grade("wrong", 5 / 6), id="order neighbours swapped"),
        pytest.param("order", [3, 0, 1, 2], Grade("wrong", 3 / 6), id="order last put first"),
        pytest.param("order", [3, 2, 1, 0], Grade("wrong", 0.0), id="order reversed"),
        pytest.param("match", [0, 1, 2], Grade("right", 1.0), id="match right"),
        pytest.param("match", [0, 2, 1], Grade("wrong", 1 / 3), id="match two swapped"),
        pytest.param("match", [0, 0, 0], Grade("wrong", 1 / 3), id="match one right for all"),
        pytest.param("match", [1, 2, 0], Grade("wrong", 0.0), id="match none"),
        pytest.param("locate", "woods-2003:70", Grade("right", 1.0), id="locate second target"),
        pytest.param("locate", "woods-2003:62", Grade("near", 0.0), id="locate next to it"),
        pytest.param("locate", "woods-2003:63", Grade("wrong", 0.0), id="locate elsewhere"),
        pytest.param("locate", "cwi-2003:61", Grade("wrong", 0.0), id="locate another article"),
    ],
)
def test_an_answer_gets_its_grade(kind: str, answer: Given, expected: Grade) -> None:
    neighbours = {"woods-2003:60", "woods-2003:61", "woods-2003:62"}

    assert grade(make_question(kind), answer, neighbours=neighbours) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_not_knowing_is_wrong_without_reasons(kind: str) -> None:
    assert grade(make_question(kind), None) == Grade("wrong", 0.0)


def test_only_a_right_verdict_passes() -> None:
    assert Grade("right", 1.0).right
    assert not Grade("near", 0.0).right
    assert not Grade("wrong", 5 / 6).right


def test_a_grade_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Grade("wrong", 0.0).score = 1.0  # type: ignore[misc]


def test_a_right_that_stands_twice_may_be_matched_either_way() -> None:
    pairs = [
        {"left": "socialism in one country", "right": "Stalin"},
        {"left": "permanent revolution", "right": "Trotsky"},
        {"left": "the theory of stages", "right": "Stalin"},
    ]

    assert grade(make_question("match", pairs=pairs), [2, 1, 0]) == Grade("right", 1.0)


def test_an_accepted_answer_that_is_also_listed_as_wrong_is_right() -> None:
    wrong = [{"answer": "KAMENEV", "why": "It cannot be both."}]

    assert grade(make_question("short", wrong=wrong), "Kamenev").right


def test_a_year_has_no_tolerance_unless_it_is_stated() -> None:
    question = make_question("number", answer=1936, tolerance=0, unit=None)

    assert grade(question, "1936").right
    assert grade(question, "1937") == Grade("wrong", 0.0)


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        pytest.param("single", EMPTY, ["Stalin"], id="single"),
        pytest.param("multiple", EMPTY, ["Zinoviev", "Kamenev", "Stalin"], id="multiple"),
        pytest.param("cloze", EMPTY, ["1925", "Leningrad"], id="cloze"),
        pytest.param("short", EMPTY, ["Lev Kamenev"], id="short"),
        pytest.param("number", EMPTY, ["1500 delegates"], id="number"),
        pytest.param("number", {"answer": 1936, "unit": None}, ["1936"], id="year"),
        pytest.param("number", {"answer": 40000}, ["40,000 delegates"], id="large number"),
        pytest.param("number", {"answer": Decimal("12.50"), "unit": "%"}, ["12.5%"], id="percent"),
        pytest.param("order", EMPTY, ["February", "April", "July", "October"], id="order"),
        pytest.param(
            "match",
            EMPTY,
            ["Lenin: government", "Trotsky: army", "Stalin: secretariat"],
            id="match",
        ),
        pytest.param("locate", EMPTY, ["Paragraph 61", "Paragraph 70"], id="locate"),
    ],
)
def test_the_right_answer_is_said_in_words(
    kind: str, changes: dict[str, object], words: list[str]
) -> None:
    assert key_text(make_question(kind, **changes)) == words


@pytest.mark.parametrize("kind", ["cloze", "short", "number"])
def test_the_right_answer_in_words_passes_when_typed(kind: str) -> None:
    question = make_question(kind)
    words = key_text(question)

    assert grade(question, words if kind == "cloze" else words[0]).right


def possible_answers(question: Question) -> Sequence[Given]:
    match question.kind:
        case "single":
            return range(4)
        case "multiple":
            chosen = product([True, False], repeat=5)
            return [[n for n in range(5) if bits[n]] for bits in chosen if any(bits)]
        case "order":
            return [list(order) for order in permutations(range(4))]
        case _:
            return [list(partners) for partners in product(range(3), repeat=3)]


@pytest.mark.parametrize("kind", ["single", "multiple", "order", "match"])
def test_of_all_answers_one_scores_fully_and_it_is_the_one_that_passes(kind: str) -> None:
    question = make_question(kind)
    grades = [grade(question, answer) for answer in possible_answers(question)]

    assert all(0 <= each.score <= 1 for each in grades)
    assert [each.right for each in grades] == [each.score == 1 for each in grades]
    assert sum(each.right for each in grades) == 1


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150)
@given(raw=JSON_LIKE)
def test_anything_is_either_graded_or_refused(kind: str, raw: object) -> None:
    question = make_question(kind)
    try:
        answer = parse_given(question, raw)
    except AnswerShapeError:
        return

    result = grade(question, answer)

    assert result.right == (result.score == 1)
    assert 0 <= result.score <= 1
    assert parse_given(question, json.loads(json.dumps(answer))) == answer


@given(text=st.text(min_size=1, max_size=100).filter(lambda text: text.strip()))
def test_whatever_is_typed_for_a_name_is_graded_or_refused(text: str) -> None:
    question = make_question("short", answers=[text, "Kamenev"])
    try:
        result = grade(question, text)
    except AnswerShapeError:
        return

    assert result == Grade("right", 1.0)
