"""Tables of people and their sessions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from studyapp.database import SECRET, Base

NAME_KEY_LONGEST = 200
"""Folding the case of 60 letters can make up to 180."""


class LearnerRow(Base):
    """One person; a guest has no name and no password until they claim the row.

    `name_key` is the name as it is compared at sign-in. A row that was merged into another
    account is deleted once nothing is left in it.
    """

    __tablename__ = "learner"
    __table_args__ = (
        CheckConstraint("role IN ('learner', 'teacher', 'admin')", name="role_is_known"),
        CheckConstraint(
            "(name IS NULL) = (password_hash IS NULL)", name="name_and_password_together"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(60))
    name_key: Mapped[str | None] = mapped_column(String(NAME_KEY_LONGEST), unique=True, info=SECRET)
    password_hash: Mapped[str | None] = mapped_column(String(200), info=SECRET)
    role: Mapped[str] = mapped_column(String(10), default="learner")
    zone: Mapped[str] = mapped_column(String(64), default="UTC")
    created_at: Mapped[datetime]


class SessionRow(Base):
    """One signed-in browser, known by the hash of its token; deleted when it is revoked."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class ApiTokenRow(Base):
    """A token that lets a program act for its learner, known by its hash; deleted when revoked."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    label: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class GuessRow(Base):
    """A failed sign-in to one account name; rows older than the window are deleted."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String(NAME_KEY_LONGEST), index=True)
    failed_at: Mapped[datetime]
