"""Nicknames of a live quiz: what is taken, and names to suggest."""

import secrets
import unicodedata
from collections.abc import Container

SHORTEST, LONGEST = 2, 20
MOST_CODE_POINTS = 40
"""An emoji can be put together of several."""
JOINS_EMOJI = "\u200d\ufe0f"
ADJECTIVES = (
    *("Amber", "Brave", "Bright", "Calm", "Clever", "Cosy", "Curious", "Eager", "Early", "Fair"),
    *("Fast", "Fond", "Gentle", "Glad", "Golden", "Green", "Handy", "Happy", "Honest", "Jolly"),
    *("Keen", "Kind", "Late", "Light", "Lively", "Lucky", "Merry", "Mild", "Neat", "Nimble"),
    *("Noble", "Patient", "Polite", "Proud", "Quick", "Quiet", "Rapid", "Silver", "Sunny", "Swift"),
)
ANIMALS = (
    *("Badger", "Beaver", "Bison", "Crane", "Deer", "Dolphin", "Eagle", "Falcon", "Finch", "Fox"),
    *("Gecko", "Hare", "Hawk", "Hedgehog", "Heron", "Horse", "Ibex", "Koala", "Lark", "Lynx"),
    *("Marten", "Mole", "Moose", "Newt", "Otter", "Owl", "Panda", "Puffin", "Rabbit", "Raven"),
    *("Robin", "Salmon", "Seal", "Squirrel", "Stork", "Swan", "Tiger", "Trout", "Turtle", "Wren"),
)


def clean_nickname(typed: str) -> str:
    """Return a nickname without what cannot be seen and without needless spaces."""
    seen = "".join(c for c in unicodedata.normalize("NFC", typed) if not _is_invisible(c))
    return " ".join(seen.split())


def nickname_fault(nickname: str) -> str | None:
    """Return why a cleaned nickname is not taken, in one sentence, or None."""
    marks = sum(_is_visible(character) for character in nickname)
    if not SHORTEST <= marks <= LONGEST or len(nickname) > MOST_CODE_POINTS:
        return f"Choose a nickname of {SHORTEST} to {LONGEST} characters."
    if not any(unicodedata.category(character)[0] in "LNS" for character in nickname):
        return "Use at least one letter, digit or picture in the nickname."
    return None


def suggested_nickname() -> str:
    """Return a neutral name: an adjective and an animal."""
    return f"{secrets.choice(ADJECTIVES)} {secrets.choice(ANIMALS)}"


def free_nickname(wanted: str, taken: Container[str]) -> str:
    """Return the wanted name with the first number that makes it free; `taken` folds no case."""
    number = 2
    while (name := f"{wanted[: LONGEST - 3]} {number}") in taken:
        number += 1
    return name


def _is_invisible(character: str) -> bool:
    """Tell whether nothing is seen of a character: also those that turn the reading direction."""
    return unicodedata.category(character)[0] == "C" and character not in JOINS_EMOJI


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] not in "MC" and category != "Sk"
