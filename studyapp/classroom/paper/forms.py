"""Forms of quizzes on paper; the cells of the grid are read beside its form."""

from collections.abc import Sequence

from wtforms import StringField, validators

from studyapp.classroom.classes.forms import ClassChoiceForm
from studyapp.classroom.paper.form import LETTERS
from studyapp.web import PageForm

SIZES = {"a4": "A4", "letter": "Letter"}
COUNTS = {"1": "A", "2": "A and B", "3": "A, B and C"}


class PrintForm(ClassChoiceForm):
    """For which class a quiz is printed, and how."""

    forms = StringField("Forms", [validators.AnyOf(COUNTS, "Choose one, two or three forms.")])
    size = StringField("Paper", [validators.AnyOf(SIZES, "Choose A4 or Letter.")])


class GridForm(PageForm):
    """Results that are typed in."""


def letters_of(count: str) -> Sequence[str]:
    """Return the forms that were asked for; without a choice all there can be."""
    return LETTERS[: int(count)] if count in COUNTS else LETTERS


def size_of(name: str) -> str:
    """Return the size that was asked for; without a choice A4."""
    return name if name in SIZES else "a4"
