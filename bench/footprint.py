"""Rows 16 to 18: memory, idle work and the size of what is installed."""

import importlib.util
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bench.browser import Browser
from bench.rows import Goal, Row, amount_row, amount_text
from bench.servers import Server
from studyapp.bootstrap import locked_pins
from studyapp.places import ROOT

CLIENTS = 8
REQUESTS = 40
BARE_PACKAGES = (
    "flask", "blinker", "click", "itsdangerous", "jinja2", "markupsafe", "werkzeug",
    "waitress", "pyyaml",
)  # fmt: skip


def memory_rows(
    app: Server, readers: Sequence[Browser], paths: Sequence[str], limit: Server
) -> list[Row]:
    """Read memory before and after eight clients have opened pages at once.

    Args:
        app: a server that has answered little so far.
        readers: browsers of its learners, at least CLIENTS.
        paths: pages to open in turn.
        limit: the bare program, given as many requests.
    """
    idle, bare_idle = app.memory_mb(), limit.memory_mb()
    _load(readers[:CLIENTS], paths)
    _load([Browser(limit.port) for _ in range(CLIENTS)], ["/page", "/next"])
    loaded, bare_loaded = app.memory_mb(), limit.memory_mb()
    return [
        amount_row(16, "memory, idle (PSS)", idle, "MB", _bare(bare_idle), Goal(90, 70)),
        amount_row(16, "  after load", loaded, "MB", _bare(bare_loaded), Goal(130, 90)),
    ]


def idle_rows(app: Server, limit: Server, seconds: float) -> list[Row]:
    """Let both servers alone and see what they use."""
    before = app.cpu_seconds(), limit.cpu_seconds()
    time.sleep(seconds)
    after = app.cpu_seconds(), limit.cpu_seconds()
    own, bare = ((b - a) * 1000 / seconds for a, b in zip(before, after, strict=True))
    limit_text = f"bare: {amount_text(bare, 'ms/s')}"
    return [amount_row(17, "idle CPU", own, "ms/s", limit_text, Goal(3, 1))]


def install_rows() -> list[Row]:
    """Weigh the packages of the lock as they are installed here."""
    pins = locked_pins(ROOT / "studyapp" / "requirements.lock")
    locked = _installed(pin.partition("==")[0] for pin in pins)
    size, bare = (sum(map(_size, names)) / 1e6 for names in (locked, BARE_PACKAGES))
    return [
        amount_row(18, "size of the packages", size, "MB", _bare(bare), Goal(60, 42)),
        amount_row(18, "  packages", len(locked), "", f"bare: {len(BARE_PACKAGES)}", Goal(20, 14)),
    ]


def _load(browsers: Sequence[Browser], paths: Sequence[str]) -> None:
    def visit(browser: Browser) -> None:
        for n in range(REQUESTS):
            browser.get(paths[n % len(paths)])

    with ThreadPoolExecutor(len(browsers)) as pool:
        list(pool.map(visit, browsers))


def _bare(amount_mb: float) -> str:
    return f"bare: {amount_text(amount_mb, 'MB')}"


def _installed(names: Iterable[str]) -> list[str]:
    """Leave out what the lock holds for other systems."""
    found = []
    for name in names:
        try:
            distribution(name)
        except PackageNotFoundError:
            continue
        found.append(name)
    return found


def _size(name: str) -> int:
    """Return the bytes of a package's files and of the bytecode Python keeps beside them."""
    listed = {Path(str(file.locate())) for file in distribution(name).files or ()}
    bytecode = {
        Path(importlib.util.cache_from_source(path)) for path in listed if path.suffix == ".py"
    }
    return sum(path.stat().st_size for path in listed | bytecode if path.is_file())
