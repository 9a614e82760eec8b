from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from studyapp.progress.strokes import (
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
        pytest.param([due_in(0)], "fading", id="due today"),
        pytest.param([due_in(-9)], "fading", id="overdue"),
        pytest.param([due_in(30), None], "known", id="one of two asked"),
        pytest.param([due_in(30), due_in(1)], "fading", id="the weakest decides"),
        pytest.param([due_in(1), due_in(30)], "fading", id="in any order"),
        pytest.param([due_in(30), due_in(2)], "known", id="both are known"),
    ],
)
def test_a_stroke_shows_the_weakest_question_asked_of_a_paragraph(
    memories: Sequence[Memory | None], stroke: Stroke
) -> None:
    assert stroke_of(memories, TODAY) == stroke


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
            ["fading", "new", "known", "", "known"],
            "5 paragraphs: 2 remembered, 1 fading, 1 not asked yet.",
            id="of every sort",
        ),
        pytest.param(["known", "known"], "2 paragraphs: 2 remembered.", id="of one sort"),
    ],
)
def test_strokes_are_said_in_words(strokes: list[Stroke], sentence: str) -> None:
    assert strokes_sentence(strokes) == sentence
