"""The form of a reading place and of the step that led there."""

from wtforms import validators

from studyapp.reading.pace import LONGEST_STEP_SECONDS
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


class PlaceForm(PageForm):
    """The paragraph that a reader has come to; from which, and in how many seconds."""

    number = WholeNumberField(
        validators=[
            validators.InputRequired("The place has no number."),
            validators.NumberRange(1, LARGEST_ID, "There is no such paragraph."),
        ]
    )
    since = WholeNumberField(
        validators=[
            validators.Optional(),
            validators.NumberRange(1, LARGEST_ID, "There is no such paragraph."),
        ]
    )
    seconds = WholeNumberField(
        validators=[
            validators.Optional(),
            validators.NumberRange(0, LONGEST_STEP_SECONDS, "Nobody reads on for so long."),
        ]
    )
