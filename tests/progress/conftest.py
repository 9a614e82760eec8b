import pytest

from studyapp.bank.catalogue import Catalogue
from tests.review.builders import make_oak


@pytest.fixture(scope="session")
def oak(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Return two short made-up articles with one question of each kind on the first module."""
    return make_oak(tmp_path_factory.mktemp("oak"))
