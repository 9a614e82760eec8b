"""Forms of the roster: one pupil, a list of them, more time."""

from typing import cast

from wtforms import (
    BooleanField,
    Field,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)

from studyapp.classroom.classes.forms import sentence
from studyapp.classroom.classes.more_time import EXTRA_MINUTES_MOST, FACTORS, MoreTime
from studyapp.classroom.classes.seat_names import clean_text, code_fault, name_fault
from studyapp.classroom.roster.encoding import Decoded, decode_roster
from studyapp.classroom.roster.queries import RosterSeat
from studyapp.classroom.roster.text import NO_SEPARATOR, SEPARATORS, RosterLine
from studyapp.review.plan.forms import stop_at_nonsense
from studyapp.web import PageForm, UploadField, WholeNumberField

FILE_LARGEST = 2 * 1024 * 1024
"""Ten thousand names of any alphabet, in bytes."""
_FACTORS = {f"{factor:g}": factor for factor in FACTORS}


class PupilForm(PageForm):
    """The name and number of a pupil."""

    name = StringField("Name", filters=[lambda text: clean_text(text or "")])
    pupil_code = StringField("Pupil number", filters=[lambda text: clean_text(text or "")])

    def validate_name(self, field: Field) -> None:
        """Refuse names that are empty, too long, or cannot be shown."""
        if fault := name_fault(field.data):
            raise validators.ValidationError(sentence(fault))

    def validate_pupil_code(self, field: Field) -> None:
        """Refuse numbers that are too long or cannot be shown."""
        if fault := code_fault(field.data):
            raise validators.ValidationError(sentence(fault))

    def show(self, seat: RosterSeat) -> None:
        """Fill in what the roster says."""
        self.name.data, self.pupil_code.data = seat.name, seat.pupil_code

    @property
    def pupil(self) -> RosterLine:
        """Return what a valid form says."""
        return RosterLine(1, str(self.name.data), self.pupil_code.data or None)


class RosterFileForm(PageForm):
    """A list of pupils, as a file or pasted, and what to do with it."""

    file = UploadField("CSV file")
    text = TextAreaField("Or paste the list")
    separator = SelectField("Between name and number stands", validate_choice=False, default="")
    act = StringField()

    separators = (
        ("", "Find out"),
        *((word, f"A {word}") for word in SEPARATORS.values()),
        ("nothing", "Nothing: a line is one name"),
    )

    def read(self) -> Decoded:
        """Return the list that was sent; a file goes before what was pasted.

        Raises:
            BadInputError: the file holds no text.
        """
        if content := self.file.content:
            return decode_roster(content)
        return Decoded(str(self.text.data or ""), "")

    @property
    def chosen_separator(self) -> str | None:
        """Return the sign between the cells; None when it is to be found out."""
        signs = {word: sign for sign, word in SEPARATORS.items()} | {"nothing": NO_SEPARATOR}
        return signs.get(str(self.separator.data))


class MoreTimeForm(PageForm):
    """How much more time a pupil has."""

    factor = SelectField("Time limits are multiplied by", validate_choice=False)
    extra_minutes = WholeNumberField(
        "Minutes added to each quiz",
        [
            validators.InputRequired("Say how many minutes, or 0."),
            stop_at_nonsense,
            validators.NumberRange(
                0, EXTRA_MINUTES_MOST, f"Give 0 to {EXTRA_MINUTES_MOST} minutes."
            ),
        ],
    )
    untimed = BooleanField("No time limit at all")

    def validate_factor(self, field: Field) -> None:
        """Accept one of the four."""
        if field.data not in _FACTORS:
            raise validators.ValidationError("Choose one of the list.")

    def show(self, more_time: MoreTime) -> None:
        """Fill in what a pupil has."""
        self.factor.data = f"{more_time.factor:g}"
        self.extra_minutes.data, self.untimed.data = more_time.extra_minutes, more_time.untimed

    @property
    def more_time(self) -> MoreTime:
        """Return what a valid form says."""
        minutes = cast(int, self.extra_minutes.data)
        return MoreTime(_FACTORS[str(self.factor.data)], minutes, bool(self.untimed.data))


class SureForm(PageForm):
    """That a teacher means to erase a pupil."""

    sure = BooleanField(
        "Yes, erase this pupil and every result in this class",
        [validators.InputRequired("Tick the box if the pupil is to be erased.")],
    )
