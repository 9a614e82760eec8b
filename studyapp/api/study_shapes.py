"""Where a learner stands: what is due when, what is held, what is known."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from studyapp.api.exchange import LARGEST_ID, Shape
from studyapp.api.query_texts import AS_NUMBER, Day

MOST_HELD = 200


class ScheduleQuery(Shape):
    """Which days to count; both ends belong to them.

    Attributes:
        first: today if it is left out.
        last: 29 days after the first if it is left out; never before the first.
    """

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None


class DueDay(Shape):
    """How many questions come due on one of the learner's own days."""

    day: date
    due: int


class Schedule(Shape):
    """The questions due by day; days without any are left out.

    Attributes:
        overdue: how many came due before the first day.
    """

    today: date
    first: Annotated[date, Field(serialization_alias="from")]
    last: Annotated[date, Field(serialization_alias="to")]
    overdue: int
    days: list[DueDay]


class HeldQuery(Shape):
    """Which part of the questions met.

    Attributes:
        cursor: `next` of the part before; the first part if it is left out.
    """

    cursor: Annotated[int, Field(ge=0, le=LARGEST_ID), AS_NUMBER] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_HELD), AS_NUMBER] = 50


class Rest(Shape):
    """Why a question is not asked although it may be due.

    Attributes:
        until: the learner's own day on which it is asked again; null until it is woken.
    """

    reason: Literal["sibling", "leech", "left_out", "put_off"]
    until: date | None


class HeldQuestion(Shape):
    """What a learner holds of a question.

    Attributes:
        stability: days until the chance of recall has fallen to 90 %.
        difficulty: 1 (easy) to 10 (hard).
        recall: the chance of recall today, 0 to 1.
        reps, lapses: how often it was answered, and missed after it had been right.
        retired: it left the bank, so it is asked no more.
    """

    question_id: int
    question_key: str
    module: str
    stability: float
    difficulty: float
    reviewed_on: date
    due_on: date
    recall: float
    reps: int
    lapses: int
    retired: bool
    rest: Rest | None


class HeldQuestions(Shape):
    """A part of the questions met.

    Attributes:
        next: the cursor of the next part; null after the last one.
    """

    today: date
    questions: list[HeldQuestion]
    next: int | None


class Standing(Shape):
    """How a learner stands with some questions.

    Attributes:
        questions: how many there are.
        asked: how many of them the learner has met.
        known: about how many they would answer now, by the chance of recall of each.
        due: how many wait to be asked today.
    """

    questions: int
    asked: int
    known: int
    due: int


class ModuleStanding(Standing):
    """The same for a module; `read` tells whether its end was reached."""

    module: str
    title: str
    address: str
    read: bool


class ArticleStanding(Standing):
    """The same for a source and each of its modules."""

    article: str
    label: str
    title: str
    address: str
    modules: list[ModuleStanding]


class Progress(Standing):
    """The same for the whole bank, each source, and the questions that compare sources."""

    today: date
    articles: list[ArticleStanding]
    compare: Standing


class Me(Shape):
    """Who is asking.

    Attributes:
        name: null for a guest.
        role: learner, teacher or admin.
        zone: IANA name of the time zone that days are reckoned in; a day begins at 04:00.
        waiting: how many questions wait to be asked today.
    """

    name: str | None
    guest: bool
    role: str
    zone: str
    today: date
    waiting: int


Rows = list[dict[str, Any]]


class OwnData(Shape):
    """Everything that is kept of a learner: the rows of each table, its columns by name.

    Rows that are about a question bear its lasting key, those about a version its content hash.
    Passwords, tokens and other secrets are left out.

    Attributes:
        learner: null for a visitor who has done nothing yet.
        tables: every table that can hold rows of a person, by name.
        versions: the wording of every question version that the rows are about.
    """

    format: Literal["studyapp-learner/2"]
    learner: dict[str, Any] | None
    tables: dict[str, Rows]
    versions: Rows
