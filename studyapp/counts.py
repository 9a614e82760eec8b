"""How many there are of something, in words."""


def counted(number: float, noun: str) -> str:
    """Return a number with its noun, such as `1 pupil` or `1,200 pupils`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
