"""Forms of admins."""

from wtforms import BooleanField, StringField, validators

from studyapp.web import PageForm


class SearchForm(PageForm):
    """Part of a name; it is read from the address and changes nothing."""

    q = StringField("Part of the name")


class SureForm(PageForm):
    """That an admin means to erase an account."""

    sure = BooleanField(
        "Yes, erase this account and everything that is kept of it",
        [validators.InputRequired("Tick the box if the account is to be erased.")],
    )
