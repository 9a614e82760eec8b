"""What the audit log holds."""

from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from studyapp.accounts.audit.acts import Act
from studyapp.accounts.audit.operations import keep_act
from studyapp.accounts.models import AuditRow
from tests.conftest import NOON
from tests.stored import stored_rows


def entries(app: Flask) -> list[tuple[Any, ...]]:
    """Return (act, about, class_id) of every entry, the oldest first."""
    statement = select(AuditRow.act, AuditRow.about, AuditRow.class_id).order_by(AuditRow.id)
    return [tuple(row) for row in stored_rows(app, statement)]


def acts(app: Flask) -> list[str]:
    """Return what was done, the oldest first."""
    return [entry[0] for entry in entries(app)]


def keep(
    app: Flask, *names: str, learner_id: int | None = None, at: datetime = NOON, **changes: Any
) -> None:
    """Put entries into the log."""
    with app.app_context():
        for name in names:
            keep_act(Act(name, at, learner_id, **changes), is_command=learner_id is None)


def id_of(app: Flask, name: str) -> int:
    """Return the number of an account."""
    return int(stored_rows(app, "SELECT id FROM learner WHERE name = :name", name=name)[0][0])


def roles(app: Flask) -> dict[str, str]:
    """Return the role of every account by its name."""
    return dict(stored_rows(app, "SELECT name, role FROM learner"))
