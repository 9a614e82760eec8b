"""Letters with a stroke, a ligature or an accent, and what they are without it."""

import re

ACCENTS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
)
"""Marks on Latin, Greek, Cyrillic, Hebrew and Arabic letters, and what chooses between two shapes
of one sign. In other scripts a mark is a sound of its own, as in Japanese and Hindi."""

_PLAIN = {
    "ł": "l",
    "ø": "o",
    "ǿ": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "ng",
    "æ": "ae",
    "ǽ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ẞ": "Ss",
    "ə": "e",
    "\u0131": "i",
}
_CAPITALS = {
    letter.upper(): plain.capitalize()
    for letter, plain in _PLAIN.items()
    if letter.upper().lower() == letter
}
_TABLE = str.maketrans(_PLAIN | _CAPITALS)


def plain_letters(text: str) -> str:
    """Write ł as l and æ as ae; Unicode takes no accent off these, as it does off ö and ź."""
    return text if text.isascii() else text.translate(_TABLE)
