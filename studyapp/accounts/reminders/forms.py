"""The form of reminders by e-mail."""

from typing import Final

from wtforms import StringField, validators

from studyapp.mail_address import LONGEST, MailAddressError, checked_address
from studyapp.web import PageForm, WholeNumberField

LAST_HOUR: Final = 23
USUAL_HOUR: Final = 18
FIRST_HOUR: Final = 4
"""A learner's day begins at four, so that the hours of the night are its last."""
HOURS: Final = [
    (hour, f"{hour:02d}:00") for hour in (*range(FIRST_HOUR, LAST_HOUR + 1), *range(FIRST_HOUR))
]


class ReminderForm(PageForm):
    """Where and when a learner wants to be reminded."""

    address = StringField(
        "E-mail address",
        [
            validators.DataRequired("Type an address."),
            validators.Length(max=LONGEST, message="The address is too long."),
        ],
    )
    hour = WholeNumberField(
        "Not before",
        [
            validators.InputRequired("Choose an hour."),
            validators.NumberRange(0, LAST_HOUR, "There is no such hour."),
        ],
        default=USUAL_HOUR,
    )

    def validate_address(self, field: StringField) -> None:
        """Refuse what letters cannot be sent to."""
        try:
            checked_address(field.data or "")
        except MailAddressError as error:
            raise validators.ValidationError(str(error)) from None

    @property
    def mail_address(self) -> str:
        """Return the address as letters are sent to it."""
        return checked_address(self.address.data or "")
