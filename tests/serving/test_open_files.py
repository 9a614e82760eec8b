"""How many connections the limit of open files leaves room for."""

import sys

import pytest

from studyapp.serving.open_files import FEWEST_CONNECTIONS, MOST_CONNECTIONS, most_connections

resource = pytest.importorskip("resource")
if sys.platform != "win32":
    import resource

FOREVER = resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("limits", "refuses", "asked", "most"),
    [
        pytest.param((256, FOREVER), False, 1924, MOST_CONNECTIONS, id="macOS"),
        pytest.param((1024, 524_288), False, 1924, MOST_CONNECTIONS, id="Linux"),
        pytest.param((65_536, 65_536), False, None, MOST_CONNECTIONS, id="plenty"),
        pytest.param((FOREVER, FOREVER), False, None, MOST_CONNECTIONS, id="no limit"),
        pytest.param((256, 512), False, 512, 388, id="little more"),
        pytest.param((256, 256), False, None, 132, id="no more"),
        pytest.param((256, FOREVER), True, None, 132, id="refused"),
        pytest.param((64, 64), False, None, FEWEST_CONNECTIONS, id="next to nothing"),
    ],
)
def test_as_many_connections_as_files_can_be_open(
    limits: tuple[int, int],
    refuses: bool,
    asked: int | None,
    most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[int] = []

    def set_limits(_kind: int, wanted: tuple[int, int]) -> None:
        if refuses:
            raise ValueError("not allowed to raise maximum limit")
        told.append(wanted[0])
        assert wanted[1] == limits[1]

    monkeypatch.setattr(resource, "getrlimit", lambda _kind: limits)
    monkeypatch.setattr(resource, "setrlimit", set_limits)

    assert most_connections() == most
    assert told == ([] if asked is None else [asked])
