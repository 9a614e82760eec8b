"""What a posted form says as an answer to a question."""

from studyapp.bank.grading import AnswerShapeError, Given
from studyapp.bank.presentation import shown_order, to_canonical
from studyapp.bank.question import Cloze, Locate, Match, Multiple, Order, Question, Single
from studyapp.review.asking.card import Filled, first_value


def answer_in(question: Question, filled: Filled, answer_id: str) -> Given:
    """Return the answer of a form in the positions of the bank file.

    Raises:
        AnswerShapeError: the form holds no answer to this question; the message says what to do.
    """
    return to_canonical(question, shown_order(question, answer_id), _positions(question, filled))


def _positions(question: Question, filled: Filled) -> object:
    """Return what the form holds in the shape that grading reads, as places shown."""
    match question:
        case Single():
            if len(filled.get("choice", ())) > 1:
                raise AnswerShapeError("Choose one answer.")
            return _place(first_value(filled, "choice"))
        case Multiple():
            return [_place(value) for value in filled.get("choice", ())]
        case Cloze():
            return [first_value(filled, f"blank-{n}") for n in range(len(question.answers))]
        case Order():
            return _sequence(
                [first_value(filled, f"place-{n}") for n in range(len(question.items))]
            )
        case Match():
            values = [first_value(filled, f"right-{n}") for n in range(len(question.pairs))]
            return [_place(value) for value in values] if all(values) else []
        case Locate():
            return first_value(filled, "paragraph")
        case _:
            return first_value(filled, "text")


def _sequence(places: list[str]) -> list[int]:
    """Turn the place given to each shown item, counted from 1, into shown items in order."""
    if not all(places):
        return []
    numbers = [_place(place) for place in places]
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        raise AnswerShapeError("Give each item a place of its own.")
    return sorted(range(len(numbers)), key=lambda n: numbers[n])


def _place(value: str) -> int:
    if value == "":
        raise AnswerShapeError("Choose an answer first.")
    if not (value.isascii() and value.isdigit() and len(value) <= 3):
        raise AnswerShapeError("There is no such answer to choose.")
    return int(value)
