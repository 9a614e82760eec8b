"""Browsers of people in a class, who came in before the test begins."""

from datetime import timedelta

from flask import Flask

from studyapp.accounts.access import COOKIE
from studyapp.accounts.models import SessionRow
from studyapp.accounts.tokens import new_token, token_hash
from studyapp.clock import utc_now
from studyapp.database import write_transaction
from tests.conftest import SECRET_KEY
from tests.visitor import Visitor


def cookie_of(app: Flask, learner_id: int) -> str:
    """Return the cookie of one more browser in which a learner is signed in."""
    token, now = new_token(SECRET_KEY), utc_now() - timedelta(minutes=1)
    with app.app_context(), write_transaction() as session:
        session.add(
            SessionRow(
                token_hash=token_hash(token), learner_id=learner_id, created_at=now, seen_at=now
            )
        )
    return token


def visitor_as(app: Flask, learner_id: int) -> Visitor:
    """Return a browser without script in which a learner is signed in."""
    visitor = Visitor(app)
    visitor.client.set_cookie(COOKIE, cookie_of(app, learner_id))
    return visitor
