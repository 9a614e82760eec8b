"""Letters are sent once each, and again only when they certainly did not go out."""

import logging
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from studyapp.accounts.models import LearnerRow, ReminderRow
from studyapp.accounts.reminders.operations import claim_letter, end_reminders
from studyapp.accounts.reminders.queries import reminders_to_send
from studyapp.database import write_transaction
from studyapp.serving.logs import JsonLines
from tests.conftest import MakeApp
from tests.mail_server import CERTIFICATE, MailBox, closed_port
from tests.review.reminded import DAY, EVENING, HOUR, TODAY, Desk, database_of
from tests.stored import stored_rows


@pytest.fixture
def desk(make_app: MakeApp, box: MailBox) -> Desk:
    return Desk(make_app(**box.settings()))


def test_a_server_that_is_down_is_told_in_one_line_and_tried_again(
    make_app: MakeApp, box: MailBox, caplog: pytest.LogCaptureFixture
) -> None:
    port, box.port = box.port, closed_port()
    down = Desk(make_app(**box.settings()))
    box.port = port
    up = Desk(make_app(**box.settings(), DATABASE_URL=database_of(down.app)))
    down.learner("Ada")
    down.learner("Bo")
    caplog.set_level(logging.INFO)

    down.remind()
    lines = [JsonLines().format(record) for record in caplog.records]
    up.remind(EVENING + timedelta(minutes=15))

    (line,) = [line for line in lines if "letter" in line]
    assert "A letter was not sent: the mail server: ConnectionRefusedError." in line
    assert "example.org" not in line
    assert sorted(box.recipients) == ["ada@example.org", "bo@example.org"]


def test_a_wrong_password_is_told_without_addresses_and_tried_again(
    make_app: MakeApp,
    box: MailBox,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    box.asks_for_password = True
    desk = Desk(make_app(**box.settings(password="wrong")))
    desk.learner()

    desk.remind()
    desk.remind(EVENING + HOUR)

    told = [record.getMessage() for record in caplog.records]
    assert told == ["A letter was not sent: the mail server answers 535."] * 2
    assert box.letters == []
    assert stored_rows(desk.app, "SELECT sent_on FROM reminder") == [(None,)]


def test_one_refused_address_does_not_keep_letters_from_others(desk: Desk, box: MailBox) -> None:
    desk.learner("Ada")
    desk.learner("Bo")
    box.refuses["RCPT"] = "550 no such person"
    desk.remind()
    refused = box.connections
    box.refuses.clear()

    desk.remind(EVENING + HOUR)
    desk.remind(EVENING + DAY)

    assert refused == 2
    assert sorted(box.recipients) == ["ada@example.org", "bo@example.org"]
    assert {letter["Date"].datetime for letter in box.letters} == {EVENING + DAY}


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_an_address_refused_for_now_does_not_keep_letters_from_others(
    desk: Desk, box: MailBox, command: str
) -> None:
    desk.learner("Ada")
    desk.learner("Bo")
    box.refuses[command] = "450 come again"
    desk.remind()
    refused = box.connections
    box.refuses.clear()

    desk.remind(EVENING + HOUR)

    assert refused == 2
    assert sorted(box.recipients) == ["ada@example.org", "bo@example.org"]


def test_two_servers_at_once_send_one_letter_to_each(make_app: MakeApp, box: MailBox) -> None:
    one = Desk(make_app(**box.settings()))
    other = Desk(make_app(**box.settings(), DATABASE_URL=database_of(one.app)))
    for name in ("Ada", "Bo", "Cy", "Di"):
        one.learner(name)
    start = threading.Barrier(6)

    def remind(desk: Desk) -> None:
        start.wait()
        desk.remind()

    threads = [threading.Thread(target=remind, args=[desk]) for desk in (one, other) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(box.recipients) == [f"{name}@example.org" for name in ("ada", "bo", "cy", "di")]


def test_a_letter_is_not_sent_for_what_has_changed_since_it_was_read(desk: Desk) -> None:
    learner_id = desk.learner()
    with desk.app.app_context():
        (read,) = reminders_to_send(TODAY)
        end_reminders(learner_id)

        assert not claim_letter(read, TODAY, "a token")


def test_a_learner_who_travels_west_gets_no_second_letter_of_a_day(
    desk: Desk, box: MailBox
) -> None:
    learner_id = desk.learner(zone="Pacific/Auckland", hour=6)
    desk.remind(datetime(2026, 4, 4, 19, 0, tzinfo=UTC))  # 07:00 on the fifth
    with desk.app.app_context(), write_transaction() as session:
        is_they = LearnerRow.id == learner_id
        session.execute(update(LearnerRow).where(is_they).values(zone="America/Los_Angeles"))

    desk.remind(datetime(2026, 4, 5, 2, 0, tzinfo=UTC))  # 19:00 on the fourth
    desk.remind(datetime(2026, 4, 5, 16, 0, tzinfo=UTC))  # 09:00 on the fifth

    assert stored_rows(desk.app, select(ReminderRow.sent_on)) == [(date(2026, 4, 5),)]
    assert len(box.letters) == 1
