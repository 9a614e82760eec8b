"""Roles are given and taken by admins."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from studyapp.accounts.models import LearnerRow, SessionRow
from studyapp.accounts.operations import ROLES
from studyapp.database import write_transaction
from studyapp.errors import ConflictError, NotFoundError

ADMIN = "admin"


def give_role(learner_id: int, role: str) -> None:
    """Give a named account a role; one that may do less then is signed out everywhere.

    Raises:
        ConflictError: the account is the last admin.
        NotFoundError: there is no such account.
    """
    with write_transaction() as session:
        person = select(LearnerRow.role).where(LearnerRow.id == learner_id)
        present = session.scalar(person.where(LearnerRow.name.is_not(None)))
        if present is None:
            raise NotFoundError("There is no such account.")
        if present == ADMIN != role:
            _require_another_admin(session, learner_id)
        changed = update(LearnerRow).where(LearnerRow.id == learner_id)
        session.execute(changed.values(role=role))
        if ROLES.index(role) < ROLES.index(present):
            session.execute(delete(SessionRow).where(SessionRow.learner_id == learner_id))


def keep_last_admin(session: Session, learner_id: int) -> None:
    """Refuse that the last admin is erased.

    Raises:
        ConflictError: the account is the last admin.
    """
    if session.scalar(select(LearnerRow.role).where(LearnerRow.id == learner_id)) == ADMIN:
        _require_another_admin(session, learner_id)


def _require_another_admin(session: Session, learner_id: int) -> None:
    others = select(LearnerRow.id).where(LearnerRow.role == ADMIN, LearnerRow.id != learner_id)
    if session.scalar(others.limit(1)) is None:
        raise ConflictError("This is the last admin. Make another account an admin first.")
