"""The form of a reading place."""

from wtforms import validators

from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


class PlaceForm(PageForm):
    """The number of the paragraph that a reader has come to."""

    number = WholeNumberField(
        validators=[
            validators.InputRequired("The place has no number."),
            validators.NumberRange(1, LARGEST_ID, "There is no such paragraph."),
        ]
    )
