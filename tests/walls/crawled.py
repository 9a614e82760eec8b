"""The forms that somebody finds on the pages that are theirs, filled in."""

from urllib.parse import urljoin

from tests.visitor import Fields, forms_in
from tests.walls.addresses import addresses_of, routes
from tests.walls.who import Person
from tests.walls.world import World

TYPED = {
    "password": "nine geese on a river",
    "word": "frog",
    "code": "HERE22",
    "address": "ada@example.org",
    "hour": "7",
    "held_on": "2027-05-01",
    "first_day": "2027-05-01",
    "last_day": "2027-05-02",
    "minutes": "9",
    "count": "3",
}
"""What is typed into fields that pages leave empty; into others goes a word."""


def forms_of(world: World, person: Person) -> dict[str, Fields]:
    """Return the fields of every form that somebody finds, by where it goes."""
    found: dict[str, Fields] = {}
    for method, rule in routes(world):
        for address, owners in addresses_of(world, rule).items():
            if method != "GET" or person not in owners:
                continue
            response = world.ask(person, "GET", address)
            if response.mimetype != "text/html" or response.status_code != 200:
                continue
            for form in forms_in(response.text):
                if "csrf_token" in form.names:
                    typed = {name: TYPED.get(name, "Quagga") for name in form.names}
                    chosen = {name: values[0] for name, values in form.choices.items()}
                    del typed["csrf_token"]
                    fields = {**typed, **chosen, **form.fields}
                    found.setdefault(urljoin(address, form.action), fields)
    return found
