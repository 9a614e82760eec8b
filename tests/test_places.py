"""Data is kept where a system keeps it, and content is found beside the program."""

from pathlib import Path

import pytest

from studyapp.places import CONTENT, ROOT, data_folder, default_instance

HOME = Path("home") / "ada"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        pytest.param("linux", {}, HOME / ".local" / "share", id="Linux"),
        pytest.param("linux", {"XDG_DATA_HOME": "data"}, Path("data"), id="Linux, moved"),
        pytest.param("darwin", {}, HOME / "Library" / "Application Support", id="macOS"),
        pytest.param("win32", {"LOCALAPPDATA": "local"}, Path("local"), id="Windows"),
        pytest.param("win32", {}, HOME / "AppData" / "Local", id="Windows, not told"),
    ],
)
def test_an_installed_program_keeps_data_where_the_system_does(
    platform: str, environment: dict[str, str], expected: Path
) -> None:
    assert data_folder(platform, environment, HOME) == expected / "studyapp"


def test_a_checkout_holds_content_and_data_itself() -> None:
    assert CONTENT == ROOT
    assert default_instance() == ROOT / "instance"
