"""An instance folder, and clients for a server on it."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.durability.clients import CLIENTS, Client
from tests.durability.served import Browser
from tests.server import free_port


@pytest.fixture
def instance(stored_content: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    shutil.copytree(stored_content, folder)
    return folder


@pytest.fixture
def clients() -> Iterator[list[Client]]:
    """Return clients that share a port and the signals to stop; they stop in the end."""
    port, stopping, gone = free_port(), threading.Event(), threading.Event()
    yield [Client(Browser(port), Random(n), stopping, gone) for n in range(CLIENTS)]
    stopping.set()
    gone.set()
