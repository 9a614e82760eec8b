"""Tables of people and their sessions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
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


class SecondFactorRow(Base):
    """What an account shows besides its password: codes of an authenticator app (TOTP).

    Attributes:
        salt: what the secret of the codes is made from, together with the key of the server, so
            that the database alone makes no code.
        confirmed_at: when a first code was shown; nothing is asked for at sign-in before.
        last_step: the time step of the last code that was taken, which is not taken again.
    """

    __tablename__ = "second_factor"

    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    salt: Mapped[str] = mapped_column(String(64), info=SECRET)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCodeRow(Base):
    """A code that stands in once for a lost authenticator app, known by its hash."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    used_at: Mapped[datetime | None]


class AuditRow(Base):
    """Something that a teacher, an admin or a command did; never changed, deleted when old.

    Attributes:
        learner_id: who did it; None for a command, and once the account is erased.
        act: the endpoint of the page or the words of the command, such as `user promote`.
        class_id: the class that it was done in, if any.
        about: numbers of what it was done to, such as `seat_id=12`; no names.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_class_id", "class_id", "id"),
        Index("ix_audit_entry_learner_id", "learner_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learner.id", ondelete="SET NULL"))
    is_command: Mapped[bool]
    act: Mapped[str] = mapped_column(String(80))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("class.id", ondelete="SET NULL"))
    about: Mapped[str] = mapped_column(String(200))


class GuessRow(Base):
    """Something that is counted to be limited: a wrong guess, a letter that was asked for.

    Attributes:
        name_key: what it is counted under, such as the account name; see `guesses/keys.py`.
        failed_at: when; rows older than their window are deleted.
    """

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String(NAME_KEY_LONGEST), index=True)
    failed_at: Mapped[datetime]
