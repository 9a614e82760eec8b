"""Each figure of the progress page equals what plain Python makes of the log, whatever happened."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.queries import catalogue
from studyapp.database import db
from studyapp.progress.coming import coming_days
from studyapp.progress.known import standing_on
from studyapp.progress.sessions.queries import find_session, sessions_before
from studyapp.progress.sessions.sessions import StudySession
from studyapp.progress.sessions.study_days import calendar_starts, study_days
from studyapp.reading.stretch_queries import read_by_day
from studyapp.review.days.answered_queries import answered_by_day
from studyapp.review.days.past_queries import memories_on
from studyapp.review.learner_day import learner_day
from studyapp.review.models import MemoryRow, RestRow, ReviewLogRow
from studyapp.review.queries import due_by_day, memories_of
from tests.conftest import NOON
from tests.progress.histories import Weeks

pytestmark = pytest.mark.usefixtures("app_context")
DAY, PAUSE = timedelta(days=1), timedelta(minutes=30)
UNSCHEDULED = {"retry", "cram"}
NUMBERS = count()

random_weeks = given(st.integers(0, 2**32), st.integers(0, 60))
a_few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def lived(seed: int, acts: int) -> Weeks:
    """Return the random weeks of somebody new."""
    learner_id = ensure_learner(f"token of learner {next(NUMBERS)}", "UTC", now=NOON).id
    weeks = Weeks(learner_id, Random(seed), list(catalogue().questions.values())[:12])
    weeks.live(acts)
    db.session.rollback()
    return weeks


def recall(stability: float, decay: float, days: int) -> float:
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * max(days, 0) / stability) ** -decay)


def known_plainly(weeks: Weeks, day: date) -> tuple[int, float]:
    """Return how many questions were met by a day, and how many would be recalled on it."""
    held = db.session.query(MemoryRow).filter_by(learner_id=weeks.learner_id)
    memories, log = {m.question_id: m for m in held}, weeks.log
    met, recalled = 0, 0.0
    for question_id, memory in memories.items():
        answers = [
            row
            for row in log
            if row.question_id == question_id
            and row.learner_day <= day
            and row.mode not in UNSCHEDULED
        ]
        if not answers:
            continue
        last = in_given_order(answers)[-1]
        unchanged = memory.reviewed_on <= day
        stability = memory.stability if unchanged else last.stability or 0.0
        reviewed_on = memory.reviewed_on if unchanged else last.learner_day
        met += 1
        recalled += recall(stability, memory.decay, max((day - reviewed_on).days, 1))
    return met, recalled


def in_given_order(answers: list[ReviewLogRow]) -> list[ReviewLogRow]:
    """Return the answers in the order of the log, what came late before what was given later."""
    ordered: list[ReviewLogRow] = []
    for row in answers:
        place = len(ordered)
        while row.received_at and place and ordered[place - 1].recorded_at > row.recorded_at:
            place -= 1
        ordered.insert(place, row)
    return ordered


@a_few
@random_weeks
def test_what_was_known_on_a_day_is_what_its_last_answers_had_left(seed: int, acts: int) -> None:
    weeks = lived(seed, acts)
    memories = memories_of(weeks.learner_id)
    for ago in (0, 1, 7, 28):
        day = weeks.today - ago * DAY

        then = standing_on(day, memories_on(weeks.learner_id, day, memories))
        known = then.known(catalogue().questions)

        assert (known.met, known.recalled) == pytest.approx(known_plainly(weeks, day))


@a_few
@random_weeks
def test_a_day_of_the_calendar_is_the_sum_of_its_answers_and_its_reading(
    seed: int, acts: int
) -> None:
    weeks = lived(seed, acts)
    span = (weeks.learner_id, calendar_starts(weeks.today), weeks.today + 2 * DAY)

    days = study_days(answered_by_day(*span), read_by_day(*span))

    answers = [row for row in weeks.log if row.mode != "class"]
    stretches = weeks.stretches
    assert {day: found.answers for day, found in days.items() if found.answers} == Counter(
        row.learner_day for row in answers
    )
    assert days.keys() == {r.learner_day for r in answers} | {r.day for r in stretches}
    for day, found in days.items():
        taken = sum(row.milliseconds or 0 for row in answers if row.learner_day == day) / 1000
        read = [row for row in stretches if row.day == day]
        assert found.answering_seconds == pytest.approx(taken)
        assert found.words == sum(row.words for row in read)
        assert found.reading_seconds == pytest.approx(sum(row.seconds for row in read))
        assert found.minutes == max(1, round((taken + sum(r.seconds for r in read)) / 60))


def sessions_plainly(weeks: Weeks) -> list[SimpleNamespace]:
    """Return the sessions that the log and the stretches make, the newest first."""
    met: dict[int, int] = {}
    for row in sorted(weeks.log, key=lambda row: (row.recorded_at, row.id)):
        if row.mode not in UNSCHEDULED and row.follows is None:
            met.setdefault(row.question_id, row.id)
    things = [
        (row.recorded_at, row.recorded_at, row.right, row.id in met.values(), 0)
        for row in weeks.log
        if row.mode != "class"
    ]
    things += [(r.started_at, r.ended_at, None, False, r.words) for r in weeks.stretches]
    sessions: list[SimpleNamespace] = []
    for start, end, right, is_first, words in sorted(things, key=lambda t: t[0]):
        if not sessions or start - sessions[-1].end >= PAUSE:
            sessions.append(
                SimpleNamespace(start=start, end=end, answered=0, right=0, met=0, words=0)
            )
        one = sessions[-1]
        one.end = max(one.end, end)
        one.answered += right is not None
        one.right += bool(right)
        one.met += is_first
        one.words += words
    return sessions[::-1]


def pages_of(learner_id: int, days: int, answers: int) -> Iterator[list[StudySession]]:
    """Turn the pages of the list of sessions from the latest to the first."""
    before: date | None = date(2030, 1, 1)
    while before is not None:
        found, before = sessions_before(learner_id, before, days, answers)
        yield found


@a_few
@random_weeks
def test_sessions_are_the_same_however_their_list_is_cut_into_pages(seed: int, acts: int) -> None:
    weeks = lived(seed, acts)
    expected = [
        (s.start, s.end, s.answered, s.right, s.met, s.words) for s in sessions_plainly(weeks)
    ]
    for days, answers in ((1, 1), (2, 5), (30, 1000)):
        found = [s for page in pages_of(weeks.learner_id, days, answers) for s in page]

        listed = [(s.started_at, s.ended_at, s.answered, s.right, s.met, s.words) for s in found]
        assert sorted(listed, reverse=True) == expected
        for session in found:
            day = learner_day(datetime.fromtimestamp(session.second, UTC), weeks.zone)
            assert find_session(weeks.learner_id, session.second, day) == session


@a_few
@random_weeks
def test_what_comes_due_is_counted_by_day_with_what_is_overdue_apart(seed: int, acts: int) -> None:
    weeks = lived(seed, acts)
    rests = {
        row.question_id: row
        for row in db.session.query(RestRow).filter_by(learner_id=weeks.learner_id)
    }
    expected: Counter[date] = Counter()
    for memory in db.session.query(MemoryRow).filter_by(learner_id=weeks.learner_id):
        rest = rests.get(memory.question_id)
        if rest is None or rest.reason not in {"leech", "left_out"}:
            expected[max(memory.due_on, rest.until) if rest else memory.due_on] += 1

    due = due_by_day(weeks.learner_id, weeks.today + 29 * DAY)
    coming = coming_days(due, weeks.today, 30, 20.0)

    assert coming.overdue == sum(n for day, n in expected.items() if day < weeks.today)
    assert dict(coming.days) == {
        day: expected[day] for day in (weeks.today + n * DAY for n in range(30))
    }
    assert coming.minutes(0) == 0
    assert [coming.minutes(n) for n in (1, 3, 9)] == [1, 1, 3]
