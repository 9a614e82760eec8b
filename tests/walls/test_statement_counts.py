"""No page asks the database more often because there is more of what it shows."""

import pytest

from tests.statements import statements
from tests.walls.grown import grow
from tests.walls.test_access import Visit, ask, visits_of
from tests.walls.who import Person
from tests.walls.world import World

LOOKING: tuple[Person, ...] = ("learner", "teacher", "admin")
REFUSED, PAGES = 400, 250


def asked_by(world: World, person: Person, visit: Visit) -> list[str] | None:
    """Return the statements of a page that has been opened before; None if it is not shown."""
    if ask(world, person, visit).status_code >= REFUSED:
        return None
    with world.app.app_context(), statements() as found:
        ask(world, person, visit)
    return found


def counts_of(world: World) -> dict[tuple[Person, str], int]:
    """Return how many statements each page takes that somebody may open."""
    visits = [
        (person, visit)
        for person in LOOKING
        for visit in visits_of(world, person)
        if visit.method == "GET" and person in visit.owners and visit.is_let_in
    ]
    asked = {(person, visit.address): asked_by(world, person, visit) for person, visit in visits}
    return {where: len(found) for where, found in asked.items() if found is not None}


@pytest.mark.sqlite("statements are counted there")
def test_no_page_runs_more_statements_when_there_is_more_data(world: World) -> None:
    grow(world, 0)
    few = counts_of(world)
    grow(world, 1)
    many = counts_of(world)

    assert len(few) > PAGES
    assert {
        where: f"{count} statements, then {many[where]}"
        for where, count in few.items()
        if many[where] > count
    } == {}
