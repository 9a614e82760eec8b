"""Rows 3 to 5: the page of the longest module."""

import re
from functools import partial
from html.parser import HTMLParser
from urllib.parse import urljoin

from bench.browser import Browser
from bench.rows import Goal, Row, amount_row, missing_row, ratio_row
from bench.sampling import in_turns, repeated
from bench.servers import Server

REQUESTS = 20
IMPORT = re.compile(rb"""\bimport\s*(?:[^"';]*?\bfrom\s*)?["']([^"']+)["']""")
FETCHED_LINKS = {"stylesheet", "modulepreload", "preload", "icon"}


def reading_rows(app: Server, reader: Browser, path: str, limit: Server, rounds: int) -> list[Row]:
    """Open the page as a learner with memories, and the bare page of the same size."""
    bare = Browser(limit.port)
    first = reader.get(path)
    batches = [
        repeated("page", partial(reader.get, path), REQUESTS, app.cpu_seconds),
        *(
            repeated(name, partial(bare.get, address), REQUESTS, limit.cpu_seconds)
            for name, address in (("rendered", "/page"), ("prepared", "/prepared"), ("hello", "/"))
        ),
    ]
    tag = first.headers.get("etag")
    if tag is not None:
        ask = partial(reader.get, path, 304, if_none_match=tag)
        batches.append(repeated("again", ask, REQUESTS, app.cpu_seconds))
    samples = in_turns(batches, rounds)
    page = samples["page"]
    again = "the same page again"
    return [
        ratio_row(
            3, "page of the longest module", page, "rendered bare", samples["rendered"], Goal(1.5)
        ),
        ratio_row(3, "", page, "prepared bare", samples["prepared"], Goal(moonshot=1.8)),
        missing_row(4, again, "the page has no ETag")
        if tag is None
        else ratio_row(4, again, samples["again"], "bare hello", samples["hello"], Goal(1.6, 1.2)),
        *_weight_rows(reader, path),
    ]


def _weight_rows(reader: Browser, path: str) -> list[Row]:
    page = reader.get(path, accept_encoding="gzip")
    sizes = {path: len(page.body)}
    waiting = _named_files(path, reader.get(path).body)
    while waiting:
        address = waiting.pop()
        if address not in sizes:
            sizes[address] = len(reader.get(address, accept_encoding="gzip").body)
            waiting |= _imported_files(address, reader.get(address).body)
    html = f"of it HTML {sizes[path] / 1000:.1f} kB"
    return [
        amount_row(
            5, "weight, nothing kept", sum(sizes.values()) / 1000, "kB", html, Goal(150, 90)
        ),
        amount_row(5, "  requests", len(sizes), "", goal=Goal(8, 5)),
    ]


def _named_files(page: str, body: bytes) -> set[str]:
    parser = _Files()
    parser.feed(body.decode("utf-8"))
    return {urljoin(page, name) for name in parser.names}


def _imported_files(address: str, body: bytes) -> set[str]:
    if not address.partition("?")[0].endswith(".js"):
        return set()
    return {urljoin(address, name.decode("ascii")) for name in IMPORT.findall(body)}


class _Files(HTMLParser):
    """Collect what a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and FETCHED_LINKS & set(values.get("rel", "").split()):
            self.names.add(values["href"])
        if tag in {"script", "img"} and "src" in values:
            self.names.add(values["src"])
