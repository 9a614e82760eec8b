"""What is said of an item by how many have worked on it: counts, then shares, then words."""

import pytest

from studyapp.classroom.items.report import ItemReport, report_item, right_options
from studyapp.classroom.items.statistics import ItemSums, Work, summed, tally_sums
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.scoring import Rule
from tests.bank import make_question

KEY, LURE, THIRD = 1, 0, 2


def options(right: int) -> list[dict[str, object]]:
    texts = ("ash", "oak", "elm")
    return [
        {"text": text, "correct": True} if n == right else {"text": text, "why": "No."}
        for n, text in enumerate(texts)
    ]


QUESTION = make_question("single", options=options(KEY))
ITEM = FrozenItem(1, 1, 1, QUESTION.id, "oak-1950/mill", QUESTION)


def work(choice: int, rest: float, key: int = KEY) -> Work:
    return Work({1: float(choice == key), 2: rest, 3: rest}, {1: [choice]})


def good_class(people: int) -> list[Work]:
    """Return a class whose better half knows the item; the others take the lure."""
    return [work(KEY if n % 2 else LURE, 0.8 if n % 2 else 0.2) for n in range(people)]


def mistaken_class(people: int) -> list[Work]:
    """Return a class whose better half is marked wrong."""
    return [work(LURE if n % 2 else KEY, 0.8 if n % 2 else 0.2) for n in range(people)]


def report(works: list[Work], rule: Rule | None = None, *, has_rest: bool = True) -> ItemReport:
    sums = summed(map(tally_sums, works)).get(1, ItemSums())
    return report_item(ITEM, rule, sums, works, has_rest=has_rest)


def test_of_nine_only_counts_are_said() -> None:
    found = report(mistaken_class(9))

    assert (found.people, found.points) == (9, 5)
    assert (found.facility, found.beyond_chance, found.rest) == (None, None, None)
    assert not found.doubt
    assert [option.share for option in found.options] == [None] * 3
    assert [option.count for option in found.options] == [4, 5, 0]


def test_of_ten_the_share_is_said_with_its_interval_and_no_word() -> None:
    found = report(good_class(10))

    assert found.facility is not None
    assert found.facility.value == 0.5
    assert round(found.facility.low, 2) == 0.24
    assert found.beyond_chance == pytest.approx(0.25)
    assert (found.rest, found.words) == (None, "not said of fewer than 30")
    assert [option.link for option in found.options] == [None] * 3


def test_ten_are_enough_to_ask_whether_the_key_is_right() -> None:
    assert report(mistaken_class(10)).doubt
    assert report(mistaken_class(10)).is_weak


def test_a_hard_item_whose_key_the_better_half_prefers_is_not_in_doubt() -> None:
    works = [work(KEY, 0.5) for _ in range(6)] + [work(LURE, 0.6) for _ in range(4)]

    found = report(works)

    assert not found.doubt


def test_words_begin_at_thirty() -> None:
    assert report(good_class(29)).rest is None
    found = report(good_class(30))

    assert found.rest is not None
    assert found.words == "very good"
    assert not found.is_weak


@pytest.mark.parametrize(
    ("wrong_among_best", "words", "is_weak"),
    [(0, "very good", False), (4, "adequate", False), (7, "weak", False), (9, "very weak", True)],
)
def test_the_word_follows_the_correlation(wrong_among_best: int, words: str, is_weak: bool) -> None:
    best = [work(LURE if n < wrong_among_best else KEY, 0.9) for n in range(20)]
    others = [work(KEY if n < 8 else LURE, 0.3) for n in range(20)]

    found = report(best + others)

    assert (found.words, found.is_weak) == (words, is_weak)


def test_an_option_that_nobody_chooses_does_not_work_but_only_from_75() -> None:
    few, enough = report(good_class(74)), report(good_class(75))

    assert [option.is_idle for option in few.options] == [False] * 3
    assert [option.is_idle for option in enough.options] == [False, False, True]


def test_an_option_that_the_better_half_prefers_does_not_work() -> None:
    assert report(mistaken_class(80)).options[LURE].is_idle
    assert not report(mistaken_class(80)).options[KEY].is_idle


def test_the_key_in_force_is_the_new_one() -> None:
    rule = Rule("new_key", make_question("single", options=options(LURE)))

    assert right_options(QUESTION, rule) == {LURE}
    assert right_options(QUESTION, Rule("both_keys", rule.key)) == {KEY, LURE}
    assert right_options(QUESTION, Rule("full_credit")) == {KEY}
    assert right_options(make_question("short"), None) == frozenset()


@pytest.mark.parametrize(
    ("works", "rule", "has_rest", "words"),
    [
        pytest.param([], None, True, "not said of fewer than 30", id="nobody"),
        pytest.param([work(KEY, 1.0)], None, True, "not said of fewer than 30", id="one"),
        pytest.param(
            [work(KEY, n % 2) for n in range(30)],
            None,
            True,
            "everybody did the same on it",
            id="all right",
        ),
        pytest.param(
            [work(n % 2, 0.5) for n in range(30)],
            None,
            True,
            "everybody did the same on the rest",
            id="rests alike",
        ),
        pytest.param(
            good_class(30), None, False, "there is no other question to compare it with", id="alone"
        ),
        pytest.param([], Rule("dropped"), True, "dropped, so it counts for nobody", id="dropped"),
    ],
)
def test_where_nothing_can_be_said_the_reason_is(
    works: list[Work], rule: Rule | None, has_rest: bool, words: str
) -> None:
    found = report(works, rule, has_rest=has_rest)

    assert found.words == words
    assert found.rest is None
    assert not found.is_weak


def test_an_item_that_nearly_all_get_right_is_called_easy_and_not_weak() -> None:
    works = [work(KEY, 0.5) for _ in range(49)] + [work(LURE, 0.9)]

    found = report(works)

    assert found.words == "too easy to tell people apart"
    assert not found.is_weak
