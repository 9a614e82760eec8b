"""Forms of the builder of quizzes."""

from collections.abc import Collection
from typing import cast

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
    validators,
)

from studyapp.bank.coverage import DIFFICULTIES, KINDS
from studyapp.classroom.quizzes.pick import PickRules
from studyapp.classroom.quizzes.queries import Quiz
from studyapp.classroom.quizzes.settings import LONGEST_QUIZ, TITLE_LONGEST, QuizSettings
from studyapp.review.plan.forms import stop_at_nonsense
from studyapp.web import PageForm, WholeNumberField

SECTION, ALL = "section", "all"
COUNTED = {ALL: "in all", SECTION: "from each section"}
SEED_LONGEST = 40
_GONE = "One of these is not there any more."


def title_field() -> StringField:
    """Return the field for the title of a quiz."""
    return StringField(
        "Title",
        [
            validators.DataRequired("Give the quiz a title."),
            validators.Length(
                max=TITLE_LONGEST, message=f"Use {TITLE_LONGEST} characters at most."
            ),
        ],
        filters=[lambda text: " ".join(text.replace("\0", "").split()) if text else text],
    )


class NewQuizForm(PageForm):
    """The title of a new quiz."""

    title = title_field()


class QuizForm(PageForm):
    """What a quiz says beside its questions."""

    title = title_field()
    draw_count = WholeNumberField(
        "Questions for each learner",
        [
            validators.Optional(),
            stop_at_nonsense,
            validators.NumberRange(
                1, LONGEST_QUIZ, f"Give 1 to {LONGEST_QUIZ} questions, or leave it empty."
            ),
        ],
    )
    shuffles = BooleanField("Each learner gets the questions in an order of their own")

    def show(self, quiz: Quiz) -> None:
        """Fill in what a quiz says now."""
        self.title.data, self.draw_count.data = quiz.title, quiz.draw_count
        self.shuffles.data = quiz.shuffles

    @property
    def settings(self) -> QuizSettings:
        """Return what a valid form says."""
        return QuizSettings(self.title.data or "", self.draw_count.data, bool(self.shuffles.data))


class FillForm(PageForm):
    """Rules by which questions are picked."""

    parts = SelectMultipleField("Parts", validate_choice=False)
    tags = SelectMultipleField("Subjects", validate_choice=False)
    kinds = SelectMultipleField("Kinds", validate_choice=False)
    difficulties = SelectMultipleField("Difficulty", validate_choice=False)
    count = WholeNumberField(
        "How many",
        [
            validators.InputRequired("Say how many questions."),
            stop_at_nonsense,
            validators.NumberRange(1, LONGEST_QUIZ, f"Give 1 to {LONGEST_QUIZ} questions."),
        ],
    )
    per = StringField("Counted", [validators.AnyOf(COUNTED, "Choose one of the two.")], default=ALL)
    seed = HiddenField(validators=[validators.Length(max=SEED_LONGEST)])
    act = HiddenField()

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self.names = names

    def validate_parts(self, field: Field) -> None:
        """Accept names of what is served."""
        _require_known(field, self.names)

    def validate_tags(self, field: Field) -> None:
        """Accept tags that a question carries."""
        _require_known(field, self.names)

    def validate_kinds(self, field: Field) -> None:
        """Accept kinds of questions."""
        _require_known(field, KINDS)

    def validate_difficulties(self, field: Field) -> None:
        """Accept difficulties."""
        _require_known(field, DIFFICULTIES)

    @property
    def wants_others(self) -> bool:
        """Tell whether chance is to decide anew."""
        return bool(self.act.data == "others")

    @property
    def rules(self) -> PickRules:
        """Return what a valid form says."""
        return PickRules(
            count=cast("int", self.count.data),
            per_section=self.per.data == SECTION,
            parts=frozenset(self.parts.data or ()),
            tags=frozenset(self.tags.data or ()),
            kinds=frozenset(self.kinds.data or ()),
            difficulties=frozenset(self.difficulties.data or ()),
        )


class QuestionsForm(PageForm):
    """Questions that are to be added, by their ids."""

    question = SelectMultipleField("Questions", validate_choice=False)

    def __init__(self, known: Collection[int]) -> None:
        super().__init__()
        self.known = known

    def validate_question(self, field: Field) -> None:
        """Accept questions of the bank, at least one."""
        if not field.data:
            raise validators.ValidationError("Choose at least one question.")
        if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in field.data):
            raise validators.ValidationError(_GONE)
        if not all(number in self.known for number in self.question_ids):
            raise validators.ValidationError("One of the questions is not in the bank any more.")

    @property
    def question_ids(self) -> list[int]:
        """Return what a valid form chooses."""
        return [int(text) for text in self.question.data or ()]


class SearchForm(PageForm):
    """Words to look for."""

    q = StringField("Words of the question, its name or its subjects")


def _require_known(field: Field, names: Collection[str]) -> None:
    if not set(field.data or ()) <= set(names):
        raise validators.ValidationError(_GONE)
