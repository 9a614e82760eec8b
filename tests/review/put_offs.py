"""Questions that have been due for days, and plans that put them off."""

from datetime import date, timedelta

from studyapp.bank.catalogue import StoredQuestion
from studyapp.review.plan.pace import SECONDS_PER_QUESTION
from studyapp.review.plan.put_off_operations import spread_backlog, take_days_off, undo_put_off
from studyapp.review.plan.put_off_plan import DaysOff, PutOffPlan
from tests.conftest import NOON
from tests.review import DAY
from tests.review.builders import give

TODAY = NOON.date()


def after(days: int) -> date:
    """Return the day so many days after today."""
    return TODAY + days * DAY


def nine_due(learner_id: int, stored: list[StoredQuestion]) -> list[StoredQuestion]:
    """Let a learner have answered nine questions of different passages that are due by now."""
    found: list[StoredQuestion] = []
    taken: set[str] = set()
    for question in stored:
        passages = {evidence.paragraph for evidence in question.question.evidence}
        if not passages & taken:
            found.append(question)
            taken |= passages
    for n, question in enumerate(found[:9]):
        give(learner_id, question, n + 1, now=NOON - timedelta(days=20 + n))
    return found[:9]


def spread(learner_id: int, a_day: int = 2) -> PutOffPlan:
    """Spread a backlog; a minute a day takes two questions."""
    return spread_backlog(learner_id, 1, a_day, today=TODAY, now=NOON)


def take_off(learner_id: int, first: int, last: int, a_day: int = 4) -> PutOffPlan:
    """Take days off, told by how far off they are."""
    wish = DaysOff(after(first), after(last), a_day)
    return take_days_off(learner_id, wish, today=TODAY, now=NOON)


def undo_plan(learner_id: int, put_off_id: int) -> None:
    """Undo a plan today."""
    undo_put_off(learner_id, put_off_id, seconds=SECONDS_PER_QUESTION, today=TODAY)
