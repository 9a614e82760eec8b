"""The form of how a learner wants to be asked."""

from typing import Any

from wtforms import BooleanField, StringField, validators
from wtforms.fields.core import Field

from studyapp.review.plan.habits import (
    GOAL_LARGEST,
    LIGHT,
    MOST_NEW_PER_DAY,
    NORMAL,
    OFF,
    WEEKDAYS,
    Habits,
    goal_kind_named,
)
from studyapp.web import PageForm, WholeNumberField

RETENTIONS = [(percent, f"{percent} %") for percent in range(80, 96)]
GOALS = [("none", "No goal"), ("questions", "Questions a day"), ("minutes", "Minutes a day")]
KINDS_OF_DAY = [(NORMAL, "Normal"), (LIGHT, "Light"), (OFF, "Off")]
_IS_KIND = validators.AnyOf(dict(KINDS_OF_DAY), "There is no such kind of day.")


class HabitsForm(PageForm):
    """How a learner wants to be asked."""

    retention = WholeNumberField(
        "Wanted chance of knowing",
        [validators.NumberRange(80, 95, "The wanted chance can be 80 to 95 percent.")],
    )
    new_per_day = WholeNumberField(
        "New questions a day",
        [
            validators.InputRequired("Say how many new questions a day; 0 for none."),
            validators.NumberRange(
                0, MOST_NEW_PER_DAY, f"New questions a day can be 0 to {MOST_NEW_PER_DAY}."
            ),
        ],
    )
    goal_kind = StringField(
        "Goal for a day", [validators.AnyOf(dict(GOALS), "There is no such goal.")]
    )
    goal = WholeNumberField(
        "How many",
        [
            validators.Optional(),
            validators.NumberRange(0, GOAL_LARGEST, f"A goal can be 1 to {GOAL_LARGEST} a day."),
        ],
    )
    day_0 = StringField(WEEKDAYS[0], [_IS_KIND])
    day_1 = StringField(WEEKDAYS[1], [_IS_KIND])
    day_2 = StringField(WEEKDAYS[2], [_IS_KIND])
    day_3 = StringField(WEEKDAYS[3], [_IS_KIND])
    day_4 = StringField(WEEKDAYS[4], [_IS_KIND])
    day_5 = StringField(WEEKDAYS[5], [_IS_KIND])
    day_6 = StringField(WEEKDAYS[6], [_IS_KIND])
    recall_first = BooleanField("Recall first")

    def validate_goal_kind(self, field: Field) -> None:
        """Ask for a number where there is a goal."""
        if field.data != "none" and not self.goal.data:
            raise validators.ValidationError("Say how many questions or minutes a day.")

    @property
    def days(self) -> list[Field]:
        """Return the fields of the weekdays from Monday."""
        return [self[f"day_{n}"] for n in range(len(WEEKDAYS))]

    @property
    def habits(self) -> Habits:
        """Return what the form says; it has to be valid."""
        kind = goal_kind_named(self.goal_kind.data) or "none"
        return Habits(
            retention=(self.retention.data or 0) / 100,
            new_per_day=self.new_per_day.data or 0,
            goal_kind=kind,
            goal=(self.goal.data or 0) if kind != "none" else 0,
            weekdays="".join(field.data for field in self.days),
            recall_first=bool(self.recall_first.data),
        )

    def show(self, habits: Habits) -> None:
        """Fill the form with what holds now."""
        values: dict[str, Any] = {
            "retention": round(habits.retention * 100),
            "new_per_day": habits.new_per_day,
            "goal_kind": habits.goal_kind,
            "goal": habits.goal or None,
            "recall_first": habits.recall_first,
        }
        for name, value in values.items():
            self[name].data = value
        for field, kind in zip(self.days, habits.weekdays, strict=True):
            field.data = kind
