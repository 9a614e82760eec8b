"""Tables of people and their sessions."""

from datetime import date, datetime

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


class CalendarFeedRow(Base):
    """The secret address of a learner's calendar, known by its hash; deleted when revoked."""

    __tablename__ = "calendar_feed"

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    created_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]


class ReminderRow(Base):
    """Where a learner wants to be told what is due; deleted when they want that no more.

    Attributes:
        hour: of the learner's own day, from which on it is told, 0 to 23.
        token_hash: of what the letter holds to confirm the address, and to end the reminders.
        confirmed_at: when whoever reads the address said yes; nothing but the question is sent
            before.
        sent_on: the learner's own day of the last reminder.
    """

    __tablename__ = "reminder"
    __table_args__ = (CheckConstraint("hour BETWEEN 0 AND 23", name="hour_is_of_a_day"),)

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    address: Mapped[str] = mapped_column(String(254))
    hour: Mapped[int]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    sent_on: Mapped[date | None]


class GuessRow(Base):
    """Something that is counted to be limited: a wrong guess, a letter that was asked for.

    Attributes:
        name_key: what it is counted under, such as the account name; see `guess_keys.py`.
        failed_at: when; rows older than their window are deleted.
    """

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String(NAME_KEY_LONGEST), index=True)
    failed_at: Mapped[datetime]
