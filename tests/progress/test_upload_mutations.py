"""However an archive is changed, it is refused or leaves an account whose pages still open."""

import json
from io import BytesIO
from random import Random
from typing import Any

import pytest
from flask import Flask

from studyapp.accounts.operations import ensure_learner
from studyapp.progress.travel.travel_queries import TRAVELS
from studyapp.review.operations import rebuild_memory
from tests.conftest import NOON
from tests.every_page import csrf_token
from tests.progress.whole_life import archive_of, live_wholly, packed
from tests.visitor import Visitor

PAGES = (
    *("/", "/progress", "/progress/sessions", "/progress/map/woods-2003", "/plan", "/notes"),
    *("/review", "/review/choose", "/review/habits", "/read/woods-2003/general-secretary"),
    *(f"/account/data/{name}.csv" for name in ("sessions", "answers", "schedule")),
    *("/account/data", "/account/data/anki.apkg", "/account/data/my-data.zip"),
)
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 7, 3.5, -0.0, 1e300, 2**31, 10**30, "", "x", " ", "\n", "é"),
    *("2026-03-01", "1970-01-01", "9999-12-31", "2026-03-01T00:00:00+00:00", "0001-01-01"),
    *("0001-01-01T00:00:00+14:00", "answer", "undo", "review", "UTC", "Asia/Tokyo", "nnnnnnn"),
    *([], [0], [1, 0], ["a"], [[]], {}, {"a": 1}, "leech", "left_out", "compare", "a:1", "<b>"),
)


@pytest.fixture(scope="module")
def lived() -> dict[str, bytes]:
    """Keep the archive of a life, which takes a second to live."""
    return {}


def changed(archive: dict[str, Any], chance: Random) -> None:
    """Put something strange somewhere, drop a row, or swap what two rows say."""
    name = chance.choice([table for table in TRAVELS if archive["tables"][table]])
    rows = archive["tables"][name]
    row = chance.choice(rows)
    column = chance.choice([c for c in row if c not in {"question_id", "version_id"}])
    act = chance.random()
    if act < 0.7:
        row[column] = chance.choice(STRANGE)
    elif act < 0.85:
        row[column] = chance.choice(rows)[column]
    else:
        rows.remove(row)


def opens(visitor: Visitor, page: str) -> bool:
    """Tell whether a page comes whole, to its last piece."""
    response = visitor.client.get(page)
    return bool(response.data) and response.status_code in {200, 303}


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_archive_is_refused_or_leaves_pages_that_open(
    app: Flask, lived: dict[str, bytes], seed: int
) -> None:
    if not lived:
        with app.app_context():
            learner_id = ensure_learner("elsewhere", "UTC", now=NOON).id
            live_wholly(learner_id, days=6)
            lived["archive"] = packed(archive_of(learner_id))
    chance = Random(seed)
    for _ in range(8):
        archive = json.loads(lived["archive"])
        changed(archive, chance)
        visitor = Visitor(app)
        file = (BytesIO(json.dumps(archive).encode()), "my-data.json")
        data = {"csrf_token": csrf_token(visitor), "file": file}
        status = visitor.client.post("/account/data/upload", data=data).status_code
        assert status in {200, 303, 422}
        if status == 303:
            assert [page for page in PAGES if not opens(visitor, page)] == []
    with app.app_context():
        assert rebuild_memory().differed == ()
