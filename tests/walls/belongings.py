"""What every learner may have of their own."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from studyapp.accounts.programs.operations import make_api_token
from studyapp.accounts.reminders.feed_operations import make_feed
from studyapp.accounts.reminders.operations import ask_for_reminders, confirm_reminders
from studyapp.bank.queries import catalogue
from studyapp.database import write_transaction
from studyapp.reading.note import Note
from studyapp.reading.note_operations import keep_note
from studyapp.review.plan.exam import ExamWish
from studyapp.review.plan.exam_operations import make_exam
from studyapp.review.plan.models import PutOffRow
from tests.review.builders import answer_id, give

PARAGRAPH = "woods-2003:61"


def give_belongings(learner_id: int, words: str, number: int, now: datetime) -> dict[str, Any]:
    """Store something of each kind for a learner; return what stands in its addresses.

    Args:
        learner_id: whose it is.
        words: stand in all that can be read.
        number: of the learner, another for each.
        now: when it was made.
    """
    note_uuid = str(uuid4())
    keep_note(learner_id, Note(note_uuid, PARAGRAPH, None, words, now, now))
    stored = list(catalogue().questions.values())[number]
    give(learner_id, stored, number, now=now, right=False)
    exam = ExamWish(words, (now + timedelta(days=30)).date(), ("compare",), 9)
    token = f"reminder token of {number}"
    ask_for_reminders(learner_id, f"person{number}@example.org", 7, token=token, limits={}, now=now)
    confirm_reminders(token, now=now)
    make_api_token(learner_id, words[:60], now=now)
    return {
        "note_uuid": note_uuid,
        "answer_id": answer_id(number),
        "exam_id": make_exam(learner_id, exam, now=now),
        "put_off_id": _put_off(learner_id, now),
        "feed_token": make_feed(learner_id, now=now),
        "reminder_token": token,
        "second": int(now.timestamp()),
        "asked_id": stored.id,
    }


def _put_off(learner_id: int, now: datetime) -> int:
    day = (now + timedelta(days=2)).date()
    with write_transaction() as session:
        row = PutOffRow(
            learner_id=learner_id, kind="days_off", first_day=day, last_day=day, made_at=now
        )
        session.add(row)
        session.flush()
        return row.id
