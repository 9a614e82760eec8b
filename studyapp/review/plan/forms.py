"""Forms of the plan: exams, days off, a backlog."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from wtforms import DateField, Field, SelectMultipleField, StringField, validators
from wtforms.form import BaseForm

from studyapp.review.plan.exam import LONGEST_AHEAD_DAYS, MINUTES_MOST, Exam, ExamWish
from studyapp.review.plan.put_off_plan import LONGEST_OFF_DAYS, DaysOff
from studyapp.web import PageForm, WholeNumberField

TITLE_LONGEST = 120


class DayField(DateField):
    """A day that is refused in our words."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("This must be a day, such as 2026-06-12.") from None


def stop_at_nonsense(_form: BaseForm, field: Field) -> None:
    """Say no more of what could not even be read."""
    if field.process_errors:
        raise validators.StopValidation


def minutes_field(label: str) -> WholeNumberField:
    """Return a field for minutes a day."""
    return WholeNumberField(
        label,
        [
            validators.InputRequired("Say how many minutes."),
            stop_at_nonsense,
            validators.NumberRange(1, MINUTES_MOST, f"Give 1 to {MINUTES_MOST} minutes a day."),
        ],
    )


class ExamForm(PageForm):
    """What a learner says of an exam."""

    title = StringField(
        "Title",
        [
            validators.DataRequired("Give it a title."),
            validators.Length(
                max=TITLE_LONGEST, message=f"Use {TITLE_LONGEST} characters at most."
            ),
        ],
        filters=[lambda text: " ".join(text.split()) if text else text],
    )
    held_on = DayField("Day", [validators.InputRequired("Choose the day.")])
    minutes = minutes_field("Minutes a day for it")
    covers = SelectMultipleField("What it covers", validate_choice=False)

    def __init__(self, today: date, names: Iterable[str]) -> None:
        super().__init__()
        self.today = today
        self.names = set(names)

    def validate_held_on(self, field: Field) -> None:
        """Accept a day to come."""
        latest = self.today + timedelta(days=LONGEST_AHEAD_DAYS)
        if field.data is not None and not self.today < field.data <= latest:
            raise validators.ValidationError("Choose a day after today, two years ahead at most.")

    def validate_covers(self, field: Field) -> None:
        """Accept names of what is served, at least one."""
        if not field.data:
            raise validators.ValidationError("Choose at least one part.")
        if not self.names.issuperset(field.data):
            raise validators.ValidationError("One of the parts is not there any more.")

    def show(self, exam: Exam) -> None:
        """Fill in what an exam says."""
        self.title.data, self.held_on.data = exam.title, exam.held_on
        self.minutes.data, self.covers.data = exam.minutes, list(exam.covers)

    @property
    def wish(self) -> ExamWish:
        """Return what a valid form says."""
        return ExamWish(
            str(self.title.data),
            cast(date, self.held_on.data),
            tuple(dict.fromkeys(self.covers.data or ())),
            self.minutes.data or 1,
        )


class PutOffForm(PageForm):
    """Whether the effect is to be shown or stored, and the minutes a day that follow."""

    act = StringField()
    minutes = minutes_field("Minutes a day")

    @property
    def is_to_be_stored(self) -> bool:
        """Tell whether the learner has seen the effect and wants it."""
        return bool(self.act.data == "save")


class DaysOffForm(PutOffForm):
    """Days on which nothing is to be asked."""

    first_day = DayField("First day off", [validators.InputRequired("Choose the first day.")])
    last_day = DayField("Last day off", [validators.InputRequired("Choose the last day.")])
    minutes = minutes_field("Minutes a day afterwards")

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def validate_first_day(self, field: Field) -> None:
        """Accept a day from today on."""
        latest = self.today + timedelta(days=LONGEST_AHEAD_DAYS)
        if field.data is not None and not self.today <= field.data <= latest:
            raise validators.ValidationError("Choose today or a later day, two years at most.")

    def validate_last_day(self, field: Field) -> None:
        """Accept a day that does not come before the first, nor long after it."""
        first = self.first_day.data
        if first is None or field.data is None:
            return
        if field.data < first:
            raise validators.ValidationError("The last day comes before the first.")
        if (field.data - first).days >= LONGEST_OFF_DAYS:
            raise validators.ValidationError(f"Take {LONGEST_OFF_DAYS} days off at most.")

    def days_off(self, a_day: int) -> DaysOff:
        """Return what a valid form says, with the questions of a day afterwards."""
        first, last = cast(date, self.first_day.data), cast(date, self.last_day.data)
        return DaysOff(first, last, a_day)


class BacklogForm(PutOffForm):
    """How many minutes a day are to be given to a backlog."""
