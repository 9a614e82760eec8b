"""An instance folder that the commands are about."""

import shutil
from pathlib import Path

import pytest

from studyapp.storage.schema import newest_revision
from tests.conftest import SECRET_KEY
from tests.golden.making import load_golden
from tests.safety.commands import add, run, work


@pytest.fixture
def instance(stored_content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an instance folder with the accounts of Ada and Bob; commands are about it."""
    folder = tmp_path / "instance"
    shutil.copytree(stored_content, folder)
    monkeypatch.setenv("STUDYAPP_INSTANCE", str(folder))
    monkeypatch.setenv("STUDYAPP_SECRET_KEY", SECRET_KEY)
    work(lambda _app: add("Ada"))
    work(lambda _app: add("Bob"))
    return folder


@pytest.fixture
def database(instance: Path) -> Path:
    return instance / "studyapp.db"


@pytest.fixture
def backup(database: Path, tmp_path: Path) -> Path:
    """Return a backup of the moment when there were Ada and Bob."""
    file = tmp_path / "backup.db"
    assert run("backup", str(file)).exit_code == 0
    return file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a SQLite file with a few rows, some of them strange, in every table."""
    file = tmp_path / "studyapp.db"
    load_golden(newest_revision(), file)
    return file
