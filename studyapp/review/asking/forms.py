"""The form of an answer: its fixed fields; what a kind adds is read by `form_answer`."""

import uuid

from wtforms import Field, HiddenField, validators

from studyapp.review.rating import Confidence, confidence_named
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField


def require_usual_uuid(_form: object, field: Field) -> None:
    """Accept the id of an answer in the one usual spelling of a UUID alone."""
    try:
        usual = str(uuid.UUID(field.data or ""))
    except ValueError:
        usual = ""
    if not usual or usual != field.data:
        raise validators.ValidationError("The answer has no usable id. Load the page again.")


def milliseconds_in(text: str | None) -> int | None:
    """Return how long a page took, as it measured it; nonsense counts as unknown."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if text and is_number else None


class LapseForm(PageForm):
    """Why an answer slipped."""

    reason = HiddenField()


class KeepForm(PageForm):
    """Which questions to keep; their boxes are read beside it."""

    act = HiddenField()

    @property
    def takes_all(self) -> bool:
        """Tell whether everything shown is to be taken, whatever is ticked."""
        return bool(self.act.data == "all")


class PretestForm(PageForm):
    """Which pretest was shown."""

    run_id = HiddenField()

    def validate_run_id(self, field: Field) -> None:
        """Accept a UUID alone."""
        try:
            uuid.UUID(field.data or "")
        except ValueError:
            message = "The form does not say what was asked. Load the page again."
            raise validators.ValidationError(message) from None

    @property
    def run(self) -> str:
        """Return the id that decided the questions and their order."""
        return str(self.run_id.data)


class AnswerForm(PageForm):
    """What every answer carries beside the answer itself."""

    answer_id = HiddenField(validators=[require_usual_uuid])
    version = WholeNumberField(
        validators=[
            validators.InputRequired("The form does not say which question it answers."),
            validators.NumberRange(1, LARGEST_ID, "The question has no such version."),
        ]
    )
    again = HiddenField()
    act = HiddenField()
    confidence = HiddenField()
    recalled = HiddenField()
    ms = HiddenField()

    @property
    def version_id(self) -> int:
        """Return which version of the question was shown."""
        return self.version.data or 0

    @property
    def milliseconds(self) -> int | None:
        """Return how long the page took; None when that is not known."""
        return milliseconds_in(self.ms.data)

    @property
    def sureness(self) -> Confidence | None:
        """Return how sure the learner said they were, if they did."""
        return confidence_named(self.confidence.data)

    @property
    def is_recalled(self) -> bool:
        """Tell whether the learner said that they know it before the choices were shown."""
        return bool(self.recalled.data == "yes")

    @property
    def is_unsure(self) -> bool:
        """Tell whether the learner said that they do not know."""
        return bool(self.act.data == "unsure")

    @property
    def is_second_try(self) -> bool:
        """Tell whether a nearly right answer was already asked again."""
        return bool(self.again.data == "1")
