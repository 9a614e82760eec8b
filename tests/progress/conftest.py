import pytest

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from tests.classroom.builders import Room, make_room
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
