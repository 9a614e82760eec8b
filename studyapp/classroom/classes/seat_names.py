"""Names on a roster, pupil numbers and personal words: what is accepted."""

import unicodedata
from typing import Final

from studyapp.plain_letters import plain_letters

NAME_LONGEST: Final = 60
CODE_LONGEST: Final = 40
WORD_SHORTEST, WORD_LONGEST = 3, 40
TYPED_LONGEST: Final = 200
"""To bring a letter and its accents into one form takes time by the square of their number: a word
of half a megabyte would keep everybody waiting for minutes."""
# They join letters or signs into one: Persian and Indian names and many emoji need them.
_JOINERS = "\u200c\u200d"
_LOST = "\ufffd"


def clean_text(text: str) -> str:
    """Return a name or number without marks that nobody sees, its spaces folded."""
    seen = (c for c in text if unicodedata.category(c) != "Cf" or c in _JOINERS)
    return " ".join("".join(seen).split())


def compared_text(name: str) -> str:
    """Return a name without its joiners: with and without them it looks the same."""
    return "".join(character for character in name if character not in _JOINERS)


def name_order(name: str) -> tuple[str, str]:
    """Return what names are sorted by: Ä stands with A and Ł with L, as in a class register."""
    if name.isascii():
        return name.casefold(), name
    parts = unicodedata.normalize("NFKD", plain_letters(name))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return plain.casefold(), name


def name_fault(name: str) -> str | None:
    """Return why a cleaned name is not taken, as the end of a sentence, or None."""
    if not compared_text(name):
        return "there is no name. Add one."
    if len(name) > NAME_LONGEST:
        return f"the name is longer than {NAME_LONGEST} characters. Shorten it."
    return sign_fault(name, "name")


def code_fault(code: str) -> str | None:
    """Return why a cleaned pupil number is not taken, as the end of a sentence, or None."""
    if len(code) > CODE_LONGEST:
        return f"the pupil number is longer than {CODE_LONGEST} characters. Shorten it."
    return sign_fault(code, "pupil number")


def sign_fault(text: str, what: str) -> str | None:
    """Return why signs of a text are not taken, as the end of a sentence, or None."""
    if _LOST in text:
        return f"the {what} holds the sign {_LOST}, so a letter was lost. Save the file as UTF-8."
    strange = next((c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"}), None)
    if strange is not None:
        return f"the {what} holds a sign that cannot be shown (U+{ord(strange):04X}). Type it anew."
    return None


def word_key(word: str) -> str:
    """Return a personal word as it is compared: case and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def word_fault(word: str) -> str | None:
    """Return why a personal word is not taken, in one sentence, or None."""
    if len(word) > TYPED_LONGEST or not WORD_SHORTEST <= len(word_key(word)) <= WORD_LONGEST:
        return f"Use {WORD_SHORTEST} to {WORD_LONGEST} characters."
    return None
