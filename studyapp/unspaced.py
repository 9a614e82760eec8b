"""Scripts that put no space between words: where words are counted and told apart all the same."""

import re
from math import ceil

_HAN_AND_KANA = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_SOUTH_EAST_ASIAN = "\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u103f\u1780-\u17d3"
UNSPACED = re.compile(f"[{_HAN_AND_KANA}{_SOUTH_EAST_ASIAN}]")
"""A sign of Chinese, Japanese, Thai, Lao, Burmese or Khmer."""

_SIGNS_A_WORD = ((re.compile(f"[{_HAN_AND_KANA}]"), 2), (re.compile(f"[{_SOUTH_EAST_ASIAN}]"), 4))
"""How many signs are taken for a word, rounded: nobody can count them without a dictionary."""

_GAP = "\u200b"
"""The zero width space, which these scripts have for a place where a word may end."""


def count_words(text: str) -> int:
    """Return the number of words in a text."""
    if text.isascii() or not UNSPACED.search(text):
        return len(text.split())
    count = 0
    for sign, signs_a_word in _SIGNS_A_WORD:
        text, signs = sign.subn(" ", text)
        count += ceil(signs / signs_a_word)
    return count + sum(any(map(str.isalnum, word)) for word in text.split())


def set_apart(text: str) -> str:
    """Return a text with a gap before each sign of these scripts, as if each were a word."""
    return text if text.isascii() else UNSPACED.sub(rf"{_GAP}\g<0>", text)
