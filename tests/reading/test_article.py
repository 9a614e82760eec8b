from dataclasses import replace

import pytest

from tests.reading.builders import make_module, make_paragraph, parsed

MINUTES = [
    pytest.param([1], 1, id="one word"),
    pytest.param([180], 1, id="just one minute"),
    pytest.param([181], 2, id="a word more than a minute"),
    pytest.param([100, 80, 180], 2, id="paragraphs together"),
]


def test_words_are_what_white_space_parts() -> None:
    assert make_paragraph(text="Well - he said:\nno -- not  I.").words == 8


@pytest.mark.parametrize(("words", "minutes"), MINUTES)
def test_minutes_of_a_module_are_rounded_up_at_a_study_pace(words: list[int], minutes: int) -> None:
    assert make_module(*(" ".join(["word"] * n) for n in words)).minutes == minutes


def test_an_article_has_the_paragraphs_and_minutes_of_its_modules() -> None:
    article = parsed("One\n\nTwo")
    article = replace(article, modules=(make_module("One", "Two"), make_module("Three")))

    assert [paragraph.text for paragraph in article.paragraphs] == ["One", "Two", "Three"]
    assert article.minutes == 2
