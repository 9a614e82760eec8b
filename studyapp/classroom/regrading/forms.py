"""The forms of regrading."""

from wtforms import StringField, validators

from studyapp.classroom.sittings.scoring import RULES
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


class RegradeForm(PageForm):
    """A rule for an item, with the version that was previewed as the new key."""

    rule = StringField(validators=[validators.AnyOf(RULES, "There is no such way to regrade.")])
    key = WholeNumberField(
        validators=[validators.Optional(), validators.NumberRange(1, LARGEST_ID)],
    )


class UndoForm(PageForm):
    """The regrade that is to be undone."""

    regrade = WholeNumberField(validators=[validators.NumberRange(1, LARGEST_ID)])
