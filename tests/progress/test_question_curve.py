"""The forgetting curve of a question falls between answers and ends beyond the day it is due."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.progress.retention.question_curve import MemoryLeft, QuestionCurve, question_curve
from studyapp.review.memory import Memory, chance_of_recall, recall

START = date(2026, 1, 1)
DECAY = 0.2
Points = list[tuple[float, float]]


def on(day: int) -> date:
    return START + timedelta(days=day)


def points(path: str) -> Points:
    pairs = re.findall(r"([\d.]+) ([\d.]+)", path)
    return [(float(x), float(y)) for x, y in pairs]


def share_at(curve: QuestionCurve, y: float) -> float:
    return 1 - y / 100 * (1 - curve.floor)


def a_curve(today: int = 40) -> QuestionCurve:
    """Return the curve of answers on days 0, 3 and 20; it is due on day 60."""
    answers = [MemoryLeft(on(d), right, s) for d, right, s in ((0, True, 3.0), (3, False, 9.0))]
    answers.append(MemoryLeft(on(20), True, 40.0))
    return question_curve(answers, Memory(40.0, 5.0, on(20), on(60), DECAY), on(today), 0.9)


def test_a_mark_stands_at_each_answer_where_recall_had_fallen_to() -> None:
    curve = a_curve()

    assert [mark.right for mark in curve.marks] == [True, False, True]
    assert [mark.before for mark in curve.marks] == [
        None,
        chance_of_recall(3.0, DECAY, 3),
        chance_of_recall(9.0, DECAY, 17),
    ]
    length = (curve.last - START).days
    assert [mark.x for mark in curve.marks] == pytest.approx([0, 300 / length, 2000 / length])
    assert [share_at(curve, mark.y) for mark in curve.marks[1:]] == pytest.approx(
        [mark.before for mark in curve.marks[1:]]
    )


def test_the_past_ends_today_and_what_is_foreseen_goes_on_from_there() -> None:
    curve = a_curve()
    memory = Memory(40.0, 5.0, on(20), on(60), DECAY)
    past, ahead = points(curve.past), points(curve.ahead)

    assert past[0] == (0, 0)
    assert past[-1] == pytest.approx(ahead[0])
    assert past[-1][0] == pytest.approx(curve.today_x, abs=0.01)
    assert share_at(curve, past[-1][1]) == pytest.approx(recall(memory, on(40)), abs=1e-4)
    assert ahead[-1][0] == 100
    assert share_at(curve, ahead[-1][1]) == pytest.approx(recall(memory, curve.last), abs=1e-4)
    assert curve.last > on(60)
    assert share_at(curve, curve.target_y) == pytest.approx(0.9)


def test_the_days_to_come_are_today_the_due_day_and_the_end() -> None:
    memory = Memory(40.0, 5.0, on(20), on(60), DECAY)

    coming = a_curve().coming

    assert [(ahead.label, ahead.day) for ahead in coming] == [
        ("Today", on(40)),
        ("Due", on(60)),
        ("End of the picture", on(70)),
    ]
    assert [ahead.share for ahead in coming] == [recall(memory, ahead.day) for ahead in coming]


def test_of_what_is_overdue_the_picture_goes_on_beyond_today() -> None:
    curve = a_curve(today=400)

    assert [ahead.label for ahead in curve.coming] == ["Today", "End of the picture"]
    assert curve.due_x < curve.today_x < 100


def test_one_answer_today_is_a_curve_to_come() -> None:
    memory = Memory(2.0, 5.0, START, on(2), DECAY)

    curve = question_curve([MemoryLeft(START, True, 2.0)], memory, START, 0.9)

    assert points(curve.past) == [(0, 0)]
    assert points(curve.ahead)[0] == (0, 0)
    assert curve.last == on(5)


def test_what_falls_below_half_is_drawn_down_to_nothing() -> None:
    assert a_curve().floor == 0.5
    assert a_curve(today=40_000).floor == 0


days = st.integers(0, 900)
stabilities = st.floats(0.01, 5000)


@given(
    st.lists(st.tuples(days, st.booleans(), stabilities), min_size=1, max_size=30),
    st.integers(1, 900),
    st.integers(-3, 900),
    st.floats(0.8, 0.95),
)
def test_any_history_stays_within_its_box_and_never_runs_back(
    answers: list[tuple[int, bool, float]], wait: int, since: int, target: float
) -> None:
    left = [MemoryLeft(on(day), right, stability) for day, right, stability in answers]
    reviewed = max(answer.day for answer in left)
    due = reviewed + timedelta(days=wait)
    memory = Memory(left[-1].stability, 5.0, reviewed, due, DECAY)

    curve = question_curve(left, memory, reviewed + timedelta(days=since), target)

    drawn = points(curve.past) + points(curve.ahead)
    marks = [(mark.x, mark.y) for mark in curve.marks]
    for line in (drawn, marks):
        assert [x for x, _ in line] == sorted(x for x, _ in line)
        assert all(0 <= value <= 100 for point in line for value in point)
    assert 0 <= curve.target_y <= 100
    assert 0 <= curve.due_x <= 100
    assert len(curve.marks) == len(answers)
