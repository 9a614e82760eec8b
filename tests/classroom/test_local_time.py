"""Times typed where the class is, on ordinary days and when the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from studyapp.classroom.classes.local_time import (
    LocalTimeError,
    moment_of,
    moment_text,
    typed_again,
)

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "hour", "doubled"),
    [
        pytest.param("2026-03-05T08:30", "2026-03-05 07:30", False, id="winter"),
        pytest.param("2026-07-05 08:30", "2026-07-05 06:30", False, id="summer"),
        pytest.param("2026-03-29T01:59", "2026-03-29 00:59", False, id="before the jump"),
        pytest.param("2026-03-29T03:00", "2026-03-29 01:00", False, id="after the jump"),
        pytest.param("2026-10-25T02:30", "2026-10-25 00:30", True, id="the first of two"),
        pytest.param("2026-10-25T03:00", "2026-10-25 02:00", False, id="after the hour came twice"),
    ],
)
def test_a_local_time_is_a_moment(typed: str, hour: str, doubled: bool) -> None:
    moment = moment_of(typed, BERLIN)

    assert f"{moment.at:%Y-%m-%d %H:%M}" == hour
    assert moment.at.tzinfo is UTC
    assert moment.is_doubled is doubled


def test_a_time_that_the_clocks_jump_over_is_refused_in_one_sentence() -> None:
    with pytest.raises(LocalTimeError, match="go forward over 02:30 on 29 March 2026"):
        moment_of("2026-03-29T02:30", BERLIN)


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "2026-02-30T08:00", "2026-03-05", "٢٠٢٦", "1" * 500, "a\0b"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(LocalTimeError, match="must be a date and a time"):
        moment_of(typed, BERLIN)


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "1999-12-31T23:59", "9999-12-31T23:59"])
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_year_with_which_nothing_can_be_reckoned_is_refused(typed: str, zone: str) -> None:
    with pytest.raises(LocalTimeError, match="Choose a year from 2000 to 2199"):
        moment_of(typed, ZoneInfo(zone))


def test_a_moment_is_shown_as_it_was_typed() -> None:
    at = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)

    assert typed_again(at, BERLIN) == "2026-03-05T08:30"
    assert moment_text(at, BERLIN) == "Thursday 5 March 2026, 08:30"
