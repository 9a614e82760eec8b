from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from studyapp.progress.strokes import (
    FADING_BELOW,
    Stroke,
    is_lasting,
    known_now,
    known_text,
    stroke_of,
    strokes_sentence,
)
from studyapp.review.memory import Memory, recall

TODAY = date(2026, 3, 5)
DAY = timedelta(days=1)


def due_in(days: int, *, reviewed_days_ago: int = 0) -> Memory:
    reviewed_on = TODAY - reviewed_days_ago * DAY
    due_on = TODAY + days * DAY
    return Memory(float(max((due_on - reviewed_on).days, 1)), 5.0, reviewed_on, due_on)


@pytest.mark.parametrize(
    ("memories", "stroke"),
    [
        pytest.param([], "", id="no question"),
        pytest.param([None], "new", id="not asked"),
        pytest.param([None, None], "new", id="none of two asked"),
        pytest.param([due_in(2)], "known", id="due the day after tomorrow"),
        pytest.param([due_in(1)], "fading", id="due tomorrow"),
        pytest.param([due_in(0)], "fading", id="it rests although it is due"),
        pytest.param([due_in(4, reviewed_days_ago=6)], "known", id="three fifths of the wait"),
        pytest.param([due_in(3, reviewed_days_ago=7)], "fading", id="more than that"),
        pytest.param([due_in(30), None], "known", id="one of two asked"),
        pytest.param([due_in(30), due_in(1)], "fading", id="the weakest decides"),
        pytest.param([due_in(1), due_in(30)], "fading", id="in any order"),
        pytest.param([due_in(30), due_in(2)], "known", id="both are known"),
    ],
)
def test_a_stroke_shows_the_weakest_question_asked_of_a_paragraph(
    memories: Sequence[Memory | None], stroke: Stroke
) -> None:
    assert stroke_of(memories, TODAY, is_due=False) == stroke


def test_a_paragraph_is_due_with_one_of_its_questions() -> None:
    assert stroke_of([due_in(30), due_in(-9)], TODAY, is_due=True) == "due"
    assert stroke_of([due_in(30), None], TODAY, is_due=True) == "due"


@pytest.mark.parametrize("days", [1, 3, 10, 45, 400])
def test_a_question_fades_once_its_recall_falls_below_the_bound(days: int) -> None:
    memory = due_in(days)
    strokes = [stroke_of([memory], TODAY + n * DAY, is_due=False) for n in range(days)]
    weak = [recall(memory, TODAY + n * DAY) < FADING_BELOW for n in range(days)]

    assert strokes == sorted(strokes, key=["known", "fading"].index)
    assert [stroke == "fading" for stroke in strokes[:-1]] == weak[:-1]
    assert strokes[-1] == "fading"


def test_what_is_known_is_the_sum_of_recall() -> None:
    memories = [due_in(3, reviewed_days_ago=4), due_in(-2, reviewed_days_ago=9)]

    assert known_now(memories, TODAY) == sum(recall(memory, TODAY) for memory in memories)
    assert known_now([], TODAY) == 0


def test_an_answer_of_today_counts_with_the_recall_of_tomorrow() -> None:
    memory = due_in(1)

    assert recall(memory, TODAY) == 1
    assert known_now([memory], TODAY) == recall(memory, TODAY + DAY) < 1


def test_a_review_dated_ahead_counts_too() -> None:
    memory = due_in(9, reviewed_days_ago=-2)

    assert 0 < known_now([memory], TODAY) < 1


def test_what_is_known_never_grows_while_nothing_is_answered() -> None:
    memory = due_in(3)

    known = [known_now([memory], TODAY + n * DAY) for n in range(60)]

    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize(
    ("days", "lasting"),
    [(1, False), (20, False), (21, True), (400, True)],
)
def test_what_comes_back_after_three_weeks_is_learnt(days: int, lasting: bool) -> None:
    assert is_lasting(Memory(5.0, 5.0, TODAY, TODAY + days * DAY)) is lasting


def test_how_much_is_known_is_said_of_all_questions() -> None:
    asked = [due_in(30, reviewed_days_ago=1) for _ in range(4)]

    assert known_text(asked, 9, TODAY) == "about 4 of 9"
    assert known_text([], 9, TODAY) == ""


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        pytest.param([], "0 paragraphs.", id="none"),
        pytest.param([""], "1 paragraph.", id="without a question"),
        pytest.param(["new"], "1 paragraph: 1 not asked yet.", id="one"),
        pytest.param(
            ["due", "fading", "new", "known", "", "known"],
            "6 paragraphs: 2 remembered, 1 fading, 1 due, 1 not asked yet.",
            id="of every sort",
        ),
        pytest.param(["known", "known"], "2 paragraphs: 2 remembered.", id="of one sort"),
    ],
)
def test_strokes_are_said_in_words(strokes: list[Stroke], sentence: str) -> None:
    assert strokes_sentence(strokes) == sentence
