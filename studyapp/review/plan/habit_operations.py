"""Changes to how a learner wants to be asked."""

from dataclasses import asdict

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from studyapp.database import write_transaction
from studyapp.review.memory import bounded_retention
from studyapp.review.plan.habits import Habits
from studyapp.review.plan.models import StudyHabitRow


def save_habits(learner_id: int, habits: Habits) -> None:
    """Keep how a learner wants to be asked, from the next answer on."""
    values = asdict(habits) | {"retention": bounded_retention(habits.retention)}
    is_theirs = StudyHabitRow.learner_id == learner_id
    with write_transaction(learner_id) as session:
        session.execute(delete(StudyHabitRow).where(is_theirs))
        session.execute(insert(StudyHabitRow).values(learner_id=learner_id, **values))


def merge_habits(session: Session, guest_id: int, account_id: int) -> None:
    """Let an account that never said how it wants to be asked take over what its guest said."""
    is_accounts = StudyHabitRow.learner_id == account_id
    is_guests = StudyHabitRow.learner_id == guest_id
    if session.scalar(select(StudyHabitRow.learner_id).where(is_accounts)) is not None:
        session.execute(delete(StudyHabitRow).where(is_guests))
        return
    session.execute(update(StudyHabitRow).where(is_guests).values(learner_id=account_id))
