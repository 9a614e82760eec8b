"""The world that the tests of this folder share; each of them leaves it as it was made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.app import create_app
from studyapp.database import db
from tests.conftest import SECRET_KEY
from tests.databases import drop_database, make_database
from tests.walls.world import World, make_world

MAIL = {
    "SMTP": "smtp://127.0.0.1:9",
    "MAIL_FROM": "study@example.org",
    "BASE_URL": "https://study.example.org",
}


@pytest.fixture(scope="session")
def shared_world(
    stored_content: Path,
    stored_database: str | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Return everybody and everything, made once."""
    instance = tmp_path_factory.mktemp("walls") / "instance"
    shutil.copytree(stored_content, instance)
    address = make_database(stored_database) if stored_database is not None else None
    app = create_app(
        {"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY, "TESTING": True}
        | {"DATABASE_URL": address}
        | MAIL
    )
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield make_world(app)
    with app.app_context():
        db.engine.dispose()
    if address is not None:
        drop_database(address)


@pytest.fixture
def world(shared_world: World) -> Iterator[World]:
    """Return everybody and everything, as it was made."""
    shared_world.put_back()
    yield shared_world
    shared_world.put_back()
