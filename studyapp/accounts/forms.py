"""Forms of names and passwords."""

from wtforms import BooleanField, PasswordField, StringField, validators

from studyapp.accounts.names import LONGEST as NAME_LONGEST
from studyapp.accounts.names import name_fault
from studyapp.accounts.sign_in.passwords import LONGEST, password_fault
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


def password_field(label: str, asks: str) -> PasswordField:
    """Make a field for a password that somebody has."""
    is_typed = validators.InputRequired(asks)
    return PasswordField(
        label, [is_typed, validators.Length(max=LONGEST, message="The password is too long.")]
    )


class SignInForm(PageForm):
    """Name and password of an account."""

    name = StringField(
        "Name",
        [
            validators.InputRequired("Type your name."),
            validators.Length(max=NAME_LONGEST, message="The name is too long."),
        ],
    )
    password = password_field("Password", "Type your password.")


class DeviceForm(PageForm):
    """Which session to end."""

    id = WholeNumberField(
        validators=[
            validators.InputRequired("No device was named."),
            validators.NumberRange(1, LARGEST_ID, "There is no such device."),
        ]
    )


class ClaimForm(PageForm):
    """The name and password that a guest takes."""

    name = StringField(
        "Name",
        [validators.InputRequired("Type a name.")],
        description="You sign in with it on other devices. It need not be your real name.",
    )
    password = PasswordField(
        "Password",
        [validators.InputRequired("Type a password.")],
        description="At least 8 characters. A few words in a row are easy to remember.",
    )

    def validate_name(self, field: StringField) -> None:
        """Refuse names that are too short, too long, or cannot be read."""
        if fault := name_fault(field.data or ""):
            raise validators.ValidationError(fault)

    def validate_password(self, field: PasswordField) -> None:
        """Refuse passwords that would be guessed."""
        if fault := password_fault(field.data or "", self.name.data or ""):
            raise validators.ValidationError(fault)


class PasswordForm(PageForm):
    """A new password in the place of the present one."""

    present = password_field("Present password", "Type your present password.")
    password = PasswordField(
        "New password",
        [validators.InputRequired("Type a new password.")],
        description="At least 8 characters. A few words in a row are easy to remember.",
    )
    again = PasswordField("New password, once more")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def validate_password(self, field: PasswordField) -> None:
        """Refuse passwords that would be guessed."""
        if fault := password_fault(field.data or "", self.name):
            raise validators.ValidationError(fault)

    def validate_again(self, field: PasswordField) -> None:
        """Refuse a slip of the hand."""
        if field.data != self.password.data:
            raise validators.ValidationError("This differs from the new password above.")


class EraseForm(PageForm):
    """That a learner means to erase everything; an account also proves whose it is."""

    sure = BooleanField(
        "Yes, erase everything that is kept of me here",
        [validators.InputRequired("Tick the box if everything is to be erased.")],
    )
    password = PasswordField(
        "Password", [validators.Length(max=LONGEST, message="The password is too long.")]
    )


class TokenNameForm(PageForm):
    """What a learner calls a program that is to act for them."""

    label = StringField(
        "Name of the program",
        [validators.DataRequired("Type a name for the program.")],
        description="So that you know later which one to revoke.",
    )

    def validate_label(self, _field: StringField) -> None:
        """Refuse names that are too long or cannot be read."""
        if not self.label_text or not self.label_text.isprintable():
            raise validators.ValidationError("Use letters, digits, spaces and common signs.")
        if len(self.label_text) > NAME_LONGEST:
            raise validators.ValidationError(f"Use at most {NAME_LONGEST} characters.")

    @property
    def label_text(self) -> str:
        """Return the name with its spaces folded."""
        return " ".join((self.label.data or "").split())


class TokenForm(PageForm):
    """Which token to end."""

    id = WholeNumberField(
        validators=[
            validators.InputRequired("No program was named."),
            validators.NumberRange(1, LARGEST_ID, "There is no such program."),
        ]
    )
