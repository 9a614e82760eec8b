"""No page of teachers or admins changes something, or hands out a file, without a word for it."""

import re
from typing import Any

from flask import Flask

from studyapp.accounts.audit.acts import COMMANDS
from studyapp.accounts.audit.audit_page import ACTS
from studyapp.accounts.cli import user_commands
from tests.accounts.people import claim
from tests.every_page import UNSAFE, address_of, csrf_token
from tests.visitor import Visitor

FILE = re.compile(r"\.[a-z]+$")
REFUSAL = re.compile(r"for (teachers|admins)\.")
FORBIDDEN = 403


def refused_to_learners(app: Flask, methods: set[str]) -> set[str]:
    """Return the endpoints that take a method and say that they are for teachers or admins."""
    learner = Visitor(app)
    claim(learner, "a learner")
    sent: dict[str, Any] = {"data": {"csrf_token": csrf_token(learner)}}
    found = set()
    for rule in app.url_map.iter_rules():
        for method in methods & (rule.methods or set()):
            response = learner.client.open(address_of(app, rule), method=method, **sent)
            if response.status_code == FORBIDDEN and REFUSAL.search(response.text):
                found.add(rule.endpoint)
    return found


def test_every_change_by_teachers_or_admins_has_its_sentence(app: Flask) -> None:
    kept = app.extensions[ACTS]

    unsafe = refused_to_learners(app, UNSAFE)

    assert len(unsafe) > 35
    assert unsafe - kept.words.keys() - kept.passed_over.keys() == set()


def test_every_file_for_teachers_or_admins_has_its_sentence(app: Flask) -> None:
    kept = app.extensions[ACTS]
    files = {rule.endpoint for rule in app.url_map.iter_rules() if FILE.search(rule.rule)}

    exports = files & refused_to_learners(app, {"GET"})

    assert len(exports) > 4
    assert exports - kept.words.keys() - kept.passed_over.keys() == set()


def test_no_sentence_is_about_a_page_that_is_not_there(app: Flask) -> None:
    kept = app.extensions[ACTS]
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {*kept.words, *kept.passed_over} - endpoints == set()
    assert kept.words.keys() & kept.passed_over.keys() == set()


def test_no_sentence_is_about_what_learners_do(app: Flask) -> None:
    kept = app.extensions[ACTS]
    theirs = refused_to_learners(app, {*UNSAFE, "GET"})

    assert kept.words.keys() - theirs == set()


def test_every_command_that_is_kept_has_its_sentence() -> None:
    names = {f"user {name}" for name in user_commands.commands}
    others = {"backup", "restore", "doctor --repair", "content sync"}

    assert names | others == COMMANDS.keys()


def test_a_sentence_is_short_and_plain(app: Flask) -> None:
    for words in [*app.extensions[ACTS].words.values(), *COMMANDS.values()]:
        assert len(words) < 70
        assert not words.endswith(".")
        assert words[0].islower()
