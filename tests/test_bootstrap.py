"""The environment is made once, finished or not believed, and failures say what to do."""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studyapp.bootstrap import (
    RECORD,
    SetupError,
    environment_python,
    explain,
    install,
    is_ready,
    lock_to_run,
    must_start_over,
    require_python,
)

ROOT = Path(__file__).parent.parent
READ_BY_AN_OLD_PYTHON = [
    "studyapp/__init__.py",
    "studyapp/__main__.py",
    "studyapp/bootstrap.py",
    "tests/__init__.py",
    "tests/__main__.py",
    "tests/postgres_server.py",
]


def write_lock(path: Path, *pins: str) -> Path:
    path.write_text("".join(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n" for pin in pins), "utf-8")
    return path


def make_environment(folder: Path, *, record: str | None) -> Path:
    """Lay out an environment whose interpreter is a link to this one."""
    python = environment_python(folder)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    if record is not None:
        (folder / RECORD).write_text(record, "utf-8")
    return folder


def finished(*pins: str, python: str | None = None) -> str:
    return json.dumps({"python": python or str(Path(sys.executable).resolve()), "pins": pins})


@pytest.mark.parametrize(
    ("address", "lock"),
    [
        pytest.param("", "studyapp/requirements.lock", id="nothing said"),
        pytest.param("sqlite:////srv/study.db", "studyapp/requirements.lock", id="SQLite"),
        pytest.param("postgres://db.example/study", "studyapp/postgres.lock", id="PostgreSQL"),
    ],
)
def test_the_address_of_the_database_says_which_packages_are_needed(
    monkeypatch: pytest.MonkeyPatch, address: str, lock: str
) -> None:
    monkeypatch.setenv("STUDYAPP_DATABASE_URL", address)

    assert lock_to_run() == lock
    assert (ROOT / lock).is_file()


@pytest.mark.parametrize(
    ("installed", "ready"),
    [
        pytest.param(["flask==3.1.3", "mako==1.4.3"], True, id="the same"),
        pytest.param(["flask==3.1.3", "mako==1.4.3", "pytest==9.2.0"], True, id="more"),
        pytest.param(["flask==3.1.3"], False, id="less"),
        pytest.param(["flask==3.1.2", "mako==1.4.3"], False, id="another version"),
    ],
)
def test_an_environment_is_ready_when_it_holds_every_pin(
    tmp_path: Path, installed: list[str], ready: bool
) -> None:
    lock = write_lock(tmp_path / "lock", "flask==3.1.3", "mako==1.4.3")
    environment = make_environment(tmp_path / ".venv", record=finished(*installed))

    assert is_ready(environment, lock) is ready


@pytest.mark.parametrize(
    "record",
    [
        pytest.param("", id="never finished"),
        pytest.param('{"python": "/usr/bin/pyt', id="half written"),
        pytest.param(finished("flask==3.1.3", python="/usr/bin/python3.10"), id="other Python"),
    ],
)
def test_an_environment_that_is_not_whole_is_made_anew(tmp_path: Path, record: str) -> None:
    lock = write_lock(tmp_path / "lock", "flask==3.1.3")
    environment = make_environment(tmp_path / ".venv", record=record)

    assert not is_ready(environment, lock)
    assert must_start_over(environment)


def test_an_environment_whose_python_is_gone_is_made_anew(tmp_path: Path) -> None:
    environment = make_environment(tmp_path / ".venv", record=finished("flask==3.1.3"))
    environment_python(environment).unlink()

    assert must_start_over(environment)


def test_an_environment_made_by_hand_is_installed_into_but_not_cleared(tmp_path: Path) -> None:
    lock = write_lock(tmp_path / "lock", "flask==3.1.3")
    environment = make_environment(tmp_path / ".venv", record=None)

    assert not is_ready(environment, lock)
    assert not must_start_over(environment)


def test_an_old_python_is_told_which_one_is_needed() -> None:
    with pytest.raises(SetupError, match=r"^Python 3\.11 or newer is needed; this is 3\.9\.18\.$"):
        require_python((3, 9, 18))


@pytest.mark.parametrize("file", READ_BY_AN_OLD_PYTHON)
def test_an_old_python_can_read_what_comes_before_that_message(file: str) -> None:
    ast.parse((ROOT / file).read_text("utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        ("/usr/bin/python3: No module named pip\n", "pip is missing"),
        ("/usr/bin/python3: No module named venv\n", "venv is missing"),
        ("Error: [Errno 30] Read-only file system: '/app/.venv'", "read-only"),
        ("WARNING: Retrying (...) after connection broken by '...'\nERROR: none", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\nafter connection broken", "do not trust"),
        ("something nobody foresaw\n", "something nobody foresaw"),
    ],
)
def test_a_failure_names_its_cause(output: str, cause: str) -> None:
    assert cause in explain(output)


def test_a_folder_that_takes_no_environment_is_told_in_one_sentence(tmp_path: Path) -> None:
    environment = tmp_path / ".venv"
    environment.write_text("a file where the folder should be", "utf-8")

    with pytest.raises(SetupError, match=r"^Setting up .venv failed: "):
        install(environment, write_lock(tmp_path / "lock", "flask==3.1.3"))


def make_wheel(folder: Path, name: str, version: str) -> str:
    """Write a wheel whose module tells its version; return its line in a lock."""
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}.py", f"version = {version!r}\n")
        archive.writestr(f"{about}/METADATA", f"Name: {name}\nVersion: {version}\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        archive.writestr(f"{about}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name}=={version} --hash=sha256:{digest}\n"


class Checkout:
    """A project with the real bootstrap.py and one made-up dependency, away from any network."""

    def __init__(self, folder: Path) -> None:
        package = folder / "studyapp"
        package.mkdir()
        shutil.copy(ROOT / "studyapp/bootstrap.py", package)
        (folder / "pyproject.toml").touch()
        (folder / "started.py").write_text(
            "from studyapp.bootstrap import ensure_venv\n"
            "ensure_venv('studyapp/requirements.lock', module='started')\n"
            "import sys, chalk\n"
            "print(chalk.version, sys.prefix, *sys.argv[1:])\n",
            "utf-8",
        )
        self.folder = folder
        self.environment = folder / ".venv"
        self.lock = package / "requirements.lock"

    def lock_chalk(self, version: str) -> None:
        self.lock.write_text(make_wheel(self.folder, "chalk", version), "utf-8")

    def start(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m started` as a person would, with pip kept to this folder."""
        ours = ("PIP_", "STUDYAPP_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "."}
        return subprocess.run(
            [sys.executable, "-m", "started", *arguments],
            cwd=self.folder,
            env=clean | offline | settings,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    checkout = Checkout(tmp_path)
    checkout.lock_chalk("1.0")
    return checkout


def test_the_first_start_installs_and_the_second_does_not(checkout: Checkout) -> None:
    first, second = checkout.start("--port", "80"), checkout.start()

    assert first.stdout == f"1.0 {checkout.environment} --port 80\n"
    assert first.stderr.startswith(f"Installing 1 packages into {checkout.environment} ...\n")
    assert second.stdout == f"1.0 {checkout.environment}\n"
    assert second.stderr == ""


def test_a_changed_lock_is_installed_at_the_next_start(checkout: Checkout) -> None:
    checkout.start()
    checkout.lock_chalk("2.0")

    assert checkout.start().stdout == f"2.0 {checkout.environment}\n"


def test_a_start_after_a_failed_one_begins_anew(checkout: Checkout) -> None:
    whole = checkout.lock.read_text("utf-8")
    checkout.lock.write_text(whole + f"missing==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    failed = checkout.start()
    left_behind = checkout.environment / "half-written"
    left_behind.touch()
    checkout.lock.write_text(whole, "utf-8")

    assert failed.returncode == 1
    assert "Setting up .venv failed: " in failed.stderr
    assert checkout.start().stdout == f"1.0 {checkout.environment}\n"
    assert not left_behind.exists()


def test_of_two_starts_at_once_one_installs_and_the_other_waits(checkout: Checkout) -> None:
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(checkout.start, ("one", "other")))

    assert [result.stdout for result in results] == [
        f"1.0 {checkout.environment} one\n",
        f"1.0 {checkout.environment} other\n",
    ]
    assert "".join(result.stderr for result in results).count("Installing") == 1


def test_no_environment_is_made_when_asked_not_to(checkout: Checkout) -> None:
    result = checkout.start(STUDYAPP_NO_VENV="1")

    assert "No module named 'chalk'" in result.stderr
    assert not checkout.environment.exists()


def test_an_installed_package_makes_no_environment(checkout: Checkout) -> None:
    (checkout.folder / "pyproject.toml").unlink()

    result = checkout.start()

    assert "No module named 'chalk'" in result.stderr
    assert not checkout.environment.exists()
