"""Fields that a form does not have, named like columns, change nothing of what it stores."""

from collections.abc import Collection
from typing import Any

import pytest
from sqlalchemy import Column, DateTime

from studyapp.api.answer_shapes import MOST_ANSWERS, SentAnswer
from studyapp.database import is_secret
from studyapp.storage.schema import TABLES
from studyapp.storage.utc_column import UtcDateTime
from tests.api.programs import ANSWERS, sent_answer
from tests.review.cards import questions_of
from tests.stored import Rows, everything_stored
from tests.trusted import Tally
from tests.walls.crawled import forms_of
from tests.walls.form_fields import ALL_FIELDS
from tests.walls.who import Person
from tests.walls.world import World

COLUMNS = {column.name for table in TABLES.sorted_tables for column in table.columns}
NAMED_OTHERWISE = {"is_admin", "admin", "user", "user_id", "due", "is_teacher", "csrf", "_method"}
READ_BESIDE = {"met", "unmet", "kept", "taken"}
"""What is read beside the form of questions to keep."""
BY_CHANCE = {"name_key", "join_code", "seed", "code", "entry_uuid", "note_uuid", "shown", "run_id"}
"""Columns that differ each time."""
Change = dict[str, tuple[list[Any], list[Any]]]


def extra_fields(*forms: Collection[str]) -> dict[str, str]:
    """Return fields that none of these forms has: all columns, and what others call them."""
    return dict.fromkeys(
        (COLUMNS | NAMED_OTHERWISE) - ALL_FIELDS - READ_BESIDE - set().union(*forms), "1"
    )


def is_told(column: Column[Any]) -> bool:
    """Tell whether a column is the same each time that the same form is sent."""
    is_moment = isinstance(column.type, UtcDateTime | DateTime)
    return not (is_moment or is_secret(column) or column.name in BY_CHANCE)


def changes(world: World) -> Change:
    """Return which rows came and went since the world was made."""
    now = everything_stored(world.app, world.as_made.keys())
    found: Change = {}
    for name, before in world.as_made.items():
        names = [column.name for column in TABLES.tables[name].columns if is_told(column)]
        came = [row for row in now[name] if row not in before]
        went = [row for row in before if row not in now[name]]
        if came or went:
            found[name] = (_told(came, names), _told(went, names))
    return found


def _told(rows: Rows, names: list[str]) -> list[Any]:
    return [tuple(row._mapping[name] for name in names) for row in rows]


@pytest.mark.sqlite("new rows get the numbers again that they had")
@pytest.mark.trust(row=35)
@pytest.mark.parametrize("person", ["teacher", "learner", "visitor"])
def test_no_form_stores_what_it_has_no_field_for(
    world: World, person: Person, tally: Tally
) -> None:
    faults, stores = [], 0
    forms = forms_of(world, person)
    extra = extra_fields(*forms.values())
    world.put_back()

    for address, fields in forms.items():
        plain = world.ask(person, "POST", address, data=fields)
        wanted = changes(world)
        world.put_back()
        response = world.ask(person, "POST", address, data=extra | fields)
        if (response.status_code, changes(world)) != (plain.status_code, wanted):
            faults.append((address, plain.status_code, response.status_code))
        if wanted:
            world.put_back()
        stores += bool(wanted)

    tally.note(tried=len(forms), held=len(forms) - len(faults))
    assert faults == []
    assert stores >= 5


@pytest.mark.trust(row=35)
def test_the_api_refuses_an_answer_with_fields_that_it_does_not_know(
    world: World, tally: Tally
) -> None:
    stored = questions_of(world.app, "single")[0]
    names = sorted((COLUMNS | NAMED_OTHERWISE) - SentAnswer.model_fields.keys())
    answers = [sent_answer(stored) | {name: 1} for name in names]

    responses = [
        world.ask(
            "learner", "POST", ANSWERS, json={"answers": answers[start : start + MOST_ANSWERS]}
        )
        for start in range(0, len(answers), MOST_ANSWERS)
    ]
    results = [result for response in responses for result in response.get_json()["results"]]

    refused = [result for result in results if result["status"] == "refused"]
    tally.note(tried=len(answers), held=len(refused))
    assert len(refused) == len(answers)
    assert world.changed() == set()
