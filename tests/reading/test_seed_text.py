import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.reading.seed_text import fold_spaces, joined, stacked, without_emphasis_marks

FOLDED = [
    pytest.param("  two  words ", "two words", id="runs of spaces"),
    pytest.param("On\u00a0 August 19", "On August 19", id="a non-breaking space beside a space"),
    pytest.param("a\tb\u2003c\u202fd", "a b c d", id="tabs and other spaces"),
    pytest.param("\u00a0", "", id="white space alone"),
    pytest.param("1921 -that suicide .'In", "1921 -that suicide .'In", id="faults of the source"),
]
EMPHASISED = [
    pytest.param("*Pravda* wrote", "Pravda wrote", ["Pravda"], id="at the start"),
    pytest.param("read *Capital*", "read Capital", ["Capital"], id="at the end"),
    pytest.param("*A* (the *B*)", "A (the B)", ["A", "B"], id="twice"),
    pytest.param("*A**B*", "AB", ["A", "B"], id="side by side"),
    pytest.param("*all*", "all", ["all"], id="nothing else"),
    pytest.param("a * alone", "a * alone", [], id="one asterisk"),
    pytest.param("none", "none", [], id="no asterisk"),
    pytest.param("*a\nb*", "*a\nb*", [], id="over the end of a line"),
    pytest.param("**", "**", [], id="nothing between"),
    pytest.param("ein *Füßchen* – ja", "ein Füßchen – ja", ["Füßchen"], id="beyond ASCII"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_white_space_is_folded_and_nothing_else(text: str, folded: str) -> None:
    assert fold_spaces(text) == folded


def test_halves_are_joined_by_one_space_and_no_word() -> None:
    assert joined(["a bullet to the ", "", "\u00a0", " back of the head"]) == (
        "a bullet to the back of the head"
    )


def test_lines_of_a_block_stay_apart_and_blank_ones_go() -> None:
    assert stacked(['"Joseph,  ', "\u00a0", "", "  I  write. "]) == '"Joseph,\nI write.'


@pytest.mark.parametrize(("text", "plain", "emphasised"), EMPHASISED)
def test_offsets_of_emphasis_point_into_the_plain_text(
    text: str, plain: str, emphasised: list[str]
) -> None:
    found, spans = without_emphasis_marks(text)

    assert found == plain
    assert [found[start:end] for start, end in spans] == emphasised


@given(st.text("ab* \n", max_size=30))
def test_taking_out_the_marks_loses_no_other_character(text: str) -> None:
    plain, spans = without_emphasis_marks(text)

    marked = plain
    for start, end in reversed(spans):
        marked = f"{marked[:start]}*{marked[start:end]}*{marked[end:]}"
    assert marked == text
