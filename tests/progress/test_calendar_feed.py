"""What a learner has before them becomes a calendar that other programs read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from studyapp.progress.calendar.feed import Entry, review_entries, state_of
from studyapp.progress.calendar.text import calendar_text

TODAY = date(2026, 3, 5)
NOW = datetime(2026, 3, 5, 12, 0, 0, 123456, tzinfo=UTC)
URL = "https://study.example.org/review"
AWKWARD = 'Stalin, Lenin; and "the" \\ question:\nwhose line? 😀 ' + "ü" * 90


def entry(title: str = "A quiz", at: date | datetime = TODAY, key: str = "quiz-1") -> Entry:
    return Entry(key, at, title, "Form 5", URL)


def read(*entries: Entry) -> list[dict[str, object]]:
    """Return the events of a calendar as the library reads them."""
    calendar = Calendar.from_ical(calendar_text(entries, "somebody.studyapp", NOW))
    return [
        {name.lower(): getattr(value, "dt", value) for name, value in event.items()}
        for event in calendar.walk("VEVENT")
    ]


def test_each_day_with_reviews_is_an_event_of_a_whole_day() -> None:
    due = {TODAY: 12, TODAY + timedelta(days=2): 1}

    events = read(*review_entries(due, TODAY, 30, URL))

    assert [(e["dtstart"], str(e["summary"])) for e in events] == [
        (date(2026, 3, 5), "12 reviews, about 6 minutes"),
        (date(2026, 3, 7), "1 review, about 1 minute"),
    ]
    assert [str(e["uid"]) for e in events] == [
        "reviews-20260305@somebody.studyapp",
        "reviews-20260307@somebody.studyapp",
    ]


def test_what_is_overdue_is_due_today() -> None:
    due = {TODAY - timedelta(days=40): 3, TODAY - timedelta(days=1): 2, TODAY: 1}

    (found,) = review_entries(due, TODAY, 10, URL)

    assert (found.at, found.title) == (TODAY, "6 reviews, about 1 minute")
    assert found.note == "5 of them overdue."


def test_a_backlog_alone_makes_an_event_of_today() -> None:
    (found,) = review_entries({TODAY - timedelta(days=1): 2}, TODAY, 10, URL)

    assert found.at == TODAY


def test_thirty_days_are_told_and_no_more() -> None:
    due = {TODAY + timedelta(days=n): 1 for n in range(40)}

    days = [found.at for found in review_entries(due, TODAY, 10, URL)]

    assert days == [TODAY + timedelta(days=n) for n in range(30)]


def test_nothing_due_is_an_empty_calendar_that_can_be_read() -> None:
    calendar = Calendar.from_ical(calendar_text([], "somebody.studyapp", NOW))

    assert calendar.walk("VEVENT") == []
    assert (str(calendar["version"]), calendar.errors) == ("2.0", [])


def test_ten_thousand_reviews_are_told_in_hours() -> None:
    (found,) = review_entries({TODAY: 10_000}, TODAY, 10, URL)

    assert found.title == "10,000 reviews, about 28 hours"


def test_any_title_is_read_back_as_it_was_written() -> None:
    (event,) = read(entry(AWKWARD))

    assert str(event["summary"]) == AWKWARD


def test_control_characters_do_not_reach_the_calendar() -> None:
    text = calendar_text([entry("A\x00\x0b\rB\r\nEND:VEVENT")], "somebody.studyapp", NOW)

    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == "AB\nEND:VEVENT"
    assert not set(range(32)) - {10, 13} & set(text)


def test_lines_end_and_fold_as_the_standard_says() -> None:
    text = calendar_text([entry(AWKWARD)], "somebody.studyapp", NOW)

    lines = text.split(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert lines[-1] == b""


def test_each_event_says_when_it_was_handed_out_in_utc() -> None:
    (event,) = read(entry())

    assert event["dtstamp"] == datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)


def test_a_moment_is_told_in_utc_whatever_the_clocks_do_that_night() -> None:
    # Berlin goes forward at 01:00 UTC on 29 March.
    before = datetime.fromisoformat("2026-03-29T01:30:00+01:00")
    after = datetime.fromisoformat("2026-03-29T03:30:00+02:00")

    events = read(entry(at=before, key="a"), entry(at=after, key="b"))

    assert [e["dtstart"] for e in events] == [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(entry("Another quiz"), id="title"),
        pytest.param(entry(at=TODAY + timedelta(days=1)), id="day"),
        pytest.param(entry(key="quiz-2"), id="what it is about"),
    ],
)
def test_the_state_of_a_calendar_changes_with_what_it_says(other: Entry) -> None:
    assert state_of([entry()]) == state_of([entry()])
    assert state_of([entry()]) != state_of([other])
