"""Passwords: what is accepted, and argon2id."""

import threading
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
LONGEST = 200
COMMON = frozenset(
    Path(__file__).with_name("common_passwords.txt").read_text(encoding="ascii").split()
)
"""The 4,000 that are used most of those that are long enough; from the lists of zxcvbn."""
APP_NAME = "studyapp"

# OWASP's minimum for argon2id; the library's default takes seven times as long.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# One at a time: each hash takes 19 MiB, and a burst of sign-ins must not take 30 times that.
_TURN = threading.Semaphore(1)
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$fcHdQsu/ikvNR6P2ZvpHHA"
    "$jpClkBHhA97pUgt42I8ucAZhF5SkIvj+Px6NUFHXw7E"
)
"""The hash of a password that nobody has; to make it at each start would take 25 ms."""


def password_fault(password: str, name: str) -> str | None:
    """Return why a new password is not taken, in one sentence, or None."""
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if password.casefold() in COMMON or len(set(password)) == 1:
        return "This password is one of the first that would be guessed. Choose another."
    if _says_nothing_else(password, (name, *name.split(), APP_NAME)):
        return "The password must be more than the name, or the name of this app, and some digits."
    return None


def _says_nothing_else(password: str, words: Iterable[str]) -> bool:
    """Tell whether a password holds no letter beside words that anybody would try first."""
    left = password.casefold()
    for word in sorted((word.casefold() for word in words if word), key=len, reverse=True):
        left = left.replace(word, "")
    return left != password.casefold() and not any(sign.isalpha() for sign in left)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password; never call it inside a write transaction."""
    with _TURN:
        return HASHER.hash(unicodedata.normalize("NFKC", password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Check a password; without a hash it takes as long and says no."""
    with _TURN:
        try:
            HASHER.verify(password_hash or NOBODY, unicodedata.normalize("NFKC", password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None
