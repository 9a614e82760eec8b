"""Numbers of other people's things, beside one's own in an address or in the fields of a form."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import url_for

from tests.every_page import VALUES
from tests.stored import everything_stored, stored_rows
from tests.trusted import Tally
from tests.walls.addresses import KINDS, routes
from tests.walls.form_fields import fields_of, form_classes
from tests.walls.who import Person, words_not_for
from tests.walls.world import World

CHILDREN = {"seat_id", "attempt_id"}
KINDS_OF_SITTING = ("assigned", "live", "paper")


@dataclass(frozen=True)
class Sent:
    """Something of another that is named in a form.

    Attributes:
        route: where the form goes; its blanks are filled with what is the teacher's own.
        foreign: finds the number of the other's thing.
        statuses: one of which refuses it; 303 tells that it is gone, as of one's own.
    """

    route: str
    foreign: Callable[[World], object]
    statuses: frozenset[int] = frozenset({403, 404, 409, 422})
    others: tuple[tuple[str, str], ...] = ()


def session_of_learner(world: World) -> object:
    return _number(world, "session", "learner")


def token_of_learner(world: World) -> object:
    return _number(world, "api_token", "learner")


def _number(world: World, table: str, person: Person) -> object:
    statement = f"SELECT id FROM {table} WHERE learner_id = :who"  # noqa: S608  # our own names
    return stored_rows(world.app, statement, who=world.ids[person])[-1][0]


def regrade_there(world: World) -> object:
    address = f"/sittings/{world.shared['there']['assigned']}/items/1/regrade"
    response = world.ask("other teacher", "POST", address, data={"rule": "dropped"})
    assert response.status_code == 303, response.text
    return stored_rows(world.app, "SELECT id FROM regrade")[0][0]


def class_there(world: World) -> object:
    return world.shared["there"]["class_id"]


def player_there(world: World) -> object:
    live = world.shared["there"]["live"]
    return stored_rows(world.app, "SELECT attempt_id FROM player WHERE sitting_id = :s", s=live)[0][
        0
    ]


GONE = frozenset({303, 404})
FOREIGN = {
    "DeviceForm.id": Sent("/account/devices/sign-out", session_of_learner, GONE),
    "TokenForm.id": Sent("/account/programs/revoke", token_of_learner, GONE),
    "AssignForm.class_id": Sent("/quizzes/{quiz_id}/assign", class_there),
    "ClassChoiceForm.class_id": Sent("/quizzes/{quiz_id}/study", class_there),
    "OpenLiveForm.class_id": Sent("/quizzes/{quiz_id}/live", class_there),
    "PrintForm.class_id": Sent(
        "/quizzes/{quiz_id}/paper", class_there, others=(("forms", "1"), ("size", "a4"))
    ),
    "PlayerForm.attempt_id": Sent("/live/{live}/kick", player_there),
    "UndoForm.regrade": Sent("/sittings/{assigned}/items/1/regrade/undo", regrade_there),
}
MADE_BY_BROWSERS = {"AnswerForm.answer_id", "PretestForm.run_id"}
"""Ids that each browser makes for itself; those of two learners may be the same."""
ASKED_WITH_A_WORD = {"SeatForm.seat_id"}
"""The name on a roster, which its personal word guards: test_taking_seats.py."""


def test_every_field_that_names_something_by_number_is_tried() -> None:
    named = {
        f"{form.__name__}.{field}"
        for form in form_classes()
        for field in fields_of(form)
        if field == "id" or field.endswith("_id") or field == "regrade"
    }

    assert named == FOREIGN.keys() | MADE_BY_BROWSERS | ASKED_WITH_A_WORD


@pytest.mark.trust(row=34)
@pytest.mark.parametrize("field", FOREIGN)
def test_what_belongs_to_another_cannot_be_named_in_a_form(
    world: World, field: str, tally: Tally
) -> None:
    sent = FOREIGN[field]
    fields = {field.partition(".")[2]: sent.foreign(world)} | dict(sent.others)
    before = everything_stored(world.app)

    response = world.ask("teacher", "POST", sent.route.format(**world.shared["here"]), data=fields)

    tally.note(tried=1, held=int(response.status_code in sent.statuses))
    assert response.status_code in sent.statuses
    assert everything_stored(world.app) == before
    assert not [words for words in words_not_for("teacher") if words in response.text]


@pytest.mark.trust(row=34)
def test_nothing_is_reached_through_what_it_does_not_belong_to(world: World, tally: Tally) -> None:
    statuses = {}
    own, foreign = world.shared["here"], world.values["other learner"]
    with world.app.test_request_context():
        for method, rule in routes(world):
            shared = rule.arguments & {"class_id", "sitting_id"}
            if not (shared and rule.arguments & CHILDREN):
                continue
            values = VALUES | own | foreign | {"sitting_id": own["assigned"]}
            values = {name: values[name] for name in rule.arguments}
            statuses[method, url_for(rule.endpoint, **values)] = 0

    for method, address in statuses:
        fields = {"name": "Mine", "sure": "y", "factor": "1"}
        statuses[method, address] = world.ask("teacher", method, address, data=fields).status_code

    tally.note(tried=len(statuses), held=sum(s == 404 for s in statuses.values()))
    assert len(statuses) >= 9
    assert set(statuses.values()) == {404}, statuses
    assert world.changed() == set()


@pytest.mark.trust(row=34)
@pytest.mark.parametrize("kind", KINDS_OF_SITTING)
def test_a_sitting_of_another_kind_shows_nothing_of_others(
    world: World, kind: str, tally: Tally
) -> None:
    people: tuple[Person, ...] = ("teacher", "learner", "other guest")
    asked = [
        (person, method, rule)
        for method, rule in routes(world)
        for person in people
        if "sitting_id" in rule.arguments
        and KINDS.get(rule.endpoint.partition(".")[0], "assigned") != kind
    ]
    faults = []
    for person, method, rule in asked:
        values = VALUES | world.values["learner"] | {"sitting_id": world.shared["here"][kind]}
        with world.app.test_request_context():
            address = url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
        response = world.ask(person, method, address)
        shown = [words for words in words_not_for(person) if words in response.text]
        if response.status_code >= 500 or shown:
            faults.append((person, method, address, response.status_code, shown))
        if method != "GET" and response.status_code < 400:
            world.put_back()

    tally.note(tried=len(asked), held=len(asked) - len(faults))
    assert faults == []
