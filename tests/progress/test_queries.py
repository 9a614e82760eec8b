from datetime import timedelta

import pytest

from studyapp.bank.catalogue import Catalogue, StoredQuestion, siblings
from studyapp.bank.queries import catalogue
from studyapp.progress.queries import learning_of
from studyapp.reading.operations import save_place
from studyapp.reading.reading_place import Reading
from tests.conftest import NOON
from tests.review.builders import give

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app_context")


@pytest.fixture
def served(app_context: None) -> Catalogue:
    return catalogue()


def apart(served: Catalogue, number: int) -> list[StoredQuestion]:
    """Return so many questions of which no two are about one passage."""
    found: list[StoredQuestion] = []
    for stored in served.questions.values():
        if not siblings(served, stored.id) & {other.id for other in found}:
            found.append(stored)
    return found[:number]


def test_of_a_new_visitor_nothing_is_known() -> None:
    learning = learning_of(None, NOON.date())

    assert (learning.memories, learning.readings, learning.today) == ({}, {}, NOON.date())


def test_what_is_known_of_a_learner_is_theirs_alone(
    learner_id: int, other_id: int, stored: list[StoredQuestion]
) -> None:
    mine = give(learner_id, stored[0], 1)
    give(other_id, stored[1], 2)
    save_place(learner_id, ("woods-2003", "general-secretary"), 61, finished=False, now=NOON)
    save_place(other_id, ("north-2023", "gravedigger"), 9, finished=True, now=NOON)

    learning = learning_of(learner_id, NOON.date())

    assert learning.memories == {stored[0].id: mine.memory}
    assert learning.readings == {
        ("woods-2003", "general-secretary"): Reading(61, NOON, finished=False)
    }


def test_due_is_what_the_review_asks_today(learner_id: int, served: Catalogue) -> None:
    overdue, missed, known = apart(served, 3)
    give(learner_id, overdue, 1, now=NOON - 9 * DAY)
    give(learner_id, missed, 2, right=False)
    give(learner_id, known, 3)

    assert learning_of(learner_id, NOON.date()).due == {overdue.id, missed.id}


def test_what_waits_for_a_sibling_is_not_due(learner_id: int, served: Catalogue) -> None:
    first = next(s for s in served.questions.values() if siblings(served, s.id))
    second = served.questions[min(siblings(served, first.id))]
    give(learner_id, second, 1, now=NOON - 3 * DAY)
    give(learner_id, first, 2)

    assert learning_of(learner_id, NOON.date()).due == set()
