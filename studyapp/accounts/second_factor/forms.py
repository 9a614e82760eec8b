"""Forms of two-step sign-in."""

from wtforms import HiddenField, StringField, validators

from studyapp.accounts.forms import password_field
from studyapp.web import PageForm

LONGEST_CODE = 60
SIX_DIGITS = "Type the six digits that your app shows."


def _code_field(label: str) -> StringField:
    is_short = validators.Length(max=LONGEST_CODE, message="The code is too long.")
    return StringField(label, [is_short])


class _ProvingForm(PageForm):
    """A code of the app, or a recovery code in its place."""

    code = _code_field("Code of your app")
    recovery = _code_field("Recovery code")

    def validate_code(self, _field: StringField) -> None:
        """Ask for one of the two."""
        if not self.typed:
            raise validators.ValidationError(SIX_DIGITS)

    @property
    def typed(self) -> str:
        """Return what was typed into either field."""
        return (self.recovery.data or "").strip() or (self.code.data or "").strip()

    def refuse(self) -> None:
        """Say under the field that was used that the code is wrong."""
        if (self.recovery.data or "").strip():
            self.recovery.errors = ["This is no recovery code of yours, or it was used before."]
        else:
            self.code.errors = ["This is not the code of this moment. Wait for the next one."]


class CodeForm(_ProvingForm):
    """The second step of a sign-in."""

    ticket = HiddenField()


class RenewForm(_ProvingForm):
    """That new recovery codes are wanted."""


class SwitchOffForm(_ProvingForm):
    """That two-step sign-in is to end."""

    password = password_field("Password", "Type your password.")


class BeginForm(PageForm):
    """That two-step sign-in is to be set up."""

    password = password_field("Password", "Type your password.")


class ConfirmForm(PageForm):
    """The first code, which shows that the app is set up."""

    code = _code_field("Code of your app")

    def validate_code(self, field: StringField) -> None:
        """Ask for the code."""
        if not (field.data or "").strip():
            raise validators.ValidationError(SIX_DIGITS)
