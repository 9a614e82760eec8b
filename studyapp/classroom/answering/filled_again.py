"""A stored answer as the form that gave it held it."""

from collections.abc import Sequence

from studyapp.bank.grading import Given
from studyapp.bank.question import Cloze, Locate, Match, Multiple, Order, Question, Single
from studyapp.review.asking.card import Filled


def filled_from(question: Question, given: Given, shown: Sequence[int]) -> Filled:
    """Return the fields that say `given` where the choices stand in the order `shown`."""
    match question:
        case Single() | Multiple():
            chosen = [given] if isinstance(given, int) else _positions(given)
            return {"choice": [str(shown.index(n)) for n in chosen]}
        case Cloze():
            texts = given if isinstance(given, list) else []
            return {f"blank-{n}": [str(text)] for n, text in enumerate(texts)}
        case Order():
            places = {n: place for place, n in enumerate(_positions(given), start=1)}
            return {f"place-{at}": [str(places[n])] for at, n in enumerate(shown) if n in places}
        case Match():
            rights = enumerate(_positions(given))
            return {f"right-{left}": [str(shown.index(right))] for left, right in rights}
        case Locate():
            return {"paragraph": [str(given or "")]}
        case _:
            return {"text": [str(given or "")]}


def is_blank(filled: Filled) -> bool:
    """Tell whether a form holds no answer at all, not even a part of one."""
    names = ("choice", "text", "paragraph")
    parts = ("blank-", "place-", "right-")
    return not any(
        value.strip()
        for name, values in filled.items()
        if name in names or name.startswith(parts)
        for value in values
    )


def _positions(given: Given) -> list[int]:
    return [n for n in given if isinstance(n, int)] if isinstance(given, list) else []
