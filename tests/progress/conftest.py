from pathlib import Path

import pytest
from flask import Flask

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.operations import sync_content
from tests.bank.builders import COMPARE, MILL, write_bank, write_seeds
from tests.classroom.builders import Room, make_room
from tests.conftest import NOON, MakeApp
from tests.progress.anki_python import ANKI
from tests.progress.class_study import SHARING, SILENT, share
from tests.review.builders import make_oak

collect_ignore = [] if ANKI else ["test_anki_opens.py"]


@pytest.fixture(scope="session")
def oak(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return two short made-up articles with one question of each kind on the first module."""
    return make_oak(tmp_path_factory.mktemp("oak"))


@pytest.fixture
def single(stored: list[StoredQuestion]) -> StoredQuestion:
    """Return a question of one choice."""
    return next(s for s in stored if s.question.kind == "single")


@pytest.fixture
def room(app_context: None) -> Room:
    """Return a class of eight, of whom six share what they study alone."""
    room = make_room(*SHARING, *SILENT)
    share(room, *SHARING)
    return room


@pytest.fixture
def arabic_app(make_app: MakeApp, tmp_path: Path) -> Flask:
    """Return a server on which the text about Oak is said to be Arabic."""
    seeds, bank = write_seeds(tmp_path), write_bank(tmp_path, MILL, COMPARE)
    sidecar = seeds / "oak-1950.yaml"
    stated = sidecar.read_text(encoding="utf-8").replace("label:", "language: ar\nlabel:")
    sidecar.write_text(stated, encoding="utf-8")
    app = make_app(SEEDS=str(seeds), QUESTION_BANK=str(bank))
    with app.app_context():
        assert not sync_content(seeds, bank, now=NOON).refused
    return app
