"""The locks say what pyproject.toml asks for, build on one another and name no host."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from studyapp.bootstrap import locked_pins

ROOT = Path(__file__).parent.parent
RUN_LOCK = ROOT / "studyapp/requirements.lock"
POSTGRES_LOCK = ROOT / "studyapp/postgres.lock"
TEST_LOCK = ROOT / "tests/requirements.lock"
BROWSER_LOCK = ROOT / "tests/browser.lock"
PEER_LOCK = ROOT / "bench/anki.lock"
RELEASE_LOCK = ROOT / ".ci/release.lock"
LOCKS = [
    pytest.param(lock, id=str(lock.relative_to(ROOT)))
    for lock in (RUN_LOCK, POSTGRES_LOCK, TEST_LOCK, BROWSER_LOCK, PEER_LOCK, RELEASE_LOCK)
]

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN_REQUIREMENTS = PYPROJECT["project"]["dependencies"]
POSTGRES_REQUIREMENTS = PYPROJECT["project"]["optional-dependencies"]["postgres"]
TEST_REQUIREMENTS = PYPROJECT["dependency-groups"]["test"]
BROWSER_REQUIREMENTS = PYPROJECT["dependency-groups"]["browser"]
PEER_REQUIREMENTS = PYPROJECT["dependency-groups"]["peer"]
RELEASE_REQUIREMENTS = PYPROJECT["dependency-groups"]["release"]
ASKED_FOR = [
    pytest.param(lock, requirement, id=f"{lock.relative_to(ROOT)}-{requirement}")
    for lock, requirements in (
        (RUN_LOCK, RUN_REQUIREMENTS),
        (POSTGRES_LOCK, POSTGRES_REQUIREMENTS),
        (TEST_LOCK, TEST_REQUIREMENTS),
        (BROWSER_LOCK, BROWSER_REQUIREMENTS),
        (PEER_LOCK, PEER_REQUIREMENTS),
        (RELEASE_LOCK, RELEASE_REQUIREMENTS),
    )
    for requirement in requirements
]

ENTRY = re.compile(r"[a-z0-9-]+==[0-9][\w.]*( ; [\w .<>='!()]+)?( --hash=sha256:[0-9a-f]{64})+")


def entries(lock: Path) -> list[str]:
    """Return each pin with its hashes as one line."""
    joined = re.sub(r" \\\n +", " ", lock.read_text("utf-8"))
    return joined.splitlines()


def versions(lock: Path) -> dict[str, str]:
    return dict(pin.split("==") for pin in locked_pins(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_only_pins_with_hashes_and_so_no_address(lock: Path) -> None:
    assert [entry for entry in entries(lock) if not ENTRY.fullmatch(entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_bootstrap_reads_every_pin_of_a_lock(lock: Path) -> None:
    assert len(locked_pins(lock)) == len(entries(lock))


@pytest.mark.parametrize(("lock", "asked_for"), ASKED_FOR)
def test_what_the_project_asks_for_is_locked_at_a_fitting_version(
    lock: Path, asked_for: str
) -> None:
    requirement = Requirement(asked_for)

    version = versions(lock).get(canonicalize_name(requirement.name))

    assert version is not None
    assert requirement.specifier.contains(version)


def test_each_lock_holds_the_one_before_it() -> None:
    pins = [locked_pins(lock) for lock in (RUN_LOCK, POSTGRES_LOCK, TEST_LOCK, BROWSER_LOCK)]

    assert all(less < more for less, more in pairwise(pins))
