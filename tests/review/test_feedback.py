import re
from datetime import date, timedelta

import pytest

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.grading import Given, Grade
from studyapp.review.asking.feedback import (
    JudgedOption,
    due_text,
    forgetting_curve,
    given_lines,
    judged_options,
    share_text,
    sources_of,
    verdict_of,
)
from studyapp.review.memory import Memory, Rating, remember
from tests.bank import KINDS, make_question

TODAY = date(2026, 3, 5)
BOX_WIDTH, BOX_HEIGHT = 150, 44
DAY = timedelta(days=1)


def evidence(*quotes: tuple[str, str]) -> list[dict[str, str]]:
    return [{"paragraph": paragraph, "quote": quote} for paragraph, quote in quotes]


def test_options_are_judged_in_the_order_they_were_shown() -> None:
    options = judged_options(make_question("single"), 0, (1, 3, 0, 2))

    assert options == [
        JudgedOption("Stalin", correct=True, chosen=False, why=None),
        JudgedOption("Radek", correct=False, chosen=False, why=None),
        JudgedOption(
            "Lenin", correct=False, chosen=True, why="He led the government, not the secretariat."
        ),
        JudgedOption("Trotsky", correct=False, chosen=False, why="He led the army."),
    ]


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        pytest.param([0, 3], {"Zinoviev", "Trotsky"}, id="some"),
        pytest.param([], set(), id="none"),
        pytest.param(None, set(), id="not known"),
    ],
)
def test_every_ticked_option_is_shown_as_chosen(given: Given, chosen: set[str]) -> None:
    options = judged_options(make_question("multiple"), given, (0, 1, 2, 3, 4))

    assert {option.text for option in options if option.chosen} == chosen


@pytest.mark.parametrize("kind", ["cloze", "short", "number", "order", "match", "locate"])
def test_other_kinds_have_no_options(kind: str) -> None:
    assert judged_options(make_question(kind), None, ()) == []


@pytest.mark.parametrize(
    ("kind", "given", "lines"),
    [
        pytest.param("single", 1, [], id="single"),
        pytest.param("multiple", [0, 1], [], id="multiple"),
        pytest.param("cloze", ["1924", "Moscow"], ["1924", "Moscow"], id="cloze"),
        pytest.param("short", "Kamenov", ["Kamenov"], id="short"),
        pytest.param("number", "1,500", ["1,500"], id="number"),
        pytest.param("order", [1, 0, 2, 3], ["April", "February", "July", "October"], id="order"),
        pytest.param(
            "match",
            [1, 0, 2],
            ["Lenin: army", "Trotsky: government", "Stalin: secretariat"],
            id="match",
        ),
        pytest.param("locate", "woods-2003:70", ["Paragraph 70"], id="locate"),
    ],
)
def test_what_was_answered_is_said_in_words(kind: str, given: Given, lines: list[str]) -> None:
    assert given_lines(make_question(kind), given) == lines


@pytest.mark.parametrize("kind", KINDS)
def test_who_did_not_know_has_answered_nothing(kind: str) -> None:
    assert given_lines(make_question(kind), None) == []


@pytest.mark.parametrize(
    ("graded", "right", "verdict"),
    [
        (Grade("right", 1.0), True, "Right."),
        (Grade("wrong", 0.5), False, "Partly right."),
        (Grade("near", 0.0), False, "Nearly right."),
        (Grade("wrong", 0.0), False, "Not quite."),
        (Grade("wrong", 0.0), True, "Right."),
    ],
)
def test_the_verdict_says_what_an_answer_was_worth(
    graded: Grade, right: bool, verdict: str
) -> None:
    assert verdict_of(graded, right=right) == verdict


@pytest.mark.parametrize(
    ("kind", "grade", "text"),
    [
        pytest.param("order", Grade("wrong", 2 / 3), "67 % of it was right.", id="two thirds"),
        pytest.param("match", Grade("wrong", 1 / 3), "33 % of it was right.", id="one third"),
        pytest.param("multiple", Grade("wrong", 0.5), "50 % of it was right.", id="half"),
        pytest.param("order", Grade("wrong", 0.0), None, id="nothing of it"),
        pytest.param("order", Grade("right", 1.0), None, id="all of it"),
        pytest.param("single", Grade("wrong", 0.0), None, id="one part only"),
    ],
)
def test_a_partly_right_answer_is_told_how_much_of_it_was(
    kind: str, grade: Grade, text: str | None
) -> None:
    assert share_text(make_question(kind), grade) == text


def test_the_passage_has_its_quote_marked_and_a_link_to_its_place(oak: Catalogue) -> None:
    question = make_question("short", evidence=evidence(("oak-1950:3", "paid his rent in flour")))

    (source,) = sources_of(question, oak)

    assert (source.label, source.number, source.section) == ("Oak 1950", 3, None)
    assert source.url == "/read/oak-1950/mill#p3"
    assert "sold no eggs and <mark>paid his rent in flour</mark> until 1931." in source.html


def test_a_passage_quoted_twice_is_shown_once_with_both_marks(oak: Catalogue) -> None:
    quotes = [("oak-1950:3", "paid his rent in flour"), ("oak-1950:3", "kept nine geese")]

    (source,) = sources_of(make_question("short", evidence=evidence(*quotes)), oak)

    marked = re.findall("<mark>(.*?)</mark>", source.html)
    assert marked == ["kept nine geese", "paid his rent in flour"]


def test_passages_of_several_sources_stand_in_the_order_of_the_evidence(oak: Catalogue) -> None:
    quotes = [("elm:5", "A toll of four pence"), ("oak-1950:3", "kept nine geese")]

    sources = sources_of(make_question("match", evidence=evidence(*quotes)), oak)

    assert [source.url for source in sources] == ["/read/elm/bridge#p5", "/read/oak-1950/mill#p3"]


def test_a_passage_that_is_no_longer_served_is_left_out(oak: Catalogue) -> None:
    quotes = [("gone:5", "words of a lost source"), ("oak-1950:3", "kept nine geese")]

    sources = sources_of(make_question("short", evidence=evidence(*quotes)), oak)

    assert [source.number for source in sources] == [3]


def test_a_quote_that_is_no_longer_there_leaves_the_passage_unmarked(oak: Catalogue) -> None:
    question = make_question("short", evidence=evidence(("oak-1950:3", "sold many eggs")))

    (source,) = sources_of(question, oak)

    assert "<mark>" not in source.html
    assert "sold no eggs" in source.html


@pytest.mark.parametrize("days", [1, 2, 3, 9, 40, 900])
def test_the_curve_falls_from_full_recall_to_the_due_day(days: int) -> None:
    memory = Memory(float(days), 5.0, TODAY, TODAY + days * DAY)

    curve = forgetting_curve(memory)

    points = [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", curve.d)]
    assert curve.d.startswith("M0.0 4.0")
    assert points == sorted(points)
    assert [y for _, y in points] == sorted(y for _, y in points)
    assert (curve.dot_x, curve.dot_y) == points[-1]
    assert all(0 <= x <= BOX_WIDTH and 0 <= y <= BOX_HEIGHT for x, y in points)


def test_the_curve_ends_at_the_wanted_recall() -> None:
    memory = Memory(30.0, 5.0, TODAY, TODAY + 30 * DAY)

    curve = forgetting_curve(memory)

    assert curve.dot_y == pytest.approx(curve.goal_y, abs=0.5)


@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.GOOD])
def test_the_curve_of_a_first_answer_can_be_drawn(rating: Rating) -> None:
    curve = forgetting_curve(remember(None, rating, TODAY))

    assert 0 < curve.dot_x <= BOX_WIDTH
    assert 0 < curve.dot_y <= BOX_HEIGHT


@pytest.mark.parametrize(
    ("due", "text"), [(-3, "today"), (0, "today"), (1, "tomorrow"), (9, "in 9 days")]
)
def test_the_next_review_is_told_from_today(due: int, text: str) -> None:
    memory = Memory(3.0, 5.0, TODAY - 20 * DAY, TODAY + due * DAY)

    assert due_text(memory, TODAY) == text
