"""What an answer is worth by its own key, by a rule made later, and by certainty."""

import pytest

from studyapp.bank.grading import Given
from studyapp.classroom.sittings.scoring import (
    KeyMismatchError,
    Rule,
    given_under,
    points_of,
    score_of,
)
from tests.bank import make_question


def options(*texts: str, right: tuple[str, ...]) -> list[dict[str, object]]:
    return [
        {"text": text, "correct": True} if text in right else {"text": text, "why": "No."}
        for text in texts
    ]


OLD = make_question("single", options=options("ash", "oak", "elm", right=("oak",)))
NEW = make_question("single", options=options("elm", "ash", "oak", right=("elm",)))


@pytest.mark.parametrize(
    ("given", "rule", "score"),
    [
        (1, None, 1.0),
        (2, None, 0.0),
        (2, Rule("new_key", NEW), 1.0),
        (1, Rule("new_key", NEW), 0.0),
        (1, Rule("both_keys", NEW), 1.0),
        (2, Rule("both_keys", NEW), 1.0),
        (0, Rule("both_keys", NEW), 0.0),
        (0, Rule("full_credit"), 1.0),
        (None, Rule("full_credit"), 1.0),
        (1, Rule("dropped"), 0.0),
        (None, Rule("new_key", NEW), 0.0),
    ],
)
def test_a_rule_replaces_the_key(given: Given, rule: Rule | None, score: float) -> None:
    assert score_of(OLD, given, rule) == score


def test_options_with_new_words_are_found_by_their_place() -> None:
    reworded = make_question("single", options=options("an ash", "an oak", "elm", right=("elm",)))

    assert given_under(OLD, reworded, 1) == 1


WOODS = ("ash", "oak", "elm", "fir")


@pytest.mark.parametrize(
    ("now", "places"),
    [
        pytest.param(("fir", "ash", "oak", "elm"), [1, 2, 3, 0], id="all moved"),
        pytest.param(("oak.", "elm", "fir", "ash"), [3, 0, 1, 2], id="one changed, all moved"),
        pytest.param(("ash.", "oak.", "elm", "fir"), [0, 1, 2, 3], id="two changed, none moved"),
        pytest.param(("oak", "ash.", "elm", "fir"), [1, 0, 2, 3], id="one to the front"),
        pytest.param(("an ash", "an oak", "an elm", "a fir"), [0, 1, 2, 3], id="all changed"),
    ],
)
def test_options_are_found_by_their_words_and_the_last_one_is_what_is_left(
    now: tuple[str, ...], places: list[int]
) -> None:
    old = make_question("multiple", options=options(*WOODS, right=("ash", "oak")))
    new = make_question("multiple", options=options(*now, right=now[:2]))

    assert given_under(old, new, list(range(len(WOODS)))) == places


@pytest.mark.parametrize("given", [None, [0, 1]])
def test_options_that_were_moved_and_reworded_are_no_new_key(given: Given) -> None:
    old = make_question("multiple", options=options(*WOODS, right=("ash", "oak")))
    new = make_question(
        "multiple", options=options("fir", "an elm", "ash", "an oak", right=("fir", "ash"))
    )

    with pytest.raises(KeyMismatchError, match="nobody can tell which one an answer meant"):
        given_under(old, new, given)


def test_pairs_that_were_moved_and_reworded_are_no_new_key() -> None:
    old = make_question("match")
    pairs = [pair.model_dump() for pair in reversed(old.pairs)]  # type: ignore[union-attr]
    for pair in pairs[:2]:
        pair["right"] += " then"

    with pytest.raises(KeyMismatchError, match="keep the words or the order"):
        given_under(old, make_question("match", pairs=pairs), None)


def test_pairs_that_were_moved_keep_their_partners() -> None:
    old = make_question("match")
    pairs = [pair.model_dump() for pair in reversed(old.pairs)]  # type: ignore[union-attr]
    new = make_question("match", pairs=pairs)
    everything_right = list(range(len(pairs)))

    assert score_of(old, everything_right, Rule("new_key", new)) == 1.0


def test_a_question_of_another_kind_is_no_new_key() -> None:
    with pytest.raises(KeyMismatchError, match="asks for other things"):
        score_of(OLD, 1, Rule("new_key", make_question("short")))


def test_a_question_with_more_options_is_no_new_key() -> None:
    longer = make_question("single", options=options("ash", "oak", "elm", "fir", right=("elm",)))

    with pytest.raises(KeyMismatchError, match="asks for other things"):
        score_of(OLD, 1, Rule("new_key", longer))


def test_a_gap_text_with_another_gap_is_no_new_key() -> None:
    old = make_question("cloze", text="The {1} paid.", answers=[["miller"]])
    new = make_question("cloze", text="The {1} paid in {2}.", answers=[["miller"], ["flour"]])

    with pytest.raises(KeyMismatchError, match="asks for other things"):
        score_of(old, None, Rule("both_keys", new))


def test_what_the_new_key_cannot_read_as_a_number_is_worth_nothing() -> None:
    old = make_question("number", answer=12, unit="miles")
    new = make_question("number", answer=19, unit="km")

    assert score_of(old, "12 miles", Rule("new_key", new)) == 0
    assert score_of(old, "12 miles", Rule("both_keys", new)) == 1
    assert score_of(old, "19", Rule("new_key", new)) == 1


@pytest.mark.parametrize(
    ("score", "certainty", "points"),
    [
        *((1, 1, 1 / 3), (1, 2, 2 / 3), (1, 3, 1), (0, 1, 0), (0, 2, -2 / 3), (0, 3, -2)),
        *((0.5, 3, 0.5), (1, None, 1 / 3), (0, None, 0)),
    ],
)
def test_certainty_marks_are_those_of_moodle(
    score: float, certainty: int | None, points: float
) -> None:
    assert points_of(score, certainty, marks_certainty=True) == pytest.approx(points)


def test_without_certainty_marks_points_are_the_score() -> None:
    assert points_of(0.5, 3, marks_certainty=False) == 0.5
