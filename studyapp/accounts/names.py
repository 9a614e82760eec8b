"""Names of accounts: what is accepted."""

SHORTEST = 2
LONGEST = 60


def name_fault(name: str) -> str | None:
    """Return why a new name is not taken, in one sentence, or None."""
    if not SHORTEST <= len(" ".join(name.split())) <= LONGEST:
        return f"Use between {SHORTEST} and {LONGEST} characters."
    if not any(character.isalnum() for character in name):
        return "Use at least one letter or digit."
    if not name.isprintable():
        return "Use letters, digits, spaces and common signs."
    return None
