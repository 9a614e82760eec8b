"""Reads of two-step sign-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from studyapp.accounts.models import RecoveryCodeRow, SecondFactorRow
from studyapp.accounts.second_factor.totp import totp_secret
from studyapp.storage.prepared import AnySession

SETUP_LASTS: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """Two-step sign-in of an account that has it.

    Attributes:
        confirmed_at: when it was switched on.
        codes_left: recovery codes that were not used yet.
    """

    confirmed_at: datetime
    codes_left: int


def has_second_factor(session: AnySession, learner_id: int) -> bool:
    """Tell whether an account asks for a code at sign-in."""
    return find_second_factor(session, learner_id) is not None


def find_second_factor(session: AnySession, learner_id: int) -> SecondFactor | None:
    """Return the two-step sign-in of an account; None while it is off."""
    is_unused = RecoveryCodeRow.used_at.is_(None)
    left = (
        select(func.count())
        .select_from(RecoveryCodeRow)
        .where(RecoveryCodeRow.learner_id == learner_id, is_unused)
        .scalar_subquery()
    )
    row = session.execute(
        select(SecondFactorRow.confirmed_at, left).where(
            SecondFactorRow.learner_id == learner_id, SecondFactorRow.confirmed_at.is_not(None)
        )
    ).first()
    return SecondFactor(row[0], row[1]) if row is not None else None


def find_secret_in_setup(
    session: AnySession, learner_id: int, secret_key: str, *, now: datetime
) -> str | None:
    """Return the secret that an account is being set up with; None when none is.

    The password is asked for when it begins, so it has to end soon.
    """
    salt = session.scalar(
        select(SecondFactorRow.salt).where(
            SecondFactorRow.learner_id == learner_id,
            SecondFactorRow.confirmed_at.is_(None),
            SecondFactorRow.created_at > now - SETUP_LASTS,
        )
    )
    return totp_secret(salt, secret_key) if salt is not None else None
