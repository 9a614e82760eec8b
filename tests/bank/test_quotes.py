import pytest

from studyapp.bank.quotes import NearQuote, cuts_word, nearly_quoted, quote_span, quote_starts

TEXT = "“Go,” he said - and Tom’s dog went.\nThe dog  went on, and on, and on."


@pytest.mark.parametrize(
    ("quote", "span"),
    [
        pytest.param("“Go,” he said", (0, 13), id="at the start"),
        pytest.param("dog went. The dog", (26, 43), id="over the end of a line"),
        pytest.param("and on.", (len(TEXT) - 7, len(TEXT)), id="at the end"),
        pytest.param("dog went on", None, id="nowhere"),
        pytest.param(", and on", None, id="twice"),
    ],
)
def test_a_quote_has_a_span_if_it_stands_there_once(
    quote: str, span: tuple[int, int] | None
) -> None:
    assert quote_span(TEXT, quote) == span


def test_places_that_overlap_count_each() -> None:
    assert quote_starts("on and on and on", "on and on") == [0, 7]


@pytest.mark.parametrize(
    ("quote", "words", "differences"),
    [
        pytest.param("Tom's dog", "Tom’s dog", "quotation marks", id="apostrophe"),
        pytest.param('"Go," he', "“Go,” he", "quotation marks", id="straight quotes"),
        pytest.param("said – and", "said - and", "dashes", id="dash"),
        pytest.param("the dog", "The dog", "capital letters", id="case"),
        pytest.param("dog went on", "dog  went on", "spaces", id="space too few"),
        pytest.param("on,and", "on, and", "spaces", id="space left out"),
        pytest.param("tom's dog", "Tom’s dog", "quotation marks and capital letters", id="two"),
        pytest.param(
            "SAID — AND TOM'S  DOG",
            "said - and Tom’s dog",
            "quotation marks and dashes and capital letters and spaces",
            id="all",
        ),
    ],
)
def test_a_near_quote_says_what_differs(quote: str, words: str, differences: str) -> None:
    assert nearly_quoted(TEXT, quote) == NearQuote(words, differences)


@pytest.mark.parametrize(
    ("text", "quote", "words", "differences"),
    [
        pytest.param(
            "Die Ge\u00adwerk\u00adschaft zahlt", "Die Gewerkschaft zahlt", None, "", id="shy"
        ),
        pytest.param(
            "Die Gewerkschaft zahlt", "Die Gewerk\u00adschaft zahlt", None, "", id="shy typed"
        ),
        pytest.param("E\u0308lka stand there", "Ëlka stand there", None, "", id="accent apart"),
        pytest.param(
            "nach Ëlka kam", "Nach E\u0308lka", "nach Ëlka", "capital letters and ", id="and case"
        ),
    ],
)
def test_what_cannot_be_seen_is_named(
    text: str, quote: str, words: str | None, differences: str
) -> None:
    told = f"{differences}invisible signs or the way an accent is stored"
    assert nearly_quoted(text, quote) == NearQuote(words or text, told)


def test_a_quote_may_begin_at_any_sign_where_no_spaces_part_words() -> None:
    assert not cuts_word("孔乙己是站着喝酒", (4, 6))
    assert cuts_word("Der Müller", (4, 6))


def test_other_words_are_not_near() -> None:
    assert nearly_quoted(TEXT, "Tom's cat") is None
