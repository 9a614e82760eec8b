"""The home page leads with what is due, then with what closes, then with what to read."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from studyapp import clock as clock_module
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.classroom.sittings.queries import get_sitting
from studyapp.database import write_transaction
from studyapp.review.checks.enrolment_operations import enrol
from studyapp.review.plan.put_off_operations import take_days_off
from studyapp.review.plan.put_off_plan import DaysOff
from tests.browser.moved_clock import Clock
from tests.classroom.builders import (
    Room,
    begin,
    first_questions,
    give_more_time,
    make_person,
    make_quiz,
    make_room,
    make_sitting,
)
from tests.classroom.desk import WORK
from tests.classroom.people import visitor_as
from tests.classroom.result_builders import handed_in
from tests.conftest import NOON
from tests.review.builders import give
from tests.review.page_text import parsed, words, words_of
from tests.stored import change_stored
from tests.visitor import Visitor

DAY = timedelta(days=1)
NAMED = (
    "UPDATE learner SET name = 'Eva', name_key = 'eva', password_hash = 'x' WHERE role = 'teacher'"
)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock(NOON)
    monkeypatch.setattr(clock_module, "datetime", standing)
    return standing


def learner_with(app: Flask, *answered: datetime, module: str = "") -> tuple[int, Visitor]:
    """Return somebody who answered a question of a module at each of these moments."""
    with app.app_context():
        served = catalogue()
        ids = served.by_module[module] if module else sorted(served.questions)
        learner_id = make_person("a learner")
        for number, moment in enumerate(answered, start=1):
            give(learner_id, served.questions[ids[number - 1]], number, now=moment)
    return learner_id, visitor_as(app, learner_id)


def assert_in_order(page: str, *texts: str) -> None:
    found = [words_of(page).find(text) for text in texts]
    assert -1 not in found, texts[found.index(-1)]
    assert found == sorted(found)


def room_with_a_quiz(app: Flask, **changes: object) -> Room:
    with app.app_context():
        room = make_room("Ada", "Bo", zone="Europe/Berlin")
        quiz_id = make_quiz(room.teacher_id, first_questions(2, "single"), title="Purges; part 1")
        changes = {"closes_at": NOON + 2 * DAY} | changes
        make_sitting(room, quiz_id, now=NOON - DAY, **changes)  # type: ignore[arg-type]
    return room


def test_a_new_visitor_is_told_what_this_is_and_what_to_read(visitor: Visitor) -> None:
    assert_in_order(
        visitor.open("/"), "Read, then remember", "Next to read", "Read this module", "Sources"
    )


def test_what_is_due_stands_before_what_to_read(app: Flask) -> None:
    _, learner = learner_with(app, NOON - 40 * DAY, NOON - 40 * DAY)

    page = learner.open("/")

    assert_in_order(page, "2 questions are due", "Review 2 questions", "Next to read", "Sources")


def test_what_is_new_or_missed_today_counts_wherever_today_is_counted(app: Flask) -> None:
    learner_id, learner = learner_with(app, NOON - 40 * DAY)
    with app.app_context():
        stored = list(catalogue().questions.values())
        give(learner_id, stored[5], 2, right=False, now=NOON - timedelta(hours=1))
        with write_transaction() as session:
            enrol(session, learner_id, [n.id for n in stored[9:11]], NOON)

    assert_in_order(learner.open("/"), "4 questions are due", "The coming week", "Today 4")
    assert_in_order(
        learner.open("/progress"),
        "4 questions wait",
        "1 review is overdue and 0 more come due today",
        "Besides, 3 questions wait today that are new or missed today.",
    )


def test_a_teacher_finds_the_classes_they_run_first(app: Flask) -> None:
    room = room_with_a_quiz(app)

    teacher, pupil = (visitor_as(app, n) for n in (room.teacher_id, room.learners["Ada"]))

    change_stored(app, NAMED)

    page = teacher.open("/")
    assert_in_order(page, "Your classes", "Form 5", "1 quiz open", "Nothing to review yet")
    assert page.count("<h1") == 1
    assert [words(a) for a in parsed(page).query(".main-nav a")][4] == "Quizzes"
    assert "Your classes" not in pupil.open("/")


def test_the_foot_leads_guests_to_sign_in_and_everybody_to_search(app: Flask) -> None:
    room = room_with_a_quiz(app)

    change_stored(app, NAMED)
    visitors = Visitor(app), visitor_as(app, room.teacher_id)

    guest, teacher = ([words(a) for a in parsed(v.open("/")).query(".foot a")] for v in visitors)

    assert "Search" in guest
    assert "Search" in teacher
    assert guest[-1] == "Sign in or keep your progress"
    assert "Sign in or keep your progress" not in teacher


def test_a_learner_with_nothing_due_is_told_when_something_is(app: Flask) -> None:
    _, learner = learner_with(app, NOON - DAY)

    page = learner.open("/")

    assert_in_order(page, "Nothing is due", "1 question comes back on ", "Next to read")
    assert "Read, then remember" not in page


def test_nothing_is_said_of_what_comes_back_later_than_in_a_week(app: Flask, clock: Clock) -> None:
    _, learner = learner_with(app, NOON)
    change_stored(app, "UPDATE memory SET due_on = '2026-06-01'")

    page = learner.open("/")

    assert_in_order(page, "Nothing is due", "Next to read")
    assert "come back on" not in page


def test_who_answered_comparisons_alone_is_not_new(app: Flask) -> None:
    _, learner = learner_with(app, NOON - timedelta(hours=1), module=COMPARE)

    assert_in_order(learner.open("/"), "Nothing is due", "Next to read")


def test_a_day_off_leads_to_reading(app: Flask) -> None:
    learner_id, learner = learner_with(app, NOON - 40 * DAY)
    with app.app_context():
        wish = DaysOff(NOON.date(), NOON.date() + DAY, a_day=50)
        take_days_off(learner_id, wish, today=NOON.date(), now=NOON)

    assert_in_order(learner.open("/"), "Day off", "Review anyway", "Next to read")


def test_a_pupil_sees_what_closes_within_a_week_in_the_time_of_the_class(app: Flask) -> None:
    room = room_with_a_quiz(app)
    pupil = visitor_as(app, room.learners["Ada"])

    page = pupil.open("/")

    assert_in_order(
        page,
        "Closing within a week",
        "Purges; part 1",
        "Form 5, until Saturday 7 March 2026, 13:00.",
        "Open",
        "Next to read",
    )
    assert f'href="{WORK}/1"' in page


def test_an_attempt_under_way_is_gone_on_with(app: Flask) -> None:
    room = room_with_a_quiz(app)
    with app.app_context():
        begin(get_sitting(1), room.learners["Ada"])

    assert "Go on: Purges; part 1" in words_of(visitor_as(app, room.learners["Ada"]).open("/"))


def test_more_time_is_counted_and_what_is_late_is_said(app: Flask) -> None:
    room = room_with_a_quiz(
        app,
        closes_at=NOON - timedelta(minutes=5),
        late_until=NOON + DAY,
        seconds=600,
        extends_close=True,
    )
    with app.app_context():
        give_more_time(room.learners["Ada"], 2)

    ada, bo = (words_of(visitor_as(app, room.learners[n]).open("/")) for n in ("Ada", "Bo"))

    assert "until Thursday 5 March 2026, 13:05." in ada
    assert "until Friday 6 March 2026, 13:00; what you answer now is late." in bo


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"closes_at": NOON + 7 * DAY + timedelta(minutes=1)}, id="later"),
        pytest.param({"opens_at": NOON + timedelta(minutes=1)}, id="not open yet"),
        pytest.param({"closes_at": NOON - timedelta(minutes=1)}, id="over"),
    ],
)
def test_what_cannot_be_done_now_or_closes_later_is_not_on_the_home_page(
    app: Flask, changes: dict[str, object]
) -> None:
    room = room_with_a_quiz(app, **changes)

    for person in (room.learners["Ada"], room.teacher_id):
        assert "Closing within a week" not in visitor_as(app, person).open("/")


def test_what_was_handed_in_is_not_asked_for_again(app: Flask) -> None:
    room = room_with_a_quiz(app)
    with app.app_context():
        handed_in(begin(get_sitting(1), room.learners["Ada"]))

    assert "Closing within a week" not in visitor_as(app, room.learners["Ada"]).open("/")


def test_a_teacher_sees_what_closes_in_their_classes(app: Flask) -> None:
    room = room_with_a_quiz(app)

    page = visitor_as(app, room.teacher_id).open("/")

    assert_in_order(page, "Closing within a week", "See who has handed in", "Next to read")
    assert 'href="/sittings/1"' in page


def test_others_see_nothing_of_the_class(app: Flask, visitor: Visitor) -> None:
    room_with_a_quiz(app)
    _, stranger = learner_with(app)

    assert "Purges; part 1" not in visitor.open("/") + stranger.open("/")
