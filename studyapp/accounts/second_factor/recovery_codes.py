"""Codes that stand in once each for a lost authenticator app."""

import hashlib
import secrets

HOW_MANY = 10
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No two of them look alike."""
GROUPS, GROUP_SIGNS = 4, 6
"""24 signs out of 31 are 118 bits, so that a quick hash of them will do."""


def new_recovery_codes() -> list[str]:
    """Return fresh codes as they are shown."""
    return [
        "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP_SIGNS)) for _ in range(GROUPS))
        for _ in range(HOW_MANY)
    ]


def recovery_code_hash(typed: str) -> str:
    """Return what the tables keep of a code, however it was typed."""
    signs = "".join(sign for sign in typed.casefold() if sign in SIGNS)
    return hashlib.sha256(f"studyapp.recovery {signs}".encode()).hexdigest()
