"""Which backups stay, on made-up moments, and what their files are called."""

from datetime import UTC, datetime, timedelta

import pytest

from studyapp.safety.backup_shelf import Backup, kept, name_of, read_name

NOW = datetime(2026, 3, 5, 12, 30, tzinfo=UTC)


def hourly(*moments: datetime) -> list[Backup]:
    return [Backup(moment, "hourly") for moment in moments]


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("made", "staying"),
    [
        pytest.param(
            ["2026-03-05T11:05", "2026-03-05T11:55", "2026-03-05T12:10"],
            ["2026-03-05T11:55", "2026-03-05T12:10"],
            id="the last of each hour",
        ),
        pytest.param(
            ["2026-03-03T10:00", "2026-03-03T11:00", "2026-03-03T12:00", "2026-03-05T12:00"],
            ["2026-03-03T12:00", "2026-03-05T12:00"],
            id="the last of each day after two days",
        ),
        pytest.param(
            ["2025-03-05T10:00", "2025-03-06T10:00", "2025-03-07T10:00"],
            ["2025-03-05T10:00", "2025-03-06T10:00", "2025-03-07T10:00"],
            id="the latest days however long ago",
        ),
        pytest.param([], [], id="none"),
    ],
)
def test_what_stays_of_a_few(made: list[str], staying: list[str]) -> None:
    assert kept(hourly(*map(at, made)), NOW) == set(hourly(*map(at, staying)))


def test_of_two_years_of_hours_few_stay_and_the_latest_of_each_span() -> None:
    made = hourly(*(NOW - timedelta(hours=n) for n in range(2 * 365 * 24)))

    staying = sorted((b.made_at for b in kept(made, NOW)), reverse=True)

    assert staying[:48] == [NOW - timedelta(hours=n) for n in range(48)]
    assert {b for b in staying[48:] if (b.hour, b.minute) != (23, 30)} == set()
    days = {moment.date() for moment in staying}
    assert {NOW.date() - timedelta(days=n) for n in range(12)} <= days
    weeks = {moment.isocalendar()[:2] for moment in staying}
    assert len(weeks & {(NOW - timedelta(weeks=n)).isocalendar()[:2] for n in range(10)}) == 10
    assert {moment.date().isoformat() for moment in staying if moment < at("2025-12-20T00:00")} == {
        *("2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31", "2025-11-30"),
    }
    assert len(staying) < 48 + 12 + 10 + 9


def test_thinning_what_was_thinned_takes_nothing_more() -> None:
    made = hourly(*(NOW - timedelta(hours=n) for n in range(500)))

    once = kept(made, NOW)

    assert kept(once, NOW) == once


def test_thinning_hour_by_hour_leaves_what_thinning_at_once_does() -> None:
    moments = [NOW - timedelta(hours=n) for n in range(200 * 24)]
    shelf: set[Backup] = set()
    for moment in reversed(moments):
        shelf = kept({*shelf, *hourly(moment)}, moment)

    assert shelf == kept(hourly(*moments), NOW)


def test_the_last_three_from_before_a_migration_stay_beside_later_ones() -> None:
    migrations = [Backup(NOW - timedelta(days=n, minutes=5), "migration") for n in (0, 1, 2, 3)]
    later = hourly(*(b.made_at + timedelta(minutes=1) for b in migrations))

    staying = kept([*migrations, *later], NOW)

    assert staying == {*migrations[:3], *later}


def test_one_that_a_wrong_clock_put_into_the_future_stays() -> None:
    made = hourly(NOW + timedelta(days=400), NOW)

    assert kept(made, NOW) == set(made)


@pytest.mark.parametrize("stem", ["studyapp", "my.study (1)"])
def test_the_name_of_a_backup_says_when_and_why(stem: str) -> None:
    backup = Backup(at("2026-03-05T12:30:59"), "erasure")

    name = name_of(stem, backup)

    assert name == f"{stem}.2026-03-05T123059Z.erasure.db"
    assert read_name(stem, name) == backup


@pytest.mark.parametrize(
    "name",
    [
        "studyapp.db",
        "studyapp.replaced-2026-03-05T123059Z.db",
        "other.2026-03-05T123059Z.hourly.db",
        "studyapp.2026-13-05T123059Z.hourly.db",
        "studyapp.2026-03-05T123059Z.hourly.db-wal",
    ],
)
def test_other_files_are_no_backups(name: str) -> None:
    assert read_name("studyapp", name) is None
