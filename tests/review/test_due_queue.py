import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.review.memory import DECAY_AT, PARAMETERS, chance_of_recall
from studyapp.review.session.due_queue import DueCard, most_urgent_first, next_interval_text

DECAY = PARAMETERS[DECAY_AT]
LENGTH_DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}


def card(question_id: int, *, stability: float = 10.0, days: int = 10) -> DueCard:
    return question_id, stability, DECAY, days


def ids(cards: list[DueCard]) -> list[int]:
    return [card[0] for card in cards]


def stated_days(text: str) -> float:
    if text == "tomorrow":
        return 1.0
    _, count, unit = text.split()
    return int(count) * LENGTH_DAYS[unit]


def test_the_likeliest_forgotten_question_comes_first() -> None:
    cards = [card(1, stability=20.0), card(2, stability=2.0), card(3, stability=8.0)]

    assert ids(most_urgent_first(cards)) == [2, 3, 1]


def test_a_weak_memory_due_today_comes_before_a_strong_one_long_due() -> None:
    strong_long_due = card(1, stability=300.0, days=310)
    weak_due_today = card(2, stability=1.0, days=20)

    assert ids(most_urgent_first([strong_long_due, weak_due_today])) == [2, 1]


def test_of_equal_recall_the_first_given_comes_first() -> None:
    cards = [card(7), card(4), card(9), card(5, days=12)]

    assert ids(most_urgent_first(cards)) == [5, 7, 4, 9]


def test_nothing_due_gives_an_empty_queue() -> None:
    assert most_urgent_first([]) == []


@given(
    st.lists(
        st.builds(
            card,
            st.integers(1, 50),
            stability=st.floats(0.001, 1000.0),
            days=st.integers(0, 400),
        )
    )
)
@settings(deadline=None)
def test_the_queue_holds_every_due_card_once_by_rising_recall(cards: list[DueCard]) -> None:
    queue = most_urgent_first(cards)

    chances = [chance_of_recall(*card[1:]) for card in queue]
    assert chances == sorted(chances)
    assert sorted(queue) == sorted(cards)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-3, "today"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (9, "in 9 days"),
        (13, "in 13 days"),
        (14, "in 2 weeks"),
        (17, "in 2 weeks"),
        (18, "in 3 weeks"),
        (46, "in 7 weeks"),
        (59, "in 8 weeks"),
        (60, "in 2 months"),
        (120, "in 4 months"),
        (163, "in 5 months"),
        (498, "in 16 months"),
        (729, "in 24 months"),
        (730, "in 2 years"),
        (36500, "in 100 years"),
    ],
)
def test_an_interval_is_said_in_plain_words(days: int, text: str) -> None:
    assert next_interval_text(days) == text


def test_an_interval_is_never_said_wrong_by_more_than_a_fifth() -> None:
    wrong = [
        days
        for days in range(1, 36_501)
        if abs(stated_days(next_interval_text(days)) - days) > days / 5
    ]

    assert wrong == []


def test_a_longer_interval_never_sounds_shorter() -> None:
    stated = [stated_days(next_interval_text(days)) for days in range(1, 36_501)]

    assert stated == sorted(stated)
