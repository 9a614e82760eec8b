"""Nothing tells at sign-in whether an account exists, neither words nor time."""

import time
from statistics import median

import pytest
from flask import Flask

from tests.accounts.people import claim
from tests.browser.moved_clock import Clock
from tests.every_page import csrf_token
from tests.trusted import Tally
from tests.visitor import Visitor

PAIRS = 100
PAIRS_IN_A_WINDOW = 8
LEAST_SHARE = 0.5
"""A name that is not known takes at least so much of the time of one that is, and the reverse.

Checking a password takes tens of milliseconds and all else a few: without the check the share would
be a tenth.
"""


@pytest.mark.trust(row=39)
def test_an_unknown_name_takes_as_long_as_a_known_one(
    real_passwords: None, app: Flask, clock: Clock, tally: Tally
) -> None:
    claim(Visitor(app), "Ada")
    stranger = Visitor(app)
    token = csrf_token(stranger)
    took: dict[str, list[float]] = {"Ada": [], "Eva": []}
    answers = set()
    for n in range(PAIRS):
        if n % PAIRS_IN_A_WINDOW == 0:
            clock.move(minutes=6)
        for name, seconds in took.items():
            fields = {"csrf_token": token, "name": name, "password": f"guess {n} of many"}
            begun = time.perf_counter()
            response = stranger.client.post("/account/sign-in", data=fields)
            seconds.append(time.perf_counter() - begun)
            answers.add((response.status_code, "name or the password is wrong" in response.text))

    share = median(took["Eva"]) / median(took["Ada"])
    tally.note(tried=2 * PAIRS)
    assert answers == {(422, True)}
    assert LEAST_SHARE < share < 1 / LEAST_SHARE
