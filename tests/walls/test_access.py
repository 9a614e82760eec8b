"""Every route, asked as everybody, for what is theirs and for what is another's."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from tests.trusted import Tally
from tests.walls.access_table import FIELDS, MAY
from tests.walls.addresses import Owners, addresses_of, routes
from tests.walls.who import PEOPLE, Person, words_not_for
from tests.walls.world import World

OTHERS: Owners = frozenset({"learner", "other guest", "teacher"})
"""Whose things everybody tries to reach, beside their own."""
REFUSALS = {401, 403, 404}
BY_TOKEN = {"feed.show_feed"}
"""What is read by whoever knows the address holds what its owner may read."""


@dataclass(frozen=True)
class Visit:
    """Somebody at an address."""

    endpoint: str
    method: str
    address: str
    owners: Owners
    is_let_in: bool

    @property
    def refusals(self) -> set[int]:
        """Return how whoever may not is answered."""
        may = MAY[self.endpoint]
        also = {303} if may.others_are_told_nothing else {401} if may.asks_who else set()
        return {may.refused} | also


def visits_of(world: World, person: Person) -> Iterator[Visit]:
    """Return the address of each route that names something of this person or of others."""
    for method, rule in routes(world):
        for address, owners in addresses_of(world, rule).items():
            if person in owners or owners & OTHERS:
                lets_in = MAY[rule.endpoint].lets_in(person, owners)
                yield Visit(rule.endpoint, method, address, owners, lets_in)


def ask(world: World, person: Person, visit: Visit) -> TestResponse:
    fields = FIELDS.get(visit.endpoint, {})
    sent = {"query_string": fields} if visit.method == "GET" else {"data": fields}
    return world.ask(person, visit.method, visit.address, **sent)


def faults_in(person: Person, visit: Visit, response: TestResponse) -> Iterator[str]:
    """Say what is wrong with the answer to somebody."""
    told = f"{visit.method} {visit.endpoint} of {', '.join(visit.owners)}: {response.status_code}"
    if visit.is_let_in and response.status_code in REFUSALS:
        yield f"{told}, but {person} may"
    if not visit.is_let_in and response.status_code not in visit.refusals:
        yield f"{told} instead of {visit.refusals}"
    if visit.endpoint not in BY_TOKEN:
        shown = response.get_data().decode(errors="replace")
        yield from (f"{told}, shows {w!r}" for w in words_not_for(person) if w in shown)


@pytest.mark.trust(row=34)
def test_the_table_says_of_every_route_who_may(world: World) -> None:
    served = {rule.endpoint for _, rule in routes(world)}

    new, gone = served - MAY.keys(), MAY.keys() - served
    assert not new, f"Say in tests/walls/access_table.py who may use {sorted(new)}."
    assert not gone, f"Take {sorted(gone)} out of tests/walls/access_table.py."


@pytest.mark.trust(row=34)
def test_every_route_has_an_address_that_can_be_asked(world: World) -> None:
    without = [rule.rule for _, rule in routes(world) if not addresses_of(world, rule)]

    assert not without, f"Say in tests/walls/addresses.py what to put into {without}."


@pytest.mark.trust(row=34)
@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_is_given_or_changes_what_is_not_theirs(
    world: World, person: Person, tally: Tally
) -> None:
    visits = [visit for visit in visits_of(world, person) if not visit.is_let_in]

    faults = [
        fault for visit in visits for fault in faults_in(person, visit, ask(world, person, visit))
    ]

    tally.note(tried=len(visits), held=len(visits) - len(faults))
    assert faults == []
    assert world.changed() == set()


@pytest.mark.trust(row=34)
@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_is_let_in_to_what_is_theirs_and_to_nothing_else(
    world: World, person: Person, tally: Tally
) -> None:
    visits = [visit for visit in visits_of(world, person) if visit.is_let_in]
    faults: list[str] = []
    for visit in visits:
        response = ask(world, person, visit)
        faults += faults_in(person, visit, response)
        if visit.method != "GET" and response.status_code < 400:
            world.put_back()

    tally.note(tried=len(visits), held=len(visits) - len(faults))
    assert faults == []
