import pytest

from studyapp.reading.language import names_have_capitals, spoken_in
from tests.reading.builders import parse, parsed


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("en", ""),
        ("de", ' lang="de"'),
        ("zh-Hans", ' lang="zh-Hans"'),
        ("ar", ' lang="ar" dir="rtl"'),
        ("fa-AF", ' lang="fa-AF" dir="rtl"'),
    ],
)
def test_words_in_another_language_than_the_page_say_so(language: str, attributes: str) -> None:
    assert spoken_in(language) == attributes


def test_german_nouns_are_no_names() -> None:
    assert not names_have_capitals("de")
    assert not names_have_capitals("de-AT")
    assert names_have_capitals("en")
    assert names_have_capitals("ru")


def test_a_text_is_in_english_unless_its_sidecar_says_otherwise() -> None:
    assert parsed("One").language == "en"

    article = parsed("Eins", language="de-AT")

    assert article.language == "de-AT"
    assert article.paragraphs[0].language == "de-AT"


@pytest.mark.parametrize("language", ["German", "de_DE", "zh-hans", ""])
def test_a_language_is_a_code(language: str) -> None:
    with pytest.raises(ValueError, match="language"):
        parse("Eins", language=language)
