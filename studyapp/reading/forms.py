"""The form of a reading place."""

from wtforms import IntegerField, validators

from studyapp.web import PageForm


class PlaceForm(PageForm):
    """The number of the paragraph that a reader has come to."""

    number = IntegerField(validators=[validators.InputRequired("The place has no number.")])
