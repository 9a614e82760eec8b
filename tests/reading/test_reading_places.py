from datetime import datetime, timedelta

import pytest

from studyapp.accounts.operations import ensure_learner
from studyapp.database import db, write_transaction
from studyapp.reading.models import ReadingRow
from studyapp.reading.operations import merge_readings, note_reading, save_place, store_articles
from studyapp.reading.pace import Step
from studyapp.reading.queries import readings_of, stored_articles
from studyapp.reading.reading_place import Reading
from tests.conftest import NOON
from tests.reading.builders import parsed

MODULE = ("oak", "mill")
OTHER = ("oak", "flood")
LATER = NOON + timedelta(hours=1)
LATEST = NOON + timedelta(hours=2)

pytestmark = pytest.mark.usefixtures("app_context")


@pytest.fixture
def guest_id() -> int:
    return ensure_learner("token of a guest", "UTC", now=NOON).id


def row_of(learner_id: int, module: tuple[str, str] = MODULE) -> ReadingRow:
    return db.session.get_one(ReadingRow, (learner_id, *module))


def merge(guest_id: int, account_id: int) -> None:
    with write_transaction() as session:
        merge_readings(session, guest_id, account_id)


def test_a_learner_has_read_nothing_at_first(learner_id: int) -> None:
    assert readings_of(learner_id) == {}


def test_a_place_is_remembered_for_each_module(learner_id: int) -> None:
    save_place(learner_id, MODULE, 61, finished=False, now=NOON)
    save_place(learner_id, OTHER, 75, finished=True, now=LATER)

    assert readings_of(learner_id) == {
        MODULE: Reading(61, NOON, finished=False),
        OTHER: Reading(75, LATER, finished=True),
    }


def test_a_place_belongs_to_its_learner(learner_id: int, guest_id: int) -> None:
    save_place(learner_id, MODULE, 61, finished=False, now=NOON)

    assert readings_of(guest_id) == {}


def test_the_last_place_counts_and_the_first_finish(learner_id: int) -> None:
    save_place(learner_id, MODULE, 61, finished=False, now=NOON)
    save_place(learner_id, MODULE, 73, finished=True, now=LATER)
    save_place(learner_id, MODULE, 63, finished=True, now=LATEST)

    row = row_of(learner_id)
    assert readings_of(learner_id) == {MODULE: Reading(63, LATEST, finished=True)}
    assert (row.opened_at, row.finished_at) == (NOON, LATER)


def test_a_module_once_finished_stays_so(learner_id: int) -> None:
    save_place(learner_id, MODULE, 73, finished=True, now=NOON)
    save_place(learner_id, MODULE, 61, finished=False, now=LATER)

    assert readings_of(learner_id) == {MODULE: Reading(61, LATER, finished=True)}


def test_a_finish_without_a_place_keeps_the_place(learner_id: int) -> None:
    save_place(learner_id, MODULE, 61, finished=False, now=NOON)

    with write_transaction() as session:
        note_reading(session, learner_id, MODULE, None, finished=True, now=LATER)

    assert readings_of(learner_id) == {MODULE: Reading(61, LATER, finished=True)}


def test_a_finish_without_any_place_has_none(learner_id: int) -> None:
    with write_transaction() as session:
        note_reading(session, learner_id, MODULE, None, finished=True, now=NOON)

    assert readings_of(learner_id) == {MODULE: Reading(0, NOON, finished=True)}


def test_a_guest_brings_their_places_into_the_account(learner_id: int, guest_id: int) -> None:
    save_place(guest_id, MODULE, 61, finished=False, now=NOON)
    save_place(learner_id, OTHER, 75, finished=False, now=NOON)

    merge(guest_id, learner_id)

    assert readings_of(learner_id) == {
        MODULE: Reading(61, NOON, finished=False),
        OTHER: Reading(75, NOON, finished=False),
    }
    assert readings_of(guest_id) == {}


@pytest.mark.parametrize(
    ("guest_at", "account_at", "place"), [(LATER, NOON, 61), (NOON, LATER, 73)]
)
def test_of_two_places_in_a_module_the_later_one_stays(
    learner_id: int, guest_id: int, guest_at: datetime, account_at: datetime, place: int
) -> None:
    save_place(guest_id, MODULE, 61, finished=False, now=guest_at)
    save_place(learner_id, MODULE, 73, finished=False, now=account_at)

    merge(guest_id, learner_id)

    assert readings_of(learner_id) == {MODULE: Reading(place, LATER, finished=False)}
    assert row_of(learner_id).opened_at == NOON


def test_of_two_finishes_the_earlier_one_stays(learner_id: int, guest_id: int) -> None:
    save_place(guest_id, MODULE, 61, finished=True, now=NOON)
    save_place(learner_id, MODULE, 73, finished=True, now=LATER)

    merge(guest_id, learner_id)

    assert row_of(learner_id).finished_at == NOON


def test_what_the_guest_has_finished_is_finished_in_the_account(
    learner_id: int, guest_id: int
) -> None:
    save_place(guest_id, MODULE, 61, finished=True, now=NOON)
    save_place(learner_id, MODULE, 73, finished=False, now=LATER)

    merge(guest_id, learner_id)

    assert readings_of(learner_id) == {MODULE: Reading(73, LATER, finished=True)}


def test_a_step_that_is_reading_is_added_up(learner_id: int) -> None:
    save_place(learner_id, MODULE, 61, finished=False, now=NOON)
    save_place(learner_id, MODULE, 63, finished=False, now=LATER, step=Step(61, 120, 40.0))
    save_place(learner_id, MODULE, 65, finished=False, now=LATEST, step=Step(63, 60, 30.0))

    assert readings_of(learner_id) == {
        MODULE: Reading(65, LATEST, finished=False, words=180, seconds=70.0)
    }


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(Step(61, 1200, 10.0), id="too fast"),
        pytest.param(Step(61, 10, 600.0), id="too slow"),
        pytest.param(Step(59, 120, 40.0), id="from another place than the one stored"),
        pytest.param(Step(0, 120, 40.0), id="from nowhere"),
    ],
)
def test_a_step_that_is_no_reading_moves_the_place_alone(learner_id: int, step: Step) -> None:
    save_place(learner_id, MODULE, 61, finished=False, now=NOON)
    save_place(learner_id, MODULE, 63, finished=False, now=LATER, step=step)

    assert readings_of(learner_id) == {MODULE: Reading(63, LATER, finished=False)}


def test_the_first_place_in_a_module_measures_nothing(learner_id: int) -> None:
    save_place(learner_id, MODULE, 63, finished=False, now=NOON, step=Step(61, 120, 40.0))

    assert readings_of(learner_id) == {MODULE: Reading(63, NOON, finished=False)}


def read_on(learner_id: int, module: tuple[str, str], words: int, seconds: float) -> None:
    """Let a learner read so many words of a module in so many seconds."""
    save_place(learner_id, module, 61, finished=False, now=NOON)
    step = Step(61, words, seconds)
    save_place(learner_id, module, 63, finished=False, now=NOON, step=step)


def test_what_guest_and_account_have_read_is_added_up(learner_id: int, guest_id: int) -> None:
    read_on(guest_id, MODULE, 120, 40.0)
    read_on(guest_id, OTHER, 50, 25.0)
    read_on(learner_id, MODULE, 200, 50.0)

    merge(guest_id, learner_id)

    found = readings_of(learner_id)
    assert (found[MODULE].words, found[MODULE].seconds) == (320, 90.0)
    assert (found[OTHER].words, found[OTHER].seconds) == (50, 25.0)


def test_articles_are_stored_whole_and_in_order() -> None:
    before = stored_articles()
    articles = (
        parsed("Two *words*\n\nMore", emphasis="asterisks", headings=[]),
        before[0],
    )

    with write_transaction() as session:
        store_articles(session, articles)

    assert stored_articles() == articles


def test_the_shipped_articles_are_stored_in_the_order_of_their_files() -> None:
    files = [article.file for article in stored_articles()]

    assert files == sorted(files)
    assert len(files) == 5
