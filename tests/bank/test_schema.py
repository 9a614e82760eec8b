import json
from typing import Any

import pytest

from studyapp.bank.schema import bank_schema


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(bank_schema())
    return content


def test_the_schema_is_the_same_each_time_and_ends_with_a_line_end() -> None:
    assert bank_schema() == bank_schema()
    assert bank_schema().endswith("}\n")


def test_the_schema_says_what_it_is_for(schema: dict[str, Any]) -> None:
    assert schema["title"] == "A bank file of studyapp"
    assert "paragraphs" in schema["description"]
    assert schema["required"] == ["format", "module", "questions"]


def test_text_may_look_like_a_number_or_a_truth(schema: dict[str, Any]) -> None:
    kinds = schema["$defs"]

    assert kinds["Order"]["properties"]["items"]["items"]["type"] == ["string", "number", "boolean"]
    assert kinds["Short"]["properties"]["stem"]["type"] == ["string", "number", "boolean"]
    assert True in kinds["Option"]["properties"]["correct"]["enum"]
    assert "no" in kinds["Option"]["properties"]["correct"]["enum"]


def test_a_number_stays_a_number_and_a_fixed_word_stays_fixed(schema: dict[str, Any]) -> None:
    number = schema["$defs"]["Number"]["properties"]

    assert [choice["type"] for choice in number["answer"]["anyOf"]] == ["number", "string"]
    assert number["kind"] == {"const": "number", "title": "Kind", "type": "string"}
    assert number["skill"]["type"] == "string"
