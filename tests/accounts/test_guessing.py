"""However many try, no more guesses are looked at than the limit says, and pupils get in."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from studyapp.accounts.guesses.keys import address_key
from studyapp.accounts.guesses.limits import (
    ADDRESS_WINDOW,
    GUESS_WINDOW,
    GUESSES_ALLOWED,
    GUESSES_OF_ADDRESS,
    GUESSES_OF_BROWSER,
    Limit,
    limits_of,
)
from studyapp.accounts.guesses.operations import TooManyGuessesError, take_guess
from studyapp.accounts.operations import add_account
from studyapp.accounts.sign_in.operations import Arrival, sign_in
from studyapp.database import write_transaction
from tests.accounts.people import PASSWORD, claim, heading
from tests.accounts.people import sign_in as sign_in_on
from tests.accounts.two_steps import first_step, set_up
from tests.browser.moved_clock import Clock
from tests.conftest import NOON, SECRET_KEY
from tests.every_page import post
from tests.trusted import Tally
from tests.visitor import Visitor

THREADS = 8
PUPILS = 60
ADDRESS = "\naddress of a school"

cannot_be_guessed = pytest.mark.trust(row=38)


def outcomes(app: Flask, tries: Iterable[int], act: Callable[[int], object]) -> Counter[str]:
    """Act in several threads at once; count what was looked at and what was refused."""

    def outcome(n: int) -> str:
        with app.app_context():
            try:
                return "right" if act(n) else "wrong"
            except TooManyGuessesError:
                return "refused"

    with ThreadPoolExecutor(THREADS) as threads:
        return Counter(threads.map(outcome, tries))


def make_pupils(app: Flask) -> None:
    """Make accounts of a school; one hash does for all, which takes a moment to make."""
    with app.app_context():
        add_account("Pupil 0", PASSWORD, "learner", now=NOON)
        with write_transaction() as session:
            for n in range(1, PUPILS):
                session.execute(
                    text(
                        "INSERT INTO learner "
                        "(name, name_key, password_hash, role, zone, created_at) "
                        "SELECT :name, :key, password_hash, role, zone, created_at FROM learner "
                        "WHERE name_key = 'pupil 0'"
                    ),
                    {"name": f"Pupil {n}", "key": f"pupil {n}"},
                )


@cannot_be_guessed
def test_of_a_thousand_tries_at_one_name_ten_are_looked_at(app: Flask, tally: Tally) -> None:
    with app.app_context():
        add_account("Ada", PASSWORD, "learner", now=NOON)

    def guess(n: int) -> object:
        wide = limits_of(f"\naddress {n}", f"\nbrowser {n}")
        return sign_in("Ada", f"guess {n}", Arrival(None, None, f"{n}"), wide=wide, now=NOON)

    seen = outcomes(app, range(1000), guess)

    tally.note(tried=1000, held=1000 - abs(seen["wrong"] - GUESSES_ALLOWED))
    assert seen == {"wrong": GUESSES_ALLOWED, "refused": 1000 - GUESSES_ALLOWED}


@cannot_be_guessed
@pytest.mark.parametrize(
    ("limits", "most"),
    [
        pytest.param(lambda n: limits_of(ADDRESS, f"{n}"), GUESSES_OF_ADDRESS, id="address"),
        pytest.param(lambda n: limits_of(f"{n}", "\nbrowser"), GUESSES_OF_BROWSER, id="browser"),
        pytest.param(lambda _: (Limit("seat", "\nseat 1"),), GUESSES_ALLOWED, id="seat"),
    ],
)
def test_guesses_of_one_moment_do_not_slip_past_a_limit(
    app: Flask, tally: Tally, limits: Callable[[int], tuple[Limit, ...]], most: int
) -> None:
    seen = outcomes(app, range(100), lambda n: not take_guess(limits(n), "words", now=NOON))

    tally.note(tried=100, held=100 - abs(seen["wrong"] - most))
    assert seen == {"wrong": most, "refused": 100 - most}


@cannot_be_guessed
def test_a_class_behind_one_address_gets_in_at_once(app: Flask, tally: Tally) -> None:
    make_pupils(app)

    def enter(n: int) -> object:
        wide = limits_of(ADDRESS, f"\nbrowser {n}")
        return sign_in(f"Pupil {n}", PASSWORD, Arrival(None, None, f"{n}"), wide=wide, now=NOON)

    seen = outcomes(app, range(PUPILS), enter)

    tally.note(tried=PUPILS, held=seen["right"])
    assert seen == {"right": PUPILS}


def test_a_closed_address_opens_again_within_a_minute(app_context: None) -> None:
    for n in range(GUESSES_OF_ADDRESS):
        take_guess(limits_of(ADDRESS, f"{n}"), "passwords", now=NOON)

    with pytest.raises(TooManyGuessesError, match="from this network") as refused:
        take_guess(limits_of(ADDRESS, "another"), "passwords", now=NOON)

    assert refused.value.retry_seconds == 60
    later = NOON + ADDRESS_WINDOW + timedelta(seconds=1)
    assert take_guess(limits_of(ADDRESS, "another"), "passwords", now=later)


def test_a_browser_that_guessed_at_many_names_is_stopped(app: Flask, visitor: Visitor) -> None:
    form = visitor.form("/account/sign-in", "/sign-in")

    statuses = [
        visitor.send(form, name=f"Name {n}", password="a guess at it").status_code
        for n in range(GUESSES_OF_BROWSER + 2)
    ]

    assert statuses == [422] * GUESSES_OF_BROWSER + [429] * 2
    claim(other := Visitor(app), "Ada")
    assert heading(other) == "Ada"


def test_signing_in_to_an_own_account_in_between_is_no_way_past_the_address(app: Flask) -> None:
    claim(Visitor(app), "Eve")
    thief = Visitor(app)
    statuses = []
    for n in range(5):
        statuses += [sign_in_on(thief, f"Name {n}{m}", "a guess").status_code for m in range(9)]
        sign_in_on(thief, "Eve")

    looked_at = statuses.count(422)
    assert looked_at == GUESSES_OF_ADDRESS


@cannot_be_guessed
def test_a_right_password_wins_no_further_guesses_at_the_code(
    app: Flask, visitor: Visitor, clock: Clock, tally: Tally
) -> None:
    claim(visitor, "Ada")
    authenticator = set_up(visitor, clock.moment)
    clock.move(minutes=1)
    statuses = []
    for _ in range(4):
        form = first_step(thief := Visitor(app))
        statuses += [thief.send(form, code=f"00000{n}").status_code for n in range(2)]
    form = first_step(thief := Visitor(app))
    statuses += [thief.send(form, code=f"00001{n}").status_code for n in range(8)]
    right = thief.send(form, code=authenticator.code(clock.moment))

    tally.note(tried=len(statuses) + 1, held=len(statuses) + 1)
    assert statuses == [422] * GUESSES_ALLOWED + [429] * 6
    assert right.status_code == 429
    assert sign_in_on(Visitor(app), "Ada").status_code == 429
    clock.move(minutes=GUESS_WINDOW.seconds // 60 + 1)
    form = first_step(owner := Visitor(app))
    assert owner.send(form, code=authenticator.code(clock.moment)).status_code == 303


def test_names_that_are_taken_cannot_be_tried_in_number(app: Flask) -> None:
    claim(Visitor(app), "Ada")
    visitor = Visitor(app)
    form = visitor.form("/account/claim", "/claim")

    statuses = [
        visitor.send(form, name="Ada", password=PASSWORD).status_code
        for _ in range(GUESSES_OF_BROWSER + 2)
    ]

    assert statuses[0] == 409
    assert statuses[-1] == 429
    assert statuses.count(409) <= GUESSES_OF_BROWSER


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param("192.0.2.1", "192.0.2.2", False, id="two of version 4"),
        pytest.param("2001:db8::1", "2001:db8::ffff", True, id="one network of version 6"),
        pytest.param("2001:db8::1", "2001:db8:0:1::1", False, id="two networks"),
        pytest.param("", "unix socket", False, id="no address"),
    ],
)
def test_who_holds_a_network_of_addresses_is_one_guesser(
    one: str, other: str, is_same: bool
) -> None:
    assert (address_key(one, SECRET_KEY) == address_key(other, SECRET_KEY)) is is_same


def test_a_locked_account_goes_on_where_it_is_signed_in(app: Flask, visitor: Visitor) -> None:
    claim(visitor, "Ada")
    for n in range(GUESSES_ALLOWED):
        sign_in_on(Visitor(app), "Ada", f"guess {n} of many")

    assert heading(visitor) == "Ada"
    assert post(visitor, "/account/sign-out").status_code == 303
