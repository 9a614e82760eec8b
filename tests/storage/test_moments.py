"""A moment is stored in UTC and comes back as the same moment."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, text
from sqlalchemy.exc import StatementError

from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.queries import find_learner_by_token
from studyapp.database import db
from studyapp.storage.utc_column import UtcDateTime
from tests.conftest import NOON


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(NOON, id="UTC"),
        pytest.param(datetime(2026, 3, 5, 23, 59, 59, 999999, tzinfo=UTC), id="microseconds"),
        pytest.param(
            datetime(2026, 3, 5, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))), id="east"
        ),
        pytest.param(datetime(2026, 3, 5, 23, tzinfo=timezone(timedelta(hours=-12))), id="west"),
        pytest.param(datetime(1, 1, 1, tzinfo=UTC), id="first"),
        pytest.param(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), id="last"),
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(app_context: None, moment: datetime) -> None:
    ensure_learner("token", "UTC", now=moment)

    found = find_learner_by_token(db.session, "token")

    assert found is not None
    assert found.seen_at == moment
    assert found.seen_at.tzinfo is UTC


def test_moments_are_stored_in_an_order_that_can_be_compared(app_context: None) -> None:
    east = timezone(timedelta(hours=9))
    earlier = datetime(2026, 3, 5, 20, tzinfo=east)
    ensure_learner("earlier", "UTC", now=earlier)
    ensure_learner("later", "UTC", now=NOON)

    statement = text("SELECT learner_id FROM session WHERE seen_at < :now").bindparams(
        bindparam("now", NOON, UtcDateTime())
    )

    assert len(db.session.execute(statement).all()) == 1


def test_a_moment_without_a_time_zone_is_refused(app_context: None) -> None:
    naive = NOON.replace(tzinfo=None)

    with pytest.raises(StatementError, match="without a time zone"):
        ensure_learner("token", "UTC", now=naive)

    assert find_learner_by_token(db.session, "token") is None
