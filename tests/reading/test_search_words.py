import pytest

from studyapp.reading.search_words import read_words


@pytest.mark.parametrize(
    ("typed", "expression", "is_exact"),
    [
        pytest.param("purge", '"purge"', False, id="a word"),
        pytest.param("  Kirov\tmurder ", '"Kirov" AND "murder"', False, id="words"),
        pytest.param("purge purge", '"purge"', False, id="a word twice"),
        pytest.param('"show trials"', '"show trials"', True, id="a phrase"),
        pytest.param("“show trials” Moscow", '"show trials" AND "Moscow"', True, id="curly quotes"),
        pytest.param('"show trials', '"show trials"', True, id="a quote that is never closed"),
        pytest.param("collectiv*", '"collectiv" *', True, id="a beginning"),
        pytest.param("s*", '"s"', False, id="too short a beginning"),
        pytest.param("— Lenin ?", '"Lenin"', False, id="signs between words"),
        pytest.param("Lenin\0grad", '"Leningrad"', False, id="a sign that nobody types"),
        pytest.param(
            "a OR b", '"a" AND ("OR" OR "O.R") AND "b"', False, id="words of the language"
        ),
        pytest.param("body:x", '"body:x"', False, id="the name of a column"),
        pytest.param("labor", '("labor" OR "labour")', False, id="American -or"),
        pytest.param("neighbours", '("neighbours" OR "neighbors")', False, id="British -our"),
        pytest.param(
            "collectivization",
            '("collectivization" OR "collectivisation")',
            False,
            id="American -ize",
        ),
        pytest.param("Organised", '("Organised" OR "Organized")', False, id="British -ise"),
        pytest.param("four", '"four"', False, id="a short word in -our"),
        pytest.param("wise", '"wise"', False, id="a short word in -ise"),
        pytest.param('"labor"', '"labor"', True, id="a phrase in one spelling"),
    ],
)
def test_words_become_an_expression(typed: str, expression: str, is_exact: bool) -> None:
    wanted = read_words(typed)

    assert wanted is not None
    assert (wanted.expression, wanted.is_exact) == (expression, is_exact)


@pytest.mark.parametrize("typed", ["", "  ", "?!", '""', '"—"', "*", "\0"])
def test_without_a_word_nothing_is_looked_for(typed: str) -> None:
    assert read_words(typed) is None


def test_terms_are_counted_once() -> None:
    wanted = read_words('one two "one" labor two')

    assert wanted is not None
    assert wanted.term_count == 3
