"""The form that takes in what a learner has done elsewhere."""

from wtforms import StringField

from studyapp.web import PageForm, UploadField


class UploadForm(PageForm):
    """A file, and the agreement to leave out what is about unknown questions.

    Attributes:
        without: the digest of the questions that the agreement is about.
    """

    file = UploadField("my-data.zip, or my-data.json out of it")
    without = StringField()
