import pytest

from studyapp.unspaced import count_words, set_apart


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Well - he said:\nno", 5, id="what white space parts"),
        pytest.param("Łódź wieś", 2, id="letters with accents"),
        pytest.param("한국은 나라", 2, id="Korean has spaces"),
        pytest.param("站着喝酒", 2, id="two signs of Chinese a word"),
        pytest.param("站着喝酒,穿长衫。", 4, id="punctuation counts for nothing"),
        pytest.param("在 Woods 2003 中", 3, id="words of two scripts"),
        pytest.param("ガラスの靴", 3, id="Japanese"),
        pytest.param("สวัสดีครับ", 3, id="four signs of Thai a word"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_words_are_counted_with_spaces_or_without(text: str, words: int) -> None:
    assert count_words(text) == words


def test_only_signs_of_scripts_without_spaces_are_set_apart() -> None:
    assert set_apart("Łódź, мой дом 1912") == "Łódź, мой дом 1912"
    assert set_apart("在A中") == "\u200b在A\u200b中"
