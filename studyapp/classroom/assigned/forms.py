"""The forms of when and how a quiz is worked on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wtforms import BooleanField, Field, StringField, validators

from studyapp.classroom.assigned.assignment import (
    FEEDBACKS,
    LONGEST_LIMIT_MINUTES,
    MOST_ATTEMPTS,
    Assignment,
)
from studyapp.classroom.assigned.counted import COUNTS, WHOLE
from studyapp.classroom.classes.local_time import LocalTimeError, Moment, moment_of, typed_again
from studyapp.classroom.classes.queries import SchoolClass
from studyapp.web import PageForm, WholeNumberField
from studyapp.zones import zone_named

FEEDBACK_WORDS = [
    ("submitted", "When an attempt is handed in"),
    ("each", "After each question"),
    ("closed", "After the close, when nobody can answer any more"),
    ("never", "Never"),
]
COUNTS_WORDS = [
    ("best", "The best"),
    ("last", "The last"),
    ("first", "The first"),
    ("mean", "The mean of all"),
]
SETTINGS = ("attempts", "counts", "feedback", "late_percent", "extends_close", "certainty")
UTC_ZONE = ZoneInfo("UTC")
CUT_SHORT = (
    "The time limit is longer than the quiz is open, so the close ends every attempt earlier."
)
PAST = "The close lies in the past, so nobody can work on this quiz."


class LocalTimeField(StringField):
    """A date and time where the class is; `moment` is set once the zone is known."""

    moment: Moment | None = None

    def read(self, zone: ZoneInfo) -> Moment:
        """Return the moment that was typed; raise ValidationError when it is none."""
        try:
            self.moment = moment_of(self.data or "", zone)
        except LocalTimeError as error:
            raise validators.ValidationError(str(error)) from None
        return self.moment


class AssignmentForm(PageForm):
    """When and how an assigned quiz is worked on; times are local to `zone`."""

    opens_at = LocalTimeField("Opens")
    closes_at = LocalTimeField("Closes")
    minutes = WholeNumberField(
        "Time limit of an attempt, in minutes",
        [
            validators.Optional(),
            validators.NumberRange(
                1,
                LONGEST_LIMIT_MINUTES,
                f"A time limit can be 1 to {LONGEST_LIMIT_MINUTES} minutes.",
            ),
        ],
    )
    attempts = WholeNumberField(
        "Attempts",
        [
            validators.Optional(),
            validators.NumberRange(
                1, MOST_ATTEMPTS, f"Give 1 to {MOST_ATTEMPTS} attempts, or leave it empty."
            ),
        ],
    )
    counts = StringField("Which attempt counts", [validators.AnyOf(COUNTS, "Choose what counts.")])
    feedback = StringField(
        "When pupils see their result", [validators.AnyOf(FEEDBACKS, "Choose when.")]
    )
    late_until = LocalTimeField("Taken late until")
    late_percent = WholeNumberField(
        "What a late attempt is worth, in percent",
        [
            validators.Optional(),
            validators.NumberRange(0, WHOLE, f"A late attempt can be worth 0 to {WHOLE} percent."),
        ],
    )
    extends_close = BooleanField("More time of a pupil also moves the close")
    certainty = BooleanField("Certainty marks")
    zone: ZoneInfo = UTC_ZONE

    def validate_opens_at(self, field: LocalTimeField) -> None:
        """Accept a moment where the class is."""
        field.read(self.zone)

    def validate_closes_at(self, field: LocalTimeField) -> None:
        """Accept a moment after the opening."""
        closes, opens = field.read(self.zone), self.opens_at.moment
        if opens is not None and closes.at <= opens.at:
            raise validators.ValidationError("The close must come after the opening.")

    def validate_late_until(self, field: LocalTimeField) -> None:
        """Accept nothing, or a moment that does not come before the close."""
        if not (field.data or "").strip():
            return
        late, closes = field.read(self.zone), self.closes_at.moment
        if closes is not None and late.at < closes.at:
            raise validators.ValidationError(
                "What is late comes after the close. Choose a later time, or leave it empty."
            )

    @property
    def assignment(self) -> Assignment:
        """Return what a valid form says."""
        opens, closes, late = (f.moment for f in (self.opens_at, self.closes_at, self.late_until))
        if opens is None or closes is None:
            raise ValueError("a form that is not valid says nothing")
        percent = self.late_percent.data
        return Assignment(
            opens_at=opens.at,
            closes_at=closes.at,
            limit=timedelta(minutes=self.minutes.data) if self.minutes.data else None,
            attempts=self.attempts.data,
            counts=COUNTS[str(self.counts.data)],
            feedback=FEEDBACKS[str(self.feedback.data)],
            late_until=late.at if late is not None else None,
            late_percent=WHOLE if percent is None else percent,
            extends_close=bool(self.extends_close.data),
            certainty=bool(self.certainty.data),
        )

    def notes(self, now: datetime) -> list[str]:
        """Return what a teacher should know of a valid form, though nothing is wrong with it."""
        doubled = [
            f"{field.label.text}: the clocks go back on that day, so this time comes twice."
            " The first of the two is meant."
            for field in (self.opens_at, self.closes_at, self.late_until)
            if field.moment is not None and field.moment.is_doubled
        ]
        wanted = self.assignment
        is_over = (wanted.late_until or wanted.closes_at) < now
        return doubled + [CUT_SHORT] * wanted.is_limit_cut_short + [PAST] * is_over

    def show(self, assignment: Assignment, zone: ZoneInfo) -> None:
        """Fill in what an assignment says."""
        self.opens_at.data = typed_again(assignment.opens_at, zone)
        self.closes_at.data = typed_again(assignment.closes_at, zone)
        late, limit = assignment.late_until, assignment.limit
        self.late_until.data = typed_again(late, zone) if late is not None else None
        self.minutes.data = limit // timedelta(minutes=1) if limit is not None else None
        for name in SETTINGS:
            self[name].data = getattr(assignment, name)


class AssignForm(AssignmentForm):
    """The same for a quiz that is put before a class; the class decides the zone."""

    class_id = WholeNumberField("Class", [validators.InputRequired("Choose a class.")])

    def __init__(self, classes: Sequence[SchoolClass]) -> None:
        super().__init__()
        self.classes = {found.id: found for found in classes}
        self.zone = self.zone_of(self.class_id.data)

    def zone_of(self, class_id: int | None) -> ZoneInfo:
        """Return the zone of one of the classes."""
        chosen = self.classes.get(class_id or 0)
        return (zone_named(chosen.zone) if chosen else None) or UTC_ZONE

    def validate_class_id(self, field: Field) -> None:
        """Accept a class of the teacher that goes on."""
        if field.data not in self.classes:
            raise validators.ValidationError("Choose one of your classes.")
