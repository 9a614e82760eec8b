"""What results need beside a class with a quiz: handing in, a changed bank, and who looks."""

import re
from datetime import datetime

from sqlalchemy import update

from studyapp.accounts.queries import name_key
from studyapp.bank.models import ContentStateRow, QuestionRow, QuestionVersionRow
from studyapp.bank.queries import get_question
from studyapp.bank.question import Option, Question, Single, as_json, content_hash
from studyapp.classroom.classes.models import SeatRow
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.regrading.operations import apply_regrade
from studyapp.classroom.regrading.queries import newer_version_id
from studyapp.classroom.sittings.attempt_operations import hand_in
from studyapp.classroom.sittings.models import PlayerRow
from studyapp.classroom.sittings.queries import Attempt, Sitting, get_attempt
from studyapp.classroom.sittings.scoring import NEED_KEY, RuleName
from studyapp.database import write_transaction
from tests.classroom.builders import Room, begin, respond
from tests.conftest import NOON


def work(room: Room, sitting: Sitting, name: str, answers: str, *, now: datetime = NOON) -> Attempt:
    """Let a pupil answer and hand in: 1 is right, 0 wrong, anything else is left open."""
    attempt = begin(sitting, room.learners[name], seat_id=room.seats[name], now=now)
    for position, answer in enumerate(answers, start=1):
        if answer in "01":
            respond(attempt, position, right=answer == "1", now=now)
    return handed_in(attempt, now=now)


def handed_in(attempt: Attempt, *, now: datetime = NOON, is_late: bool = False) -> Attempt:
    """Hand an attempt in and return it as it is then."""
    with write_transaction() as session:
        hand_in(session, attempt.id, "learner", at=now, is_late=is_late)
    return get_attempt(attempt.id)


def change_question(question_id: int, changed: Question) -> None:
    """Put a new version of a question into the bank."""
    content = as_json(changed)
    digest = content_hash(content)
    with write_transaction() as session:
        session.add(
            QuestionVersionRow(
                question_id=question_id, content_hash=digest, content=content, created_at=NOON
            )
        )
        session.execute(
            update(QuestionRow).where(QuestionRow.id == question_id).values(content_hash=digest)
        )
        session.execute(update(ContentStateRow).values(content_hash=f"with {digest}"))


def move_key(question_id: int, to: int) -> Single:
    """Make another option the right one in the bank; return the question as it is then."""
    question = get_question(question_id).question
    assert isinstance(question, Single)
    options = [
        Option(text=option.text, correct=n == to, why=None if n == to else "No.")
        for n, option in enumerate(question.options)
    ]
    changed = question.model_copy(update={"options": options})
    change_question(question_id, changed)
    return changed


def regrade(sitting: Sitting, rule: RuleName, position: int = 1) -> int:
    """Regrade an item by a rule, with the key that the bank has now where it needs one."""
    key = newer_version_id(get_frozen(sitting.version_id).items[position - 1])
    wanted = key if rule in NEED_KEY else None
    return apply_regrade(sitting.version_id, position, rule, key_version_id=wanted, now=NOON)


def remove_pupil(room: Room, name: str) -> None:
    """Take a pupil off the roster."""
    with write_transaction() as session:
        seat = update(SeatRow).where(SeatRow.id == room.seats[name])
        session.execute(seat.values(removed_at=NOON))


def play_as(attempt: Attempt, nickname: str, *, kicked_at: datetime | None = None) -> None:
    """Give a player of a live quiz a nickname."""
    with write_transaction() as session:
        session.add(
            PlayerRow(
                attempt_id=attempt.id,
                sitting_id=attempt.sitting_id,
                nickname=nickname,
                nickname_key=name_key(nickname),
                kicked_at=kicked_at,
            )
        )


def words_of(page: str) -> str:
    """Return the words of a page with single spaces between them."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())
