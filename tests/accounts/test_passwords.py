import pytest

from studyapp.accounts.sign_in import passwords
from studyapp.accounts.sign_in.passwords import (
    COMMON,
    LONGEST,
    SHORTEST,
    hash_password,
    is_password,
    password_fault,
)

PASSWORD = "nine geese on a river"


@pytest.mark.parametrize(
    ("password", "name", "fault"),
    [
        pytest.param("1234567", "Ada", "at least 8", id="seven characters"),
        pytest.param("kqzvwxyj", "Ada", None, id="eight characters"),
        pytest.param("k" + "qz" * 100, "Ada", "at most 200", id="201 characters"),
        pytest.param("qz" * 100, "Ada", None, id="200 characters"),
        pytest.param("12345678", "Ada", "would be guessed", id="common"),
        pytest.param("Password", "Ada", "would be guessed", id="common in another case"),
        pytest.param("ąąąąąąąąąą", "Ada", "would be guessed", id="one letter"),
        pytest.param("Ada of Oak", "ada OF oak", "more than the name", id="the name"),
        pytest.param("oak.ADA.1815", "Ada Oak", "more than the name", id="the name and digits"),
        pytest.param("StudyApp-2026", "Ada", "name of this app", id="the app"),
        pytest.param("ada likes oaks", "Ada Oak", None, id="the name among others"),
        pytest.param("1815-12-10", "Ada", None, id="digits alone, and none of the common"),
        pytest.param("iloveyou1", "Ada", "would be guessed", id="less common"),
        pytest.param("pass word with spaces ", "Ada", None, id="spaces are kept"),
        pytest.param(PASSWORD, "", None, id="no name yet"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(
    password: str, name: str, fault: str | None
) -> None:
    found = password_fault(password, name)

    if fault is None:
        assert found is None
    else:
        assert found is not None
        assert fault in found


def test_a_password_fits_its_own_hash_alone() -> None:
    password_hash = hash_password(PASSWORD)

    assert is_password(PASSWORD, password_hash)
    assert not is_password(PASSWORD + " ", password_hash)
    assert not is_password(PASSWORD.upper(), password_hash)


def test_a_hash_takes_the_work_that_is_advised(real_passwords: None) -> None:
    assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_looking_for_nobody_takes_the_same_work(real_passwords: None) -> None:
    assert not passwords.HASHER.check_needs_rehash(passwords.NOBODY)


def test_each_hash_has_a_salt_of_its_own() -> None:
    assert hash_password(PASSWORD) != hash_password(PASSWORD)


def test_two_ways_to_type_the_same_letter_are_one_password() -> None:
    assert is_password("cafe\u0301 in the rain", hash_password("caf\u00e9 in the rain"))


def test_no_password_fits_where_there_is_no_hash() -> None:
    assert not is_password("a password that nobody has", None)


def test_a_damaged_hash_lets_nobody_in() -> None:
    assert not is_password(PASSWORD, "$argon2id$damaged")


def test_the_list_holds_three_thousand_that_would_be_taken_otherwise() -> None:
    assert len([word for word in COMMON if SHORTEST <= len(word) <= LONGEST]) >= 3000
    assert {word for word in COMMON if word != word.casefold()} == set()


def test_no_sign_of_a_long_password_is_dropped() -> None:
    long = "ab" * (LONGEST // 2)

    assert not is_password(long[:-1], hash_password(long))
