"""Codes that are read off a wall and typed on a phone."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, no 1, I and L, no U, which is taken for V."""
LENGTH = 6


def new_code() -> str:
    """Return a code that cannot be guessed: one of 729 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """Return a code as it is stored, however it was typed; nonsense stays nonsense."""
    return "".join(character for character in text.upper() if character.isalnum())[: LENGTH + 1]
