import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from tests.review.cards import questions_of


@pytest.fixture
def stored(app: Flask) -> StoredQuestion:
    """Return a question with one right option."""
    return questions_of(app, "single")[0]
