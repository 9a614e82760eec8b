"""Forms of classes, and what pupils say of their seat."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast

from wtforms import BooleanField, Field, SelectField, StringField, validators

from studyapp.classroom.classes.queries import SchoolClass
from studyapp.classroom.classes.seat_names import clean_text, sign_fault
from studyapp.classroom.classes.settings import (
    KEPT_YEARS,
    KEPT_YEARS_MOST,
    NAME_LONGEST,
    ClassSettings,
    years_after,
)
from studyapp.review.plan.forms import DayField
from studyapp.web import PageForm
from studyapp.zones import zone_choices, zone_named


class ClassChoiceForm(PageForm):
    """For which class of the teacher a quiz is."""

    class_id = StringField("Class")

    def __init__(self, classes: Iterable[SchoolClass]) -> None:
        super().__init__()
        self.classes = {str(one.id): one.name for one in classes if one.ended_at is None}

    def validate_class_id(self, field: Field) -> None:
        """Accept a class of the teacher."""
        if field.data not in self.classes:
            raise validators.ValidationError("Choose one of your classes.")


class ClassForm(PageForm):
    """What a teacher says of a class."""

    name = StringField("Name", filters=[lambda text: clean_text(text or "")])
    zone = SelectField("Time zone", validate_choice=False)
    erase_on = DayField("Erase its results on", [validators.InputRequired("Choose the day.")])

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def validate_name(self, field: Field) -> None:
        """Refuse names that are empty, too long, or cannot be shown."""
        if not field.data:
            raise validators.ValidationError("Give the class a name.")
        if len(field.data) > NAME_LONGEST:
            raise validators.ValidationError(f"Use {NAME_LONGEST} characters at most.")
        if fault := sign_fault(field.data, "name"):
            raise validators.ValidationError(sentence(fault))

    def validate_zone(self, field: Field) -> None:
        """Accept zones that this machine knows."""
        if zone_named(field.data or "") is None:
            raise validators.ValidationError("There is no such time zone. Choose one of the list.")

    def validate_erase_on(self, field: Field) -> None:
        """Accept a day that comes, but not in the far future."""
        first, last = self.today + timedelta(days=1), years_after(self.today, KEPT_YEARS_MOST)
        if field.data is not None and not first <= field.data <= last:
            raise validators.ValidationError(
                f"Choose a day after today, {KEPT_YEARS_MOST} years ahead at most."
            )

    def begin(self, zone: str) -> None:
        """Fill in what a new class has unless its teacher says otherwise."""
        self.zone.data, self.erase_on.data = zone, years_after(self.today, KEPT_YEARS)

    def show(self, school_class: SchoolClass) -> None:
        """Fill in what a class is like."""
        self.name.data, self.zone.data = school_class.name, school_class.zone
        self.erase_on.data = school_class.erase_on

    @property
    def zones(self) -> list[tuple[str, str]]:
        """Return the zones to choose from, the present one among them."""
        names = zone_choices()
        present = str(self.zone.data or "")
        known = names if present in names or zone_named(present) is None else [present, *names]
        return [(name, name.replace("_", " ")) for name in known]

    @property
    def settings(self) -> ClassSettings:
        """Return what a valid form says."""
        erase_on = cast(date, self.erase_on.data)
        return ClassSettings(str(self.name.data), str(self.zone.data), erase_on)


class DeletionForm(PageForm):
    """That a teacher means to delete a class."""

    sure = BooleanField(
        "Yes, delete this class and every result in it",
        [validators.InputRequired("Tick the box if the class is to be deleted.")],
    )


class SharingForm(PageForm):
    """What passes between a class and the own study of a pupil."""

    shares = BooleanField("What I miss in class enters my own review")
    shares_study = BooleanField("My teacher sees what I know from studying alone")


def sentence(fault: str) -> str:
    """Return the end of a sentence as a sentence of its own."""
    return fault[:1].upper() + fault[1:]
