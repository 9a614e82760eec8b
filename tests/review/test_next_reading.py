from datetime import timedelta

import pytest

from studyapp.bank.catalogue import Catalogue
from studyapp.reading.reading_place import ModuleKey, Reading
from studyapp.review.session.next_reading import NextModule, next_module
from tests.conftest import NOON

MILL, FIRE, BRIDGE = ("oak-1950", "mill"), ("oak-1950", "fire"), ("elm", "bridge")
HOUR = timedelta(hours=1)


def opened(hours: int = 0) -> Reading:
    return Reading(3, NOON + hours * HOUR, finished=False)


def finished(hours: int = 0) -> Reading:
    return Reading(3, NOON + hours * HOUR, finished=True)


def test_who_has_read_nothing_begins_at_the_beginning(oak: Catalogue) -> None:
    assert next_module(oak, {}) == NextModule(
        url="/read/oak-1950/mill",
        article_label="Oak 1950",
        title="The miller",
        language="en",
        minutes=1,
        left_text="",
        state="new",
    )


@pytest.mark.parametrize(
    ("readings", "url", "state"),
    [
        pytest.param({MILL: finished()}, "oak-1950/fire", "new", id="the first is read"),
        pytest.param({FIRE: finished()}, "oak-1950/mill", "new", id="a later one is read"),
        pytest.param(
            {MILL: finished(), FIRE: finished()}, "elm/bridge", "new", id="an article is read"
        ),
        pytest.param({BRIDGE: opened()}, "elm/bridge#p3", "started", id="the last is open"),
        pytest.param(
            {MILL: opened(2), BRIDGE: opened(1)}, "oak-1950/mill#p3", "started", id="two are open"
        ),
        pytest.param(
            {MILL: opened(1), BRIDGE: opened(2)}, "elm/bridge#p3", "started", id="another way round"
        ),
        pytest.param(
            {MILL: finished(9), BRIDGE: opened(1)},
            "elm/bridge#p3",
            "started",
            id="the one opened last is finished",
        ),
        pytest.param(
            {("gone", "module"): opened(9)}, "oak-1950/mill", "new", id="it is not served now"
        ),
    ],
)
def test_reading_goes_on_where_it_stopped_or_with_the_first_unread(
    oak: Catalogue, readings: dict[ModuleKey, Reading], url: str, state: str
) -> None:
    found = next_module(oak, readings)

    assert found is not None
    assert (found.url, found.state) == (f"/read/{url}", state)


def test_who_has_read_everything_has_nothing_to_read_next(oak: Catalogue) -> None:
    assert next_module(oak, {MILL: finished(), FIRE: finished(), BRIDGE: finished()}) is None
