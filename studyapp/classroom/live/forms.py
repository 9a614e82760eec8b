"""Forms of a live quiz: opened and led by its host, joined and answered by its players."""

from wtforms import BooleanField, Field, HiddenField, StringField, validators

from studyapp.classroom.live.nicknames import clean_nickname, nickname_fault
from studyapp.classroom.live.operations import LiveSettings
from studyapp.classroom.live.state import ACTS, LONGEST_SECONDS, SHORTEST_SECONDS, Act
from studyapp.review.asking.forms import require_usual_uuid
from studyapp.web import LARGEST_ID, PageForm, WholeNumberField

LONGEST_TYPED = 200
_LENGTH = validators.Length(max=LONGEST_TYPED, message="This is too long.")


class OpenLiveForm(PageForm):
    """How a live quiz is to be run."""

    class_id = StringField("Who plays")
    seconds = WholeNumberField(
        "Seconds for each question",
        [
            validators.Optional(),
            validators.NumberRange(
                SHORTEST_SECONDS,
                LONGEST_SECONDS,
                f"The timer can be {SHORTEST_SECONDS} to {LONGEST_SECONDS} seconds, or nothing.",
            ),
        ],
    )
    standings = BooleanField("Players see how they stand")
    lets_late = BooleanField("Players may join after the start")
    nicknames = BooleanField("Players may choose a nickname")

    def validate_nicknames(self, field: Field) -> None:
        """Let nobody be shut out: without a class there is no roster."""
        if not field.data and not self.class_id.data:
            raise validators.ValidationError(
                "Choose a class, or let players choose a nickname; otherwise nobody could join."
            )

    @property
    def settings(self) -> LiveSettings:
        """Return what the form says; it has to be valid."""
        return LiveSettings(
            seconds=self.seconds.data,
            standings=bool(self.standings.data),
            lets_late=bool(self.lets_late.data),
            nicknames=bool(self.nicknames.data),
        )


class ActForm(PageForm):
    """What the host does, and which state of the quiz they saw when they did it."""

    act = HiddenField()
    version = WholeNumberField(
        validators=[
            validators.InputRequired("The form does not say what it was made for."),
            validators.NumberRange(1, LARGEST_ID, "The quiz was never in that state."),
        ]
    )

    def validate_act(self, field: Field) -> None:
        """Accept known acts alone."""
        if field.data not in ACTS:
            raise validators.ValidationError("There is no such act.")

    @property
    def wanted(self) -> Act:
        """Return the act; the form has to be valid."""
        return ACTS[str(self.act.data)]


class PlayerForm(PageForm):
    """Whom to send out, or to let in again."""

    attempt_id = WholeNumberField(
        validators=[
            validators.InputRequired("No player was named."),
            validators.NumberRange(1, LARGEST_ID, "There is no such player."),
        ]
    )


class PlayForm(PageForm):
    """The nickname of somebody who wants to play; `suggested` is the one offered to them."""

    nickname = StringField("Nickname")
    suggested = HiddenField()

    def validate_nickname(self, _field: Field) -> None:
        """Refuse what cannot be read on a wall."""
        if fault := nickname_fault(self.name):
            raise validators.ValidationError(fault)

    @property
    def name(self) -> str:
        """Return the nickname without what cannot be seen."""
        return clean_nickname(str(self.suggested.data or self.nickname.data or "")[:LONGEST_TYPED])


class ComebackForm(PageForm):
    """A nickname and the words that belong to it."""

    nickname = StringField("Your nickname", [_LENGTH])
    words = StringField("Your words", [_LENGTH])

    @property
    def name(self) -> str:
        """Return the nickname without what cannot be seen."""
        return clean_nickname(str(self.nickname.data or ""))


class PlayerAnswerForm(PageForm):
    """Which question an answer is to, and whose; the answer itself is read beside it."""

    number = WholeNumberField(
        validators=[
            validators.InputRequired("The form does not say which question it answers."),
            validators.NumberRange(1, LARGEST_ID, "There is no such question."),
        ]
    )
    entry = HiddenField(validators=[require_usual_uuid])
    player = HiddenField()
