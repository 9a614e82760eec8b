"""Ways on which a learner is told what is due without opening the app: a calendar, a letter."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import CalendarFeedRow, ReminderRow


def merge_news(session: Session, guest_id: int, account_id: int) -> None:
    """Move what a guest has asked for into an account; what the account has stays as it is."""
    for row in (CalendarFeedRow, ReminderRow):
        has_one = select(row.learner_id).where(row.learner_id == account_id).exists()
        moved = update(row).where(row.learner_id == guest_id, ~has_one)
        session.execute(moved.values(learner_id=account_id))
