"""Letters that are one sign with their stroke or ligature, written with plain ones."""

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
