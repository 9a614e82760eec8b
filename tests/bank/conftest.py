import pytest

from studyapp.reading.library import Library
from tests.bank.builders import make_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("library"))
