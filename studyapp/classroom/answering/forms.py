"""Forms of a learner at work on an assigned quiz."""

from wtforms import HiddenField, validators

from studyapp.review.asking.forms import milliseconds_in, require_usual_uuid
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


class ResponseForm(PageForm):
    """What every answer to an item carries beside the answer itself.

    Attributes:
        revision: of the answer that the learner saw when they gave this one.
        certainty: 1, 2 or 3, where certainty is marked.
        touched: `0` where a script saw that nothing was changed.
        go: where to go next, an item or a page.
    """

    entry_uuid = HiddenField(validators=[require_usual_uuid])
    revision = WholeNumberField(
        validators=[
            validators.InputRequired("The form does not say which answer it replaces."),
            validators.NumberRange(0, LARGEST_ID, "There is no such answer to replace."),
        ]
    )
    certainty = WholeNumberField(
        validators=[
            validators.Optional(),
            validators.NumberRange(1, 3, "Choose how sure you are: 1, 2 or 3."),
        ]
    )
    touched = HiddenField()
    leave = HiddenField()
    go = HiddenField()
    ms = HiddenField()

    @property
    def is_untouched(self) -> bool:
        """Tell whether a script says that nothing was changed."""
        return bool(self.touched.data == "0")

    @property
    def leaves(self) -> bool:
        """Tell whether the learner goes on without keeping what stands in the form."""
        return bool(self.leave.data)

    @property
    def milliseconds(self) -> int | None:
        """Return how long the page took; None when that is not known."""
        return milliseconds_in(self.ms.data)
