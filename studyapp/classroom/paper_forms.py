"""Forms of quizzes on paper; the cells of the grid are read beside its form."""

from collections.abc import Sequence

from wtforms import SelectField, validators

from studyapp.classroom.paper_form import LETTERS
from studyapp.web import PageForm

SIZES = (("a4", "A4"), ("letter", "Letter"))
COUNTS = (("1", "A"), ("2", "A and B"), ("3", "A, B and C"))
SIZE_NAMES = tuple(name for name, _ in SIZES)


class PrintForm(PageForm):
    """For which class a quiz is printed, and how."""

    class_id = SelectField("Class", validate_choice=False)
    forms = SelectField("Forms", choices=COUNTS, validate_choice=False)
    size = SelectField("Paper", choices=SIZES, validate_choice=False)

    def __init__(self, class_ids: Sequence[int]) -> None:
        super().__init__()
        self.class_ids = {str(class_id) for class_id in class_ids}

    def validate_class_id(self, field: SelectField) -> None:
        """Accept a class of the teacher."""
        if field.data not in self.class_ids:
            raise validators.ValidationError("Choose one of your classes.")

    def validate_forms(self, field: SelectField) -> None:
        """Accept one to three forms."""
        if field.data not in dict(COUNTS):
            raise validators.ValidationError("Choose one, two or three forms.")

    def validate_size(self, field: SelectField) -> None:
        """Accept a size that can be printed."""
        if field.data not in SIZE_NAMES:
            raise validators.ValidationError("Choose A4 or Letter.")


class GridForm(PageForm):
    """Results that are typed in."""


def letters_of(count: str) -> Sequence[str]:
    """Return the forms that were asked for; without a choice all there can be."""
    return LETTERS[: int(count)] if count in dict(COUNTS) else LETTERS


def size_of(name: str) -> str:
    """Return the size that was asked for; without a choice A4."""
    return name if name in SIZE_NAMES else "a4"
