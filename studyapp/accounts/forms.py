"""Forms of names and passwords."""

from wtforms import IntegerField, PasswordField, StringField, validators

from studyapp.accounts.passwords import LONGEST, password_fault
from studyapp.web import PageForm

NAME_LONGEST = 60


class SignInForm(PageForm):
    """Name and password of an account."""

    name = StringField(
        "Name",
        [
            validators.InputRequired("Type your name."),
            validators.Length(max=NAME_LONGEST, message="The name is too long."),
        ],
    )
    password = PasswordField(
        "Password",
        [
            validators.InputRequired("Type your password."),
            validators.Length(max=LONGEST, message="The password is too long."),
        ],
    )


class DeviceForm(PageForm):
    """Which session to end."""

    id = IntegerField(validators=[validators.InputRequired("No device was named.")])


class ClaimForm(PageForm):
    """The name and password that a guest takes."""

    name = StringField(
        "Name",
        [
            validators.InputRequired("Type a name."),
            validators.Length(min=2, max=NAME_LONGEST, message="Use between 2 and 60 characters."),
        ],
        description="You sign in with it on other devices. It need not be your real name.",
    )
    password = PasswordField(
        "Password",
        [validators.InputRequired("Type a password.")],
        description="At least 8 characters. A few words in a row are easy to remember.",
    )

    def validate_name(self, field: StringField) -> None:
        """Refuse names of signs that cannot be seen."""
        if not any(character.isalnum() for character in field.data or ""):
            raise validators.ValidationError("Use at least one letter or digit.")
        if not (field.data or "").isprintable():
            raise validators.ValidationError("Use letters, digits, spaces and common signs.")

    def validate_password(self, field: PasswordField) -> None:
        """Refuse passwords that would be guessed."""
        if fault := password_fault(field.data or "", self.name.data or ""):
            raise validators.ValidationError(fault)
