"""What everybody does everywhere leaves lines in the log, and nothing of anybody in them."""

import json
import logging

import pytest

from studyapp.serving.logs import JsonLines
from tests.trusted import Tally
from tests.walls.access_table import FIELDS
from tests.walls.addresses import addresses_of, routes
from tests.walls.form_fields import ALL_FIELDS
from tests.walls.who import PEOPLE, Person, name_of, private_words, side_words
from tests.walls.world import World

TYPED = "a word that is typed everywhere"
FORGED = 'x\r\n{"level": "error", "message": "forged"}\u2028\x85'
WHO: tuple[Person, ...] = ("teacher", "visitor")


def secrets_of(world: World) -> set[str]:
    """Return what no log line may hold."""
    secrets = {TYPED, *world.cookies.values(), *world.form, side_words("here")}
    for person in PEOPLE[1:]:
        values = world.values[person]
        secrets |= {values["feed_token"], values["reminder_token"], values["note_uuid"]}
        secrets |= {name_of(person), private_words(person), str(values["answer_id"])}
    return secrets | {"person1@example.org", "forged"}


@pytest.mark.trust(row=47)
def test_no_line_holds_a_secret_a_name_or_what_was_typed(
    world: World, caplog: pytest.LogCaptureFixture, tally: Tally
) -> None:
    caplog.set_level(logging.INFO)
    sent = dict.fromkeys(ALL_FIELDS, TYPED)
    odd = {"User-Agent": TYPED, "Referer": f"http://localhost/{TYPED}", "X-Request-Id": TYPED}

    for person in WHO:
        for method, rule in routes(world):
            for address, owners in addresses_of(world, rule).items():
                if person in owners or person == "visitor":
                    known = FIELDS.get(rule.endpoint, {})
                    where = "query_string" if method == "GET" else "data"
                    world.ask(person, method, address, headers=odd, **{where: sent | known})
        world.ask(person, "GET", f"/{FORGED}", query_string={"x": FORGED})
    lines = [JsonLines().format(record) for record in caplog.records]

    secrets = secrets_of(world)
    told = [(line, secret) for line in lines for secret in secrets if secret in line]
    tally.note(tried=len(lines), held=len(lines) - len(told))
    assert told == []
    assert all(len(line.splitlines()) == 1 and json.loads(line) for line in lines)
    assert len(lines) >= 100
