"""Folders may have any name, be named from where one stands, and lie behind links."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.app import create_app
from studyapp.bank.operations import sync_content
from studyapp.database import db
from studyapp.places import ROOT
from studyapp.safety.doctor import examine
from studyapp.safety.regular_backups import backups_of, keep_backup
from studyapp.storage.schema import migrate
from tests.bank.builders import COMPARE, MILL, write_bank, write_seeds
from tests.conftest import NOON, SECRET_KEY
from tests.server import environment, serving
from tests.sqlite_file import rows
from tests.visitor import Visitor

pytestmark = pytest.mark.sqlite("the database is a file in a folder")

NAMES = [
    pytest.param("with spaces in it", id="spaces"),
    pytest.param("Übung ✓ 学校 é", id="other letters"),
    pytest.param('it\'s "quoted" `so`', id="quotes"),
    pytest.param("what? #1 & 100%25 +a=b;c", id="marks of addresses"),
    pytest.param("[a]*{b}!", id="marks of patterns"),
    pytest.param("/".join(["long " * 30] * 2), id="long"),
    pytest.param("-rf", id="like an option"),
]
MODULE = "/read/oak-1950/mill"


def settings_in(folder: Path) -> dict[str, object]:
    """Write a small content into a folder; return settings that name what is in it."""
    folder.mkdir(parents=True)
    return {
        "INSTANCE": str(folder / "instance"),
        "SEEDS": str(write_seeds(folder)),
        "QUESTION_BANK": str(write_bank(folder, MILL, COMPARE)),
    }


def works_in(settings: dict[str, object]) -> None:
    """Make the database there, read the content, show it, store, back up and examine."""
    app = create_app({"SECRET_KEY": SECRET_KEY, **settings})
    migrate(app.config["SQLALCHEMY_DATABASE_URI"])
    file = Path(str(settings["INSTANCE"])).resolve() / "studyapp.db"
    with app.app_context():
        synced = sync_content(
            Path(str(settings["SEEDS"])), Path(str(settings["QUESTION_BANK"])), now=NOON
        )
        assert not synced.refused
        keep_backup(file, "hourly", now=NOON)
        assert [fault for check in examine() for fault in check.faults] == []
        db.session.rollback()
        db.engine.dispose()
    Visitor(app).open(MODULE)
    with app.app_context():
        db.engine.dispose()
    ((_, backup),) = backups_of(file).items()
    assert rows(backup, "SELECT count(*) FROM question") == rows(
        file, "SELECT count(*) FROM question"
    )


@pytest.mark.trust(row=49)
@pytest.mark.parametrize("name", NAMES)
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    works_in(settings_in(tmp_path / name))


@pytest.mark.trust(row=49)
def test_a_folder_may_be_named_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path / "here")
    monkeypatch.chdir(tmp_path)

    works_in({name: os.path.relpath(str(place)) for name, place in settings.items()})


@pytest.mark.trust(row=49)
def test_a_folder_may_lie_behind_a_link(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "far away")
    (tmp_path / "link").symlink_to(tmp_path / "far away", target_is_directory=True)

    works_in({n: str(p).replace("far away", "link") for n, p in settings.items()})


@pytest.mark.trust(row=49)
def test_the_program_serves_from_folders_with_strange_names(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "Übung? 'so' #1 100%25")
    instance = Path(str(settings.pop("INSTANCE")))

    with serving(instance, **settings) as server:
        response, _ = server.request("GET", MODULE)
        code, _ = server.stop()

    assert (response.status, code) == (200, 0)


@pytest.mark.trust(row=49)
@pytest.mark.parametrize(
    ("before", "where"),
    [
        pytest.param("import sys; sys.modules['tzdata'] = None", None, id="those of the system"),
        pytest.param("", "", id="those of the package"),
    ],
)
def test_time_zones_come_from_the_system_or_from_the_package(
    tmp_path: Path, before: str, where: str | None
) -> None:
    code = (
        f"{before}\nfrom studyapp.zones import zone_named\n"
        "print(zone_named('Europe/Berlin'), zone_named('Asia/Kolkata'))"
    )
    paths = {} if where is None else {"PYTHONTZPATH": where}

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(tmp_path) | paths,
        text=True,
        capture_output=True,
        check=True,
    )

    assert done.stdout == "Europe/Berlin Asia/Kolkata\n"
