import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.reading.note_selector import (
    CONTEXT,
    QUOTE_LIMIT,
    Selector,
    WordsError,
    find_span,
    make_selector,
    occurrences,
    span_of_words,
)
from studyapp.reading.paragraph_html import Span

TEXT = "The goose saw the geese. The geese saw the river, and the goose slept."
LONG = "A goose came to the river. " + "It was cold. " * 20 + "A goose came to the mill."

# Few letters, so that a quote and what stands around it come back again and again.
repetitive = st.text("ab \n", min_size=1, max_size=200)
texts = st.one_of(repetitive, st.text(min_size=1, max_size=100))


@st.composite
def selections(draw: st.DrawFn, among: st.SearchStrategy[str] = texts) -> tuple[str, Span]:
    text = draw(among)
    start = draw(st.integers(0, len(text) - 1))
    return text, (start, draw(st.integers(start + 1, len(text))))


@given(selections())
def test_what_was_selected_is_found_at_the_same_place(selected: tuple[str, Span]) -> None:
    text, span = selected

    assert find_span(text, make_selector(text, span)) == span


@given(selections(), texts)
def test_what_is_found_in_a_changed_text_are_the_same_words(
    selected: tuple[str, Span], changed: str
) -> None:
    selector = make_selector(*selected)

    found = find_span(changed, selector)

    assert found is None or changed[slice(*found)] == selector.exact


@given(selections(), texts)
def test_nothing_is_found_where_the_quote_is_not(selected: tuple[str, Span], changed: str) -> None:
    selector = make_selector(*selected)
    without = changed.replace(selector.exact, "")

    if selector.exact not in without:
        assert find_span(without, selector) is None


@given(selections(repetitive), st.text("xyz", max_size=40), st.text("xyz", max_size=40))
def test_what_was_selected_moves_with_its_text_when_others_come_around_it(
    selected: tuple[str, Span], before: str, after: str
) -> None:
    text, (start, end) = selected

    found = find_span(before + text + after, make_selector(text, (start, end)))

    assert found == (start + len(before), end + len(before))


@given(selections())
def test_a_selector_holds_the_words_and_what_stands_around_them(
    selected: tuple[str, Span],
) -> None:
    text, (start, end) = selected

    selector = make_selector(text, (start, end))

    assert selector.exact == text[start:end]
    assert text[:start].endswith(selector.prefix)
    assert text[end:].startswith(selector.suffix)


def test_thirty_two_characters_are_kept_on_either_side_where_they_tell_the_place() -> None:
    at = LONG.index("cold")

    selector = make_selector(LONG, (0, 1)), make_selector(LONG, (at - 7, at + 4))

    assert (len(selector[0].prefix), len(selector[0].suffix)) == (0, CONTEXT)
    assert (len(selector[1].prefix), len(selector[1].suffix)) == (at - 7, CONTEXT)


def test_more_is_kept_where_so_few_would_fit_two_places() -> None:
    at = LONG.index("cold", 120)

    selector = make_selector(LONG, (at, at + 4))

    assert len(selector.prefix) > CONTEXT
    assert find_span(LONG, selector) == (at, at + 4)


CHANGES = [
    # text, what is found
    pytest.param("Then the goose saw the geese.", "goose", id="changed around the words"),
    pytest.param("A goose.", "goose", id="the words alone are left"),
    pytest.param("The geese saw the river.", None, id="the words are gone"),
    pytest.param("A goose and a goose.", None, id="two that look alike"),
    pytest.param("", None, id="nothing is left"),
]


@pytest.mark.parametrize(("changed", "found"), CHANGES)
def test_words_of_a_changed_text_are_found_only_where_they_can_be_no_others(
    changed: str, found: str | None
) -> None:
    at = TEXT.index("goose")

    span = find_span(changed, make_selector(TEXT, (at, at + 5)))

    assert (changed[slice(*span)] if span is not None else None) == found


def test_words_that_stand_twice_with_the_same_context_are_not_guessed() -> None:
    selector = Selector("goose", "The ", " saw")

    assert find_span("The goose saw. The goose saw.", selector) is None


def test_overlapping_places_count_each() -> None:
    assert occurrences("aaaa", "aa") == [0, 1, 2]


def test_no_words_stand_nowhere() -> None:
    assert occurrences("abc", "") == []
    assert find_span("abc", Selector("", "a", "b")) is None


TYPED = [
    # text, words, start, what is marked
    pytest.param("He said it.", "said", None, "said", id="as printed"),
    pytest.param("He said it.", "  said \r\n it", None, "said it", id="spaces"),
    pytest.param("He said\nit.", "said it", None, "said\nit", id="line break of the text"),
    pytest.param("It’s “his” - no.", 'It\'s "his"', None, "It’s “his”", id="typed straight"),
    pytest.param('It\'s "his".', "It’s “his”", None, 'It\'s "his"', id="typed curly"),
    pytest.param("1917–18", "1917-18", None, "1917–18", id="dash"),
    pytest.param("a goose, a goose", "goose", 11, "goose", id="selected"),
    pytest.param("one goose", "goose", 99, "goose", id="selected elsewhere, but only there"),
]


@pytest.mark.parametrize(("text", "words", "start", "marked"), TYPED)
def test_words_are_found_as_people_type_them(
    text: str, words: str, start: int | None, marked: str
) -> None:
    span = span_of_words(text, words, start)

    assert text[slice(*span)] == marked
    assert start not in occurrences(text, words) or span[0] == start


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("duck", "do not stand in the paragraph", id="absent"),
        pytest.param("Goose", "do not stand in the paragraph", id="another case"),
        pytest.param("goose", "stand in the paragraph 2 times", id="twice"),
        pytest.param("g" * (QUOTE_LIMIT + 1), "at most 1,000 characters", id="too long"),
    ],
)
def test_words_that_cannot_be_placed_are_refused_with_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(WordsError, match=sentence):
        span_of_words(TEXT, words)


@given(selections())
def test_selected_words_are_found_by_their_offset(selected: tuple[str, Span]) -> None:
    text, span = selected
    folded = " ".join(text.split())
    words = folded[span[0] : span[1]].strip()
    start = folded.find(words, span[0])

    if words and start >= 0:
        assert span_of_words(folded, words, start) == (start, start + len(words))
