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
_TABLE = str.maketrans(
    {
        letter.upper(): plain.capitalize()
        for letter, plain in _PLAIN.items()
        if letter not in "ßẞ\u0131"
    }
    | _PLAIN
)


def plain_letters(text: str) -> str:
    """Write ł as l and æ as ae; Unicode takes no accent off these, as it does off ö and ź."""
    return text if text.isascii() else text.translate(_TABLE)
