"""Codes of an authenticator app, and of paper."""

from datetime import timedelta

import pyotp
import pytest

from studyapp.accounts.second_factor.recovery_codes import (
    GROUP_SIGNS,
    GROUPS,
    HOW_MANY,
    SIGNS,
    new_recovery_codes,
    recovery_code_hash,
)
from studyapp.accounts.second_factor.totp import (
    in_groups,
    new_salt,
    setup_address,
    step_of,
    totp_secret,
)
from tests.conftest import NOON, SECRET_KEY

SALT = "a salt that is kept"
SECRET = totp_secret(SALT, SECRET_KEY)
STEP = int(NOON.timestamp()) // 30


def code(seconds: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("seconds", "step"),
    [
        pytest.param(-60, None, id="two steps ago"),
        pytest.param(-30, STEP - 1, id="a step ago"),
        pytest.param(0, STEP, id="now"),
        pytest.param(30, STEP + 1, id="a step ahead"),
        pytest.param(60, None, id="two steps ahead"),
    ],
)
def test_the_clock_of_a_phone_may_be_off_by_a_step(seconds: int, step: int | None) -> None:
    assert step_of(code(seconds), SECRET, after=0, now=NOON) == step


def test_a_code_is_taken_once_and_none_before_it_afterwards() -> None:
    assert step_of(code(), SECRET, after=STEP, now=NOON) is None
    assert step_of(code(-30), SECRET, after=STEP, now=NOON) is None
    assert step_of(code(30), SECRET, after=STEP, now=NOON) == STEP + 1


@pytest.mark.parametrize(
    "typed", ["", "1", "0000000", "١٢٣٤٥٦", "\ud800", "x" * 60, "None", "123456" * 2]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert step_of(typed, SECRET, after=0, now=NOON) is None


def test_a_code_may_be_typed_with_a_space() -> None:
    assert step_of(f" {code()[:3]} {code()[3:]} ", SECRET, after=0, now=NOON) == STEP


def test_the_secret_needs_both_the_salt_and_the_key_of_the_server() -> None:
    assert totp_secret(SALT, SECRET_KEY) == SECRET
    assert totp_secret(SALT, "another key of a server, long enough") != SECRET
    assert totp_secret(new_salt(), SECRET_KEY) != totp_secret(new_salt(), SECRET_KEY)
    assert len(SECRET) == 32
    assert SALT not in SECRET


def test_an_app_is_set_up_by_the_usual_address() -> None:
    read = pyotp.parse_uri(setup_address(SECRET, "Ada of Oak & Ash"))

    assert isinstance(read, pyotp.TOTP)
    assert (read.secret, read.name, read.issuer) == (SECRET, "Ada of Oak & Ash", "Studyapp")
    assert in_groups(SECRET).replace(" ", "") == SECRET


def test_recovery_codes_cannot_be_guessed_or_misread() -> None:
    codes = new_recovery_codes()

    assert len(set(codes)) == HOW_MANY
    assert len(SIGNS) ** (GROUPS * GROUP_SIGNS) > 2**112
    assert not set("".join(codes)) & set("01ilo")


@pytest.mark.parametrize("typed", ["{}", " {} ", "{} \n"])
def test_a_recovery_code_may_be_typed_in_any_way(typed: str) -> None:
    (code, *_) = new_recovery_codes()
    ways = {code, code.upper(), code.replace("-", ""), code.replace("-", " ")}

    assert {recovery_code_hash(typed.format(way)) for way in ways} == {recovery_code_hash(code)}
