"""Text that would run as a script stays text on every page that shows it."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from justhtml import JustHTML
from sqlalchemy import String

from studyapp.storage.schema import TABLES
from tests.review.page_text import parsed, words
from tests.trusted import Tally
from tests.walls.addresses import addresses_of, routes
from tests.walls.form_fields import ALL_FIELDS
from tests.walls.hostile import SHOWN, WRITTEN_BY_THE_APP, Hostile
from tests.walls.payloads import PAYLOADS, TAGS
from tests.walls.who import Person
from tests.walls.world import CONTENT, World

NEVER = {"iframe", "object", "embed", "base", "style", "math", "marquee", "animate", "set", "image"}
LEADING = {"href", "src", "action", "formaction", "data", "xlink:href", "srcdoc"}
ACTIVE = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)
WHO: tuple[Person, ...] = ("teacher", "learner")


def scripts_in(page: JustHTML) -> Iterator[str]:
    """Return what in a page would run, or was let out of its place."""
    for node in page.query("*"):
        name, attributes = node.name or "", node.attrs or {}
        if name in NEVER or "<" in name:
            yield f"<{name}>"
        if name == "script" and not str(attributes.get("src") or "").startswith("/static/"):
            yield "<script>"
        for key, value in attributes.items():
            if key.startswith("on") or key == "style":
                yield f"{name} {key}={value}"
            seen = re.sub(r"[\s\x00-\x1f]", "", str(value or ""))
            if key in LEADING and ACTIVE.match(seen) and not seen.startswith("data:image/"):
                yield f"{name} {key}={value}"


def test_every_column_that_people_write_is_tried() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in TABLES.sorted_tables
        if table.name not in CONTENT
        for column in table.columns
        if isinstance(column.type, String)
    }

    assert columns - SHOWN - WRITTEN_BY_THE_APP == set(), "Say in tests/walls/hostile.py who does."
    assert (SHOWN | WRITTEN_BY_THE_APP) - columns == set()


def pages_of(world: World, person: Person) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of every page that shows somebody what is theirs."""
    for method, rule in routes(world):
        for address, owners in addresses_of(world, rule).items():
            if method == "GET" and person in owners:
                response = world.ask(person, "GET", address)
                assert response.status_code < 500, address
                if response.mimetype == "text/html" and response.status_code == 200:
                    yield address, response.text


@pytest.mark.trust(row=31)
def test_no_stored_text_runs_on_any_page(world: World, tally: Tally) -> None:
    hostile = Hostile(world)
    hostile.fill()
    faults, shown = [], set()

    for person in WHO:
        for address, page in pages_of(hostile.world, person):
            tree = parsed(page)
            faults += [f"{person} {address}: {fault}" for fault in scripts_in(tree)]
            text = words(tree.root)
            shown |= {payload for payload in PAYLOADS if " ".join(payload.split()) in text}

    tally.note(tried=len(PAYLOADS), held=len(PAYLOADS) if not faults else 0)
    assert faults == []
    assert set(PAYLOADS) - shown == set()


@pytest.mark.trust(row=31)
@pytest.mark.parametrize("person", WHO)
def test_no_text_that_is_sent_back_with_its_faults_runs(
    world: World, person: Person, tally: Tally
) -> None:
    sent = dict.fromkeys(ALL_FIELDS, " ".join(PAYLOADS[::7]))
    faults, sent_back = [], 0
    for method, rule in routes(world):
        for address, owners in addresses_of(world, rule).items():
            if person not in owners:
                continue
            where = {"query_string": sent} if method == "GET" else {"data": sent}
            response = world.ask(person, method, address, **where)
            assert response.status_code < 500, address
            if response.mimetype == "text/html" and PAYLOADS[0] in unescape(response.text):
                sent_back += 1
                faults += [f"{address}: {fault}" for fault in scripts_in(parsed(response.text))]

    tally.note(tried=sent_back, held=sent_back if not faults else 0)
    assert sent_back >= 5
    assert faults == []


def test_payloads_that_are_let_in_are_noticed() -> None:
    unnoticed = [p for p in TAGS if not list(scripts_in(parsed(f"<main>{p}</main>")))]

    assert unnoticed == []
