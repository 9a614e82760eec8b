from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask

from studyapp.accounts.admin.role_operations import give_role, keep_last_admin
from studyapp.accounts.operations import add_account, claim, ensure_learner
from studyapp.accounts.own_data.erase_operations import erase_learner
from studyapp.accounts.queries import Learner, devices_of, find_learner_by_token, get_account_id
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from studyapp.accounts.sign_in.password_operations import reset_password
from studyapp.accounts.sign_in.session_operations import revoke_session, sign_out
from studyapp.database import db
from studyapp.errors import ConflictError, NotFoundError
from tests.conftest import NOON

PASSWORD = "nine geese on a river"
TOKEN = "token of a browser"


def find(token: str) -> Learner | None:
    return find_learner_by_token(db.session, token)


def test_the_first_act_of_a_token_makes_a_learner_and_the_second_none(app_context: None) -> None:
    first = ensure_learner(TOKEN, "UTC", now=NOON)

    second = ensure_learner(TOKEN, "UTC", now=NOON + timedelta(hours=1))

    assert second.id == first.id
    assert (first.name, first.role) == (None, "learner")
    assert second.seen_at == NOON + timedelta(hours=1)


def test_a_learner_who_moves_has_the_new_zone(app_context: None) -> None:
    ensure_learner(TOKEN, "UTC", now=NOON)

    ensure_learner(TOKEN, "Asia/Kolkata", now=NOON)

    found = find(TOKEN)
    assert found is not None
    assert found.zone == "Asia/Kolkata"


def test_one_token_that_acts_several_times_at_once_is_one_learner(app: Flask) -> None:
    def act(_: int) -> int:
        with app.app_context():
            return ensure_learner(TOKEN, "UTC", now=NOON).id

    with ThreadPoolExecutor(8) as threads:
        ids = set(threads.map(act, range(8)))

    assert len(ids) == 1


def test_a_name_claimed_by_several_at_once_goes_to_one(app: Flask) -> None:
    def try_to_claim(nth: int) -> bool:
        with app.app_context():
            learner = ensure_learner(f"token {nth}", "UTC", now=NOON)
            try:
                claim(learner.id, "Ada", PASSWORD, f"new token {nth}", now=NOON)
            except ConflictError:
                return False
            return True

    with ThreadPoolExecutor(4) as threads:
        claimed = list(threads.map(try_to_claim, range(4)))

    assert sum(claimed) == 1


def test_a_claim_ends_every_session_of_the_guest(app_context: None) -> None:
    learner = ensure_learner(TOKEN, "UTC", now=NOON)

    claim(learner.id, "Ada", PASSWORD, "new token", now=NOON)

    found = find("new token")
    assert found is not None
    assert (found.id, found.name) == (learner.id, "Ada")
    assert find(TOKEN) is None


def test_a_refused_claim_ends_no_session(app_context: None) -> None:
    add_account("Ada", PASSWORD, "learner", now=NOON)
    learner = ensure_learner(TOKEN, "UTC", now=NOON)

    with pytest.raises(ConflictError, match="taken"):
        claim(learner.id, "ada", PASSWORD, "new token", now=NOON)

    found = find(TOKEN)
    assert found is not None
    assert found.name is None
    assert find("new token") is None


def test_an_account_is_made_once(app_context: None) -> None:
    add_account("Ada", PASSWORD, "teacher", now=NOON)

    with pytest.raises(ConflictError, match="'ADA' already"):
        add_account("ADA", PASSWORD, "learner", now=NOON)


def test_a_promoted_learner_has_the_role_on_every_device(app_context: None) -> None:
    learner = ensure_learner(TOKEN, "UTC", now=NOON)
    claim(learner.id, "Ada", PASSWORD, "new token", now=NOON)

    give_role(get_account_id("ada"), "teacher")

    found = find("new token")
    assert found is not None
    assert found.role == "teacher"


def test_the_last_admin_stays_until_there_is_another(app_context: None) -> None:
    for name in ("Ada", "Ben"):
        add_account(name, PASSWORD, "admin", now=NOON)
    ada, ben = get_account_id("Ada"), get_account_id("Ben")

    erase_learner(ada, [keep_last_admin])

    with pytest.raises(ConflictError, match="the last admin"):
        give_role(ben, "learner")
    with pytest.raises(ConflictError, match="the last admin"):
        erase_learner(ben, [keep_last_admin])


def test_an_account_that_does_not_exist_takes_no_role_and_no_password(app_context: None) -> None:
    with pytest.raises(NotFoundError, match="no account named 'Eva'"):
        give_role(get_account_id("Eva"), "teacher")
    with pytest.raises(NotFoundError, match="no account named 'Eva'"):
        reset_password("Eva", PASSWORD)


def test_a_guest_has_no_account_to_name(app_context: None) -> None:
    ensure_learner(TOKEN, "UTC", now=NOON)

    with pytest.raises(NotFoundError):
        get_account_id("")


def test_only_the_session_of_the_token_ends_at_sign_out(app_context: None) -> None:
    ensure_learner(TOKEN, "UTC", now=NOON)
    other = ensure_learner("another token", "UTC", now=NOON)

    sign_out(TOKEN)

    assert find(TOKEN) is None
    assert find("another token") == other


def test_a_session_can_be_ended_once(app_context: None) -> None:
    learner = ensure_learner(TOKEN, "UTC", now=NOON)
    (device,) = devices_of(learner.id, None)

    revoke_session(learner.id, device.id)

    assert find(TOKEN) is None
    with pytest.raises(NotFoundError, match="not signed in"):
        revoke_session(learner.id, device.id)


def test_devices_are_listed_with_the_last_used_first_and_the_current_marked(
    app_context: None,
) -> None:
    account = add_account("Ada", PASSWORD, "learner", now=NOON)
    for hours in (1, 3, 2):
        open_device(f"token {hours}", now=NOON + timedelta(hours=hours))

    devices = devices_of(account, "token 2")

    assert [(device.seen_at - NOON).seconds // 3600 for device in devices] == [3, 2, 1]
    assert [device.current for device in devices] == [False, True, False]


def open_device(token: str, *, now: datetime) -> None:
    sign_in("Ada", PASSWORD, Arrival(None, None, token), now=now)
