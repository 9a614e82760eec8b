"""Changes to the audit log: entries are added, lose their numbers, and are deleted when old."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from studyapp.accounts.audit.acts import Act
from studyapp.accounts.models import AuditRow, LearnerRow
from studyapp.database import Base, write_transaction
from studyapp.errors import BusyError, StorageError

KEPT = timedelta(days=400)
log = logging.getLogger(__name__)


def keep_act(act: Act, *, is_command: bool = False) -> None:
    """Add an entry to the log; what was done stands, even if this cannot be stored."""
    # Nobody's turn to write is waited for but those of the same person.
    whose = act.learner_id if act.learner_id is not None else act.name
    try:
        with write_transaction(whose) as session:
            _add(session, act, is_command=is_command)
    except (BusyError, StorageError) as error:
        log.error("%s is not in the audit log: %s", act.name, error)
    except Exception:
        log.exception("%s is not in the audit log.", act.name)


def _add(session: Session, act: Act, *, is_command: bool) -> None:
    """Add an entry; the numbers of a class that is gone are given to the next one, so they go."""
    class_id = _still_there(session, "class", act.class_id)
    session.execute(
        insert(AuditRow).values(
            at=act.at,
            learner_id=_still_there(session, LearnerRow.__tablename__, act.learner_id),
            is_command=is_command,
            act=act.name,
            class_id=class_id,
            about=act.about if class_id == act.class_id else "",
        )
    )


def _still_there(session: Session, table: str, number: int | None) -> int | None:
    column = Base.metadata.tables[table].c.id
    return session.scalar(select(column).where(column == number)) if number is not None else None


def forget_numbers(session: Session, class_id: int) -> None:
    """Let the entries of a class say what was done and no more, before its people are erased."""
    of_class = update(AuditRow).where(AuditRow.class_id == class_id)
    session.execute(of_class.values(about=""))


def forget_old_acts(now: datetime) -> None:
    """Delete the entries that are older than a school year and a holiday."""
    with write_transaction() as session:
        session.execute(delete(AuditRow).where(AuditRow.at < now - KEPT))
