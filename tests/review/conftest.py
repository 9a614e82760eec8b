import pytest

from studyapp.bank.catalogue import Catalogue, StoredQuestion, build_catalogue
from tests.bank import KINDS, make_question
from tests.bank.builders import make_library

MILL = "oak-1950/mill"
ON_MILL = {"evidence": [{"paragraph": "oak-1950:3", "quote": "paid his rent in flour"}]}


@pytest.fixture(scope="session")
def oak(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return two short made-up articles with one question of each kind on the first module."""
    library = make_library(tmp_path_factory.mktemp("oak"))
    questions = [make_question(kind, **ON_MILL) for kind in KINDS]
    stored = [StoredQuestion(n, 100 + n, MILL, q) for n, q in enumerate(questions, start=1)]
    return build_catalogue("hash of oak", library.articles, stored)
