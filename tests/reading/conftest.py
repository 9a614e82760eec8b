from pathlib import Path

import pytest

from tests.reading.builders import write_source


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a folder with one source, without a fault."""
    folder = tmp_path / "seeds"
    write_source(folder)
    return folder
