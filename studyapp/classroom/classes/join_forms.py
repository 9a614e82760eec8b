"""Forms of those who join: a code, then a name and a personal word."""

from wtforms import BooleanField, Field, PasswordField, StringField, validators

from studyapp.classroom.classes.codes import typed_code
from studyapp.classroom.classes.seat_names import word_fault
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


class JoinForm(PageForm):
    """A code from the wall."""

    code = StringField("Code", [validators.InputRequired("Type the code.")])

    @property
    def typed(self) -> str:
        """Return the code as it is stored, however it was typed."""
        return typed_code(str(self.code.data or ""))


class SeatForm(PageForm):
    """Which name on the roster, and its personal word."""

    seat_id = WholeNumberField(
        "Your name",
        [
            validators.InputRequired("Choose your name."),
            validators.NumberRange(1, LARGEST_ID, "Choose your name."),
        ],
    )
    word = PasswordField("Your personal word")
    same = BooleanField()

    def validate_word(self, field: Field) -> None:
        """Refuse words that are too short or too long."""
        if fault := word_fault(field.data or ""):
            raise validators.ValidationError(fault)
