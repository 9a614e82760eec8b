"""Fixtures for every folder of tests: an app on the shipped content, and its visitors."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from studyapp.accounts.operations import ensure_learner
from studyapp.accounts.sign_in import passwords
from studyapp.app import create_app
from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.operations import sync_content
from studyapp.bank.queries import CATALOGUE, catalogue
from studyapp.database import db
from studyapp.places import ROOT
from studyapp.storage.schema import migrate
from tests.databases import SERVER, drop_database, make_database
from tests.mail_server import MailBox, mail_server
from tests.postgres_server import find_programs, server
from tests.rule_cache import RememberedRule
from tests.template_cache import TemplateCache
from tests.trusted import SHOWN, Tally
from tests.visitor import Visitor, WholeClient

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
SECRET_KEY = "a key for tests, long enough to be one"

TEMPLATES = TemplateCache()
SHIPPED_HASHER, SHIPPED_NOBODY = passwords.HASHER, passwords.NOBODY
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

MakeApp = Callable[..., Flask]


@dataclass(frozen=True)
class FirstStored:
    """What an app begins with: a folder, a PostgreSQL database if that is tested, the content.

    To read the content anew would take longer than most tests; it is read after a sync.
    """

    folder: Path
    database: str | None
    served: Catalogue


collect_ignore = [] if SERVER else ["storage/test_postgres.py"]
ON_EITHER = {"stored_database", "database_address"}
"""Fixtures of tests that use a database of the kind that the run is about."""
LONG = ("api", "durability", "walls")
"""Folders of tests that take long: begun last, one of them would keep the others waiting."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what is about SQLite itself; the report tells each reason.

    What uses neither, or PostgreSQL always, is the same in both runs and left to the other one.
    Long ones come first. Each test also tells which rows of trust/rows.py it shows.
    """
    items.sort(key=lambda item: item.path.parent.name not in LONG)
    if SERVER is not None:
        _leave_to_the_other_run(config, items)
    for item in items:
        for shows in item.iter_markers("trust"):
            item.user_properties.append((SHOWN, shows.kwargs["row"]))
        marker = item.get_closest_marker("sqlite")
        if SERVER is not None and marker is not None:
            item.add_marker(pytest.mark.skip(reason=f"is about SQLite: {marker.args[0]}"))


def _leave_to_the_other_run(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        fixtures = item.fixturenames if isinstance(item, pytest.Function) else []
        (left if ON_EITHER.isdisjoint(fixtures) else kept).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what lasts as long as the run, and come less often.

    It took up to a third of the time: every app is a large circle of objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash with as little work as argon2 allows: nearly every test is about something else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", QUICK_HASHER)
        patch.setattr(passwords, "NOBODY", QUICK_HASHER.hash("a password that nobody has"))
        yield


@pytest.fixture(scope="session", autouse=True)
def remembered_rules() -> Iterator[None]:
    """Compile routes once: doing it anew for each app takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "url_rule_class", RememberedRule)
        yield


@pytest.fixture
def real_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as the program does."""
    monkeypatch.setattr(passwords, "HASHER", SHIPPED_HASHER)
    monkeypatch.setattr(passwords, "NOBODY", SHIPPED_NOBODY)


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Keep what a test tried, for `python3 -m trust`."""
    return Tally(record_property)


@pytest.fixture(scope="session")
def stored_database() -> Iterator[str | None]:
    """Return the address that copies are made of on a PostgreSQL server; None means SQLite."""
    if SERVER is None:
        yield None
        return
    address = make_database()
    yield address
    drop_database(address)


@pytest.fixture(scope="session")
def stored_content(tmp_path_factory: pytest.TempPathFactory, stored_database: str | None) -> Path:
    """Return an instance folder; its database, or the shared one, holds the shipped content."""
    folder = tmp_path_factory.mktemp("stored")
    app = create_app(
        {"INSTANCE": str(folder), "SECRET_KEY": SECRET_KEY, "DATABASE_URL": stored_database}
    )
    migrate(app.config["SQLALCHEMY_DATABASE_URI"])
    with app.app_context():
        result = sync_content(ROOT / "seeds", ROOT / "question_bank", now=NOON)
        assert not result.refused, result.faults
        db.session.rollback()
        db.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def first_stored(stored_content: Path, stored_database: str | None) -> FirstStored:
    """Return what every app of the tests begins with."""
    app = create_app(
        {"INSTANCE": str(stored_content), "SECRET_KEY": SECRET_KEY, "DATABASE_URL": stored_database}
    )
    with app.app_context():
        served = catalogue()
        db.session.rollback()
        db.engine.dispose()
    return FirstStored(stored_content, stored_database, served)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the address of a PostgreSQL server: the one that is named, or one of this run."""
    programs = find_programs()
    if SERVER is not None:
        yield SERVER
    elif programs is not None:
        with server(programs) as started:
            yield started
    elif os.environ.get("CI") == "true":
        pytest.fail("No PostgreSQL found (POSTGRES_BIN), and CI needs it.")
    else:
        pytest.skip("No PostgreSQL found: POSTGRES_BIN names the folder of its programs.")


@pytest.fixture
def postgres_address(postgres_server: str) -> Iterator[str]:
    """Return the address of a PostgreSQL database that holds nothing, whatever the others use."""
    address = make_database(at=postgres_server)
    yield address
    drop_database(address)


@pytest.fixture
def make_app(first_stored: FirstStored, tmp_path: Path) -> Iterator[MakeApp]:
    """Make an app with a database of its own; keywords are settings."""
    with making_apps(first_stored, tmp_path) as make:
        yield make


@pytest.fixture(scope="module")
def shared_app(
    first_stored: FirstStored, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Return the app that the tests of a file look at; none changes what another reads."""
    with making_apps(first_stored, tmp_path_factory.mktemp("shared")) as make:
        yield make()


@contextmanager
def making_apps(first: FirstStored, folder: Path) -> Iterator[MakeApp]:
    """Give what makes apps; their databases are gone afterwards."""
    apps: list[Flask] = []
    databases: list[str] = []

    def make(**settings: object) -> Flask:
        instance = folder / f"instance-{len(apps)}"
        shutil.copytree(first.folder, instance)
        if first.database is not None and "DATABASE_URL" not in settings:
            databases.append(make_database(first.database))
            settings["DATABASE_URL"] = databases[-1]
        app = create_app(
            {"INSTANCE": str(instance), "SECRET_KEY": SECRET_KEY, "TESTING": True} | settings
        )
        # Errors must reach their pages here as they do when served.
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.jinja_env.bytecode_cache = TEMPLATES
        app.test_client_class = WholeClient
        app.extensions[CATALOGUE] = first.served
        apps.append(app)
        return app

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()
    for address in databases:
        drop_database(address)


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    return make_app()


@pytest.fixture
def app_context(app: Flask) -> Iterator[None]:
    """Hold an app context open, for operations and queries; not together with `visitor`."""
    with app.app_context():
        yield


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Return someone who opens pages and fills in forms, new to the app."""
    return Visitor(app)


@pytest.fixture
def box() -> Iterator[MailBox]:
    """Return what a mail server has taken."""
    with mail_server() as serving:
        yield serving


@pytest.fixture
def learner_id(app_context: None) -> int:
    """Return a learner with nothing in the log."""
    return ensure_learner("token of a learner", "UTC", now=NOON).id


@pytest.fixture
def other_id(app_context: None) -> int:
    """Return a second learner with nothing in the log."""
    return ensure_learner("token of another learner", "UTC", now=NOON).id


@pytest.fixture
def stored(app_context: None) -> list[StoredQuestion]:
    """Return the questions of the shipped bank."""
    return list(catalogue().questions.values())


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """Return where a database may be made; nothing is there."""
    return tmp_path / "study.db"


@pytest.fixture
def database_address(database_file: Path) -> Iterator[str]:
    """Return the address of a database that holds nothing."""
    if SERVER is None:
        yield f"sqlite:///{database_file}"
        return
    address = make_database()
    yield address
    drop_database(address)
