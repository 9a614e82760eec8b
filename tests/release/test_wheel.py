"""The wheel holds everything, installs into an empty environment and serves from there."""

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studyapp import __version__
from studyapp.bootstrap import environment_python, install, locked_pins
from studyapp.places import ROOT
from tests.server import Server, free_port

NEVER_SHIPPED = re.compile(r"(^|/)(\.venv|__pycache__|instance|\.git|dist|\.hypothesis)(/|$)")
BASE_PYTHON: str = sys._base_executable  # type: ignore[attr-defined]
"""Outside any environment, because those made from a lock have no pip."""
Built = tuple[Path, Path]
"""The wheel and the source distribution."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the source distribution, and the wheel from it, as `.ci/release` does."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment that holds the wheel and what its lock names, and nothing else."""
    environment = tmp_path_factory.mktemp("empty") / "env"
    environment.mkdir()
    install(environment, ROOT / "studyapp" / "requirements.lock")
    python = str(environment_python(environment))
    arguments = ("--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(BASE_PYTHON, "-m", "pip", *arguments, str(built[0]))
    return environment


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home folder with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def run(*command: str, **settings: str) -> str:
    """Run a command that must succeed, without settings of this shell; return what it prints."""
    done = subprocess.run(
        command,
        env=clean_environment() | settings,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean_environment() -> dict[str, str]:
    left_out = ("STUDYAPP_", "XDG_", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}


def program(environment: Path) -> str:
    return str(environment_python(environment).with_name("studyapp"))


@contextmanager
def served(environment: Path, home: Path) -> Iterator[Server]:
    """Serve the installed program for somebody with this home folder."""
    port = free_port()
    process = subprocess.Popen(
        [program(environment), "--port", str(port)],
        cwd=home,
        env=clean_environment() | {"HOME": str(home)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        try:
            yield Server(process, port)
        finally:
            process.terminate()


def content_names() -> set[str]:
    """Return the content files of this checkout, as paths from its root."""
    folders = (ROOT / "seeds", ROOT / "question_bank")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in files}


def program_names() -> set[str]:
    """Return the files of the program, as paths from the root."""
    files = (path for path in (ROOT / "studyapp").rglob("*") if path.is_file())
    names = {path.relative_to(ROOT).as_posix() for path in files}
    return {name for name in names if not NEVER_SHIPPED.search(name)}


def test_the_wheel_holds_the_program_its_content_and_nothing_else(built: Built) -> None:
    names = {name for name in zipfile.ZipFile(built[0]).namelist() if ".dist-info/" not in name}

    content = {f"studyapp/shipped/{name}" for name in content_names()}

    assert names == program_names() | content


def test_the_source_distribution_holds_what_a_checkout_needs(built: Built) -> None:
    with tarfile.open(built[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert content_names() | program_names() <= names
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "tests/__main__.py"} <= names
    assert [name for name in names if NEVER_SHIPPED.search(name)] == []


def test_the_version_comes_from_one_place(built: Built, installed: Path) -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert newest is not None
    assert newest[1] == __version__
    assert built[0].name == f"studyapp-{__version__}-py3-none-any.whl"
    assert built[1].name == f"studyapp-{__version__}.tar.gz"
    assert run(program(installed), "--version") == f"studyapp, version {__version__}\n"


def test_the_environment_holds_the_lock_and_the_program_alone(installed: Path) -> None:
    listed = json.loads(
        run(
            BASE_PYTHON,
            *("-m", "pip", "--python", str(environment_python(installed))),
            *("list", "--format", "json"),
        )
    )

    pins = {f"{one['name'].lower().replace('_', '-')}=={one['version']}" for one in listed}

    locked = {pin.lower() for pin in locked_pins(ROOT / "studyapp" / "requirements.lock")}
    assert f"studyapp=={__version__}" in pins
    assert pins - {f"studyapp=={__version__}"} <= locked


@pytest.mark.trust(row=48)
def test_the_installed_program_serves_its_content_and_writes_in_the_home_folder_alone(
    installed: Path, home: Path
) -> None:
    before = {path for path in installed.rglob("*") if path.suffix != ".pyc" and path.is_file()}

    with served(installed, home) as server:
        health = json.loads(server.request("GET", "/healthz")[1])
        page, text = server.request("GET", "/read/woods-2003/general-secretary")
        style = re.search(r'href="(/static/[^"]+/css/base\.css)"', text)
        assert style is not None
        sheet, _ = server.request("GET", style[1])

    after = {path for path in installed.rglob("*") if path.suffix != ".pyc" and path.is_file()}
    assert (health["status"], health["version"]) == ("ok", __version__)
    assert (page.status, sheet.status) == (200, 200)
    assert 'id="p61"' in text
    assert after == before
    assert (home / ".local/share/studyapp/studyapp.db").is_file()
    assert [path.name for path in home.iterdir()] == [".local"]


def test_the_installed_content_has_no_faults(installed: Path, home: Path) -> None:
    said = run(program(installed), "content", "check", HOME=str(home))

    assert "0 errors" in said
    assert list(home.iterdir()) == []
