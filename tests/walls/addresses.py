"""The addresses of a route, and whose things they name."""

from collections import defaultdict
from typing import Any

from flask import url_for
from werkzeug.routing import Rule

from tests.every_page import UNSAFE, VALUES
from tests.walls.who import PEOPLE, SIDE_OF, Person
from tests.walls.world import World

KINDS = {"live": "live", "play": "live", "paper": "paper", "study": "study"}
"""Which sitting of a side a blueprint is about; the others are about the assigned one."""
OF_A_SIDE = {"class_id", "quiz_id", "sitting_id", "study_id", "code"}
OF_A_PERSON = {
    *("note_uuid", "answer_id", "exam_id", "put_off_id", "attempt_id", "seat_id", "token"),
    *("second",),
}
Owners = frozenset[Person]


def routes(world: World) -> list[tuple[str, Rule]]:
    """Return every route with the method that it takes."""
    rules = sorted(world.app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))
    wanted = {"GET"} | UNSAFE
    return [(method, rule) for rule in rules for method in sorted(wanted & (rule.methods or set()))]


def addresses_of(world: World, rule: Rule) -> dict[str, Owners]:
    """Return the addresses of a route, and whose things each of them names."""
    owners: dict[str, set[Person]] = defaultdict(set)
    with world.app.test_request_context():
        for person in PEOPLE:
            values = _values(world, rule.endpoint, person)
            if rule.arguments <= values.keys():
                address = url_for(rule.endpoint, **{n: values[n] for n in rule.arguments})
                owners[address].add(person)
    return {address: frozenset(them) for address, them in owners.items()}


def _values(world: World, endpoint: str, person: Person) -> dict[str, Any]:
    """Return what a route's address may hold that names things of a person or their side."""
    blueprint = endpoint.partition(".")[0]
    common = {n: v for n, v in VALUES.items() if n not in OF_A_SIDE | OF_A_PERSON}
    if blueprint == "working":
        del common["question_id"]
    values = common | world.values.get(person, {})
    if "token" not in values and person in world.values:
        values["token"] = values["feed_token" if blueprint == "feed" else "reminder_token"]
    if blueprint == "working" and person in world.values:
        values["question_id"] = values["asked_id"]
    if person in SIDE_OF:
        shared = world.shared[SIDE_OF[person]]
        values |= {n: shared[n] for n in ("class_id", "quiz_id")}
        values["sitting_id"] = shared[KINDS.get(blueprint, "assigned")]
        values["study_id"] = shared["study"]
        values["code"] = shared["class_code" if blueprint == "join" else "live_code"]
        if blueprint == "quizzes":
            values["question_id"] = shared["question_id"]
    return values
