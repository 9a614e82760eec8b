from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.review.learner_day import learner_day
from studyapp.zones import zone_named
from tests.trusted import Tally

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
YEAR_START = datetime(2026, 1, 1, 12, tzinfo=UTC)
NIGHTS_ELSEWHERE = (date(2026, 3, 29), date(2026, 10, 25))
"""Of zones whose clocks stay: when those of Europe change."""
HOURS_OF_NIGHT = range(7)

# Nights on which clocks moved across or near 04:00, by more than an hour, or over a whole date.
HARD_NIGHTS = [
    pytest.param("Antarctica/Casey", date(2011, 10, 28), id="02:00 becomes 05:00"),
    pytest.param("Antarctica/Casey", date(2018, 3, 11), id="04:00 becomes 01:00"),
    pytest.param("Antarctica/Troll", date(2026, 10, 25), id="03:00 becomes 01:00"),
    pytest.param("Asia/Baku", date(2015, 3, 29), id="04:00 becomes 05:00"),
    pytest.param("Asia/Baku", date(2015, 10, 25), id="05:00 becomes 04:00"),
    pytest.param("Asia/Hong_Kong", date(1979, 5, 13), id="03:30 becomes 04:30"),
    pytest.param("Australia/Lord_Howe", date(2026, 4, 5), id="half an hour back"),
    pytest.param("Europe/Helsinki", date(2026, 10, 25), id="04:00 becomes 03:00"),
    pytest.param("Pacific/Apia", date(2011, 12, 30), id="the date is skipped"),
]


def wall_clock_day(moment: datetime, zone: ZoneInfo) -> date:
    wall = moment.astimezone(zone)
    return wall.date() if wall.hour >= 4 else wall.date() - DAY


@cache
def days_with_a_clock_change(zone: ZoneInfo) -> tuple[datetime, ...]:
    noons = [YEAR_START + n * DAY for n in range(366)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    changes = zip(noons[1:], pairwise(offsets), strict=True)
    return tuple(noon for noon, (before, after) in changes if before != after)


def nights_of(zone: ZoneInfo) -> tuple[date, ...]:
    changes = days_with_a_clock_change(zone)
    return tuple(noon.date() for noon in changes) if changes else NIGHTS_ELSEWHERE


def days_of_study(night: date, hour: int, zone: ZoneInfo) -> list[date]:
    """Return the learner's days of whom study at that hour of five nights around a night."""
    # An hour that clocks show twice is the second, and in place of one that they skip comes one
    # from before; what is no moment becomes one on its way to UTC.
    wall = time(hour, fold=1)
    walls = [datetime.combine(night + n * DAY, wall, zone) for n in range(-2, 3)]
    return [learner_day(wall.astimezone(UTC), zone) for wall in walls]


def quarter_hours_around(noon: datetime) -> list[datetime]:
    return [noon + n * timedelta(minutes=15) for n in range(-48 * 4, 24 * 4)]


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-03-10T03:59:59.999999+00:00", "UTC", date(2026, 3, 9)),
        ("2026-03-10T04:00:00+00:00", "UTC", date(2026, 3, 10)),
        ("2026-03-10T23:30:00+00:00", "Europe/Berlin", date(2026, 3, 10)),
        ("2026-03-10T23:30:00+00:00", "Asia/Tokyo", date(2026, 3, 11)),
        ("2026-03-10T10:00:00+00:00", "Pacific/Honolulu", date(2026, 3, 9)),
        ("2026-03-10T00:30:00-08:00", "Europe/Berlin", date(2026, 3, 10)),
        ("2026-01-01T02:00:00+00:00", "Europe/London", date(2025, 12, 31)),
    ],
)
def test_a_day_lasts_from_four_in_the_morning_where_the_learner_is(
    moment: str, zone: str, day: date
) -> None:
    assert learner_day(datetime.fromisoformat(moment), ZoneInfo(zone)) == day


def test_the_same_instant_gives_the_same_day_however_it_is_written() -> None:
    instant = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    writings = [
        instant,
        instant.astimezone(ZoneInfo("UTC")),
        instant.astimezone(ZoneInfo("Asia/Tokyo")),
    ]

    days = {learner_day(moment, ZoneInfo("Europe/Berlin")) for moment in writings}

    assert days == {date(2026, 3, 28)}


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = YEAR_START.replace(tzinfo=None)

    with pytest.raises(ValueError, match="time zone"):
        learner_day(naive, UTC)


def test_around_every_clock_change_of_a_year_each_wall_time_has_its_day_and_no_day_returns() -> (
    None
):
    faults = []
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        for noon in days_with_a_clock_change(zone):
            moments = quarter_hours_around(noon)
            days = [learner_day(moment, zone) for moment in moments]
            if days != [wall_clock_day(moment, zone) for moment in moments]:
                faults.append((name, noon, "a wall time outside its day"))
            if any(b - a not in (timedelta(0), DAY) for a, b in pairwise(days)):
                faults.append((name, noon, "a day returns or is skipped"))

    assert faults == []


@pytest.mark.trust(row=26)
def test_who_studies_at_one_hour_of_every_night_misses_no_day_when_clocks_change(
    tally: Tally,
) -> None:
    tried, faults = 0, []
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        for night in nights_of(zone):
            for hour in HOURS_OF_NIGHT:
                tried += 1
                days = days_of_study(night, hour, zone)
                first = night - 2 * DAY if hour >= 4 else night - 3 * DAY
                if days != [first + n * DAY for n in range(5)]:
                    faults.append((name, night, hour, days))

    tally.note(tried=tried, held=tried - len(faults))
    assert faults == []


def test_the_clock_changes_of_a_year_are_found() -> None:
    zones_that_change = [
        name for name in available_timezones() if any(days_with_a_clock_change(ZoneInfo(name)))
    ]

    assert {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"} <= set(zones_that_change)


@pytest.mark.parametrize(("name", "night"), HARD_NIGHTS)
def test_on_a_hard_night_each_wall_time_has_its_day(name: str, night: date) -> None:
    zone = ZoneInfo(name)
    moments = quarter_hours_around(datetime.combine(night, time(12), UTC))

    days = [learner_day(moment, zone) for moment in moments]

    assert days == [wall_clock_day(moment, zone) for moment in moments]


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("Europe/Berlin", date(2026, 7, 1), "2026-07-01T02:00:00+00:00"),
        ("Asia/Kolkata", date(2026, 7, 1), "2026-06-30T22:30:00+00:00"),
        ("Asia/Baku", date(2015, 10, 25), "2015-10-24T23:00:00+00:00"),
        ("Antarctica/Casey", date(2011, 10, 28), "2011-10-27T18:00:00+00:00"),
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00:00+00:00"),
    ],
)
def test_a_day_starts_at_a_known_instant(zone: str, day: date, start: str) -> None:
    moment = datetime.fromisoformat(start)

    assert learner_day(moment, ZoneInfo(zone)) == day
    assert learner_day(moment - INSTANT, ZoneInfo(zone)) == day - DAY


def test_a_fixed_offset_serves_as_a_zone_too() -> None:
    zone, start = timezone(timedelta(hours=-3)), datetime(2026, 7, 1, 7, tzinfo=UTC)

    assert learner_day(start, zone) == date(2026, 7, 1)
    assert learner_day(start - INSTANT, zone) == date(2026, 6, 30)


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires"])
def test_a_zone_is_found_by_its_name(name: str) -> None:
    zone = zone_named(name)

    assert zone is not None
    assert zone.key == name


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="empty"),
        pytest.param("../etc", id="parent folder"),
        pytest.param("/etc/passwd", id="absolute path"),
        pytest.param("Europe", id="a folder of zones"),
        pytest.param("Europe/Berlin\0", id="null byte"),
        pytest.param(" Europe/Berlin", id="leading space"),
        pytest.param("europe/berlin", id="lower case"),
        pytest.param("\ud800", id="half a surrogate pair"),
        pytest.param("localtime", id="the setting of the server"),
        pytest.param("Europe/" * 20_000, id="very long"),
    ],
)
def test_a_name_that_is_no_zone_finds_none(name: str) -> None:
    assert zone_named(name) is None


@given(st.text())
@settings(deadline=None)
def test_any_text_is_safe_as_a_zone_name(name: str) -> None:
    zone = zone_named(name)

    assert zone is None or zone.key == name
