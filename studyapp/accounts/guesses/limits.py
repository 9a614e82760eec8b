"""How many guesses are looked at: of an account or a seat, of a browser, of a network address."""

from dataclasses import dataclass
from datetime import timedelta

GUESSES_ALLOWED = 10
GUESS_WINDOW = timedelta(minutes=5)
GUESSES_OF_BROWSER = 20
GUESSES_OF_ADDRESS, ADDRESS_WINDOW = 40, timedelta(minutes=1)
"""A whole school may share one address, so its ring is wide."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many guesses under one key are looked at.

    Attributes:
        of: what the key stands for, in a word that tells nobody's name.
        key: a name as it is compared, or one of `keys.py`.
        most: guesses within `window`.
    """

    of: str
    key: str
    most: int = GUESSES_ALLOWED
    window: timedelta = GUESS_WINDOW


def limits_of(address: str, browser: str) -> tuple[Limit, Limit]:
    """Return the limits of whoever asks, for passwords, codes and words of anybody.

    Args:
        address, browser: keys of `keys.py`.
    """
    return (
        Limit("browser", f"{browser} secrets", GUESSES_OF_BROWSER),
        Limit("address", f"{address} secrets", GUESSES_OF_ADDRESS, ADDRESS_WINDOW),
    )
