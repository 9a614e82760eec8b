"""The JSON Schema of a bank file, with which editors complete and check what is typed."""

import json
from typing import Any

from studyapp.bank.question import BankFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "A bank file of studyapp"
DESCRIPTION = (
    "The questions of one module, each tied to the paragraphs that prove its answer. "
    "Every value is read as text, so 1912 and yes need no quotes."
)
TEXT_TYPES = ["string", "number", "boolean"]
TRUTHS = [True, False, "true", "false", "yes", "no"]


def bank_schema() -> str:
    """Return the schema as JSON text, the same for the same models."""
    schema = BankFile.model_json_schema()
    _let_values_stand_plainly(schema)
    schema |= {"$schema": DIALECT, "title": TITLE, "description": DESCRIPTION}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _let_values_stand_plainly(node: Any) -> None:
    """Widen the types below a node: what is text to us, editors may take for 1912 or true."""
    if isinstance(node, list):
        for entry in node:
            _let_values_stand_plainly(entry)
    if not isinstance(node, dict):
        return
    for entry in node.values():
        _let_values_stand_plainly(entry)
    # Every free text has a greatest length; a fixed word or the text of a number has none.
    if node.get("type") == "string" and "maxLength" in node:
        node["type"] = TEXT_TYPES
    elif node.get("type") == "boolean":
        del node["type"]
        node["enum"] = TRUTHS
