"""Content files are read while somebody exchanges their folders."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studyapp.bank.bank import check_content, hash_files
from studyapp.yaml_files.faults import has_errors
from tests.bank.folders import Folders

READS = 150


@contextmanager
def exchanged(folder: Path) -> Iterator[None]:
    """Take a folder away and put it back, over and over."""
    away, over = folder.with_name("away"), threading.Event()

    def exchange() -> None:
        while not over.is_set():
            folder.rename(away)
            away.rename(folder)

    thread = threading.Thread(target=exchange)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.mark.trust(row=29)
@pytest.mark.parametrize("name", ["bank", "seeds"])
def test_a_folder_that_is_exchanged_is_read_whole_or_told_as_faulty(
    tmp_path: Path, name: str
) -> None:
    folders = Folders(tmp_path)
    whole = len(check_content(folders.seeds, folders.bank).questions)

    with exchanged(getattr(folders, name)):
        found = [check_content(folders.seeds, folders.bank) for _ in range(READS)]
        hashes = {hash_files(folders.seeds, folders.bank) for _ in range(READS)}

    sound = [checked for checked in found if not has_errors(checked.faults)]
    assert {len(checked.questions) for checked in sound} <= {whole}
    assert hashes
