"""The OpenAPI 3.1 document of the API, made from its routes and from the shapes they exchange."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from inspect import cleandoc
from typing import Any, Literal

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from studyapp.api.answer_shapes import SentAnswer
from studyapp.api.exchange import Exchange, Problem, Shape

Json = dict[str, Any]
Names = dict[tuple[Any, JsonSchemaMode], str]
Models = list[tuple[type[Shape], JsonSchemaMode]]

SCHEMAS = "#/components/schemas/"
RESPONSES = "#/components/responses/"
PROBLEM_TYPE = "application/problem+json"
JSON_TYPE = "application/json"
ERRORS = {
    400: "The request cannot be understood, or lacks the token of a page.",
    401: "The token is unknown or has been revoked.",
    403: "The request was sent from another site.",
    404: "There is no such thing, or it is not yours.",
    409: (
        "It does not fit what has happened meanwhile, or X-Studyapp-Learner, which only a script "
        "of the app's pages sends, names another learner; nothing was changed."
    ),
    413: "The body is larger than 256 kB.",
    415: "The body is no JSON by its content type.",
    422: "The query or the body has the wrong shape; nothing was changed.",
    500: "The program has failed; nothing stored before is lost.",
    503: "Nothing can be stored right now; send the same again in a moment.",
}
ALWAYS = (400, 401, 409, 422, 500, 503)
WHEN_UNSAFE = (403,)
WITH_BODY = (413, 415)
SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token that a learner makes on the page /account/programs.",
    },
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "studyapp_visitor",
        "description": "The cookie of the pages.",
    },
    "form": {
        "type": "apiKey",
        "in": "cookie",
        "name": "studyapp_form",
        "description": "The cookie that the token of a page belongs to.",
    },
    "page": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRFToken",
        "description": "The token of a page, as in its <meta name=csrf-token>.",
    },
}
_PLACEHOLDER = re.compile("<(?:(?P<kind>[a-z]+):)?(?P<name>[a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the API.

    Attributes:
        rule: with its variable parts as `<uuid:answer_id>`.
        name: given once.
        told: what it does, in a sentence.
    """

    rule: str
    method: Literal["get", "post"]
    name: str
    told: str
    exchange: Exchange


def document_of(routes: Iterable[Route], version: str) -> Json:
    """Return the document of the API at a version of the program."""
    known = sorted(routes, key=lambda route: (route.rule, route.method))
    schemas, refs = _schemas(known)
    paths: Json = {}
    for route in known:
        path = _PLACEHOLDER.sub(r"{\g<name>}", route.rule)
        paths.setdefault(path, {})[route.method] = _operation(route, schemas, refs)
    in_query = {refs[route.exchange.query, "validation"] for route in known if route.exchange.query}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Studyapp",
            "version": version,
            "description": "The study loop for programs: questions, answers, schedule, progress.",
        },
        "paths": paths,
        "components": {
            "schemas": {name: s for name, s in schemas.items() if name not in in_query},
            "responses": {str(status): _error(status) for status in ERRORS},
            "securitySchemes": SECURITY,
        },
    }


def _schemas(routes: Iterable[Route]) -> tuple[Json, Names]:
    """Return the schema of every shape by name, and the names of those that are exchanged."""
    models: Models = [(Problem, "serialization"), (SentAnswer, "validation")]
    for route in routes:
        models.append((route.exchange.result, "serialization"))
        models += [
            (shape, "validation")
            for shape in (route.exchange.query, route.exchange.body)
            if shape is not None
        ]
    wanted = list(dict.fromkeys(models))
    found, definitions = models_json_schema(wanted, ref_template=SCHEMAS + "{model}")
    names: Names = {key: schema["$ref"].removeprefix(SCHEMAS) for key, schema in found.items()}
    return {name: _told(schema) for name, schema in definitions["$defs"].items()}, names


def _told(schema: Json) -> Json:
    """Move what a docstring says of attributes to the properties."""
    text, _, attributes = cleandoc(schema.get("description", "")).partition("\n\nAttributes:\n")
    told = {name: value for name, value in schema.items() if name != "title"}
    if text:
        told["description"] = " ".join(text.split())
    properties = {name: dict(value) for name, value in schema.get("properties", {}).items()}
    for entry in re.split(r"\n(?=    \S)", "\n" + attributes)[1:]:
        names, _, words = entry.partition(":")
        for name in names.split(","):
            if name.strip() in properties:
                properties[name.strip()]["description"] = " ".join(words.split())
    for value in properties.values():
        value.pop("title", None)
    return told | ({"properties": properties} if properties else {})


def _operation(route: Route, schemas: Json, names: Names) -> Json:
    exchange = route.exchange
    parameters = [
        _path_parameter(found["kind"], found["name"]) for found in _PLACEHOLDER.finditer(route.rule)
    ]
    if exchange.query is not None:
        parameters += _query_parameters(schemas[names[exchange.query, "validation"]])
    operation: Json = {
        "operationId": route.name,
        "summary": route.told,
        "security": _security(route.method),
        "parameters": parameters,
        "responses": {"200": _success(names[exchange.result, "serialization"])}
        | {str(status): {"$ref": f"{RESPONSES}{status}"} for status in _statuses(route)},
    }
    if exchange.body is not None:
        schema = {"$ref": SCHEMAS + names[exchange.body, "validation"]}
        operation["requestBody"] = {"required": True, "content": {JSON_TYPE: {"schema": schema}}}
    return operation


def _path_parameter(kind: str | None, name: str) -> Json:
    schema = {"type": "string"} | ({"format": kind} if kind else {})
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(schema: Json) -> list[Json]:
    return [_query_parameter(name, dict(told)) for name, told in schema["properties"].items()]


def _query_parameter(name: str, told: Json) -> Json:
    """Describe a part of a query; what may be left out is left out, and never null."""
    words = told.pop("description", None)
    if told.get("default", 0) is None:
        del told["default"]
    (kind,) = (one for one in told.pop("anyOf", [{}]) if one != {"type": "null"})
    parameter = {"name": name, "in": "query", "required": False, "schema": told | kind}
    return parameter | ({"description": words} if words else {})


def _security(method: str) -> list[Json]:
    """Return the ways to say who is asking; who only looks may be nobody yet."""
    token: Json = {"token": []}
    if method == "get":
        return [{}, token, {"cookie": []}]
    return [token, {"cookie": [], "form": [], "page": []}]


def _statuses(route: Route) -> list[int]:
    unsafe = WHEN_UNSAFE if route.method != "get" else ()
    sent = WITH_BODY if route.exchange.body is not None else ()
    return sorted({*ALWAYS, *unsafe, *sent, *route.exchange.errors})


def _success(name: str) -> Json:
    content = {JSON_TYPE: {"schema": {"$ref": SCHEMAS + name}}}
    return {"description": HTTPStatus.OK.phrase, "content": content}


def _error(status: int) -> Json:
    content = {PROBLEM_TYPE: {"schema": {"$ref": SCHEMAS + Problem.__name__}}}
    return {"description": ERRORS[status], "content": content}
