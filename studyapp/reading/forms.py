"""The form of a reading place."""

from wtforms import BooleanField, IntegerField, validators

from studyapp.web import PageForm


class PlaceForm(PageForm):
    """Where a reader has come to, and whether the end is in sight."""

    number = IntegerField(validators=[validators.InputRequired("The place has no number.")])
    finished = BooleanField()
