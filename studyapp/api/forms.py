"""Read what programs send into shapes, and write shapes back as JSON."""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from inspect import cleandoc
from typing import Any

from flask import Response, abort, current_app, request
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest

from studyapp.api.exchange import Exchange, Shape
from studyapp.api.openapi import Route
from studyapp.errors import BadInputError, StudyAppError
from studyapp.web import csrf

EXCHANGE = "exchange"
"""The name under which a view keeps what it takes and gives."""

JSON = "application/json"
LONGEST_PLACE = 80

View = Callable[..., Shape | Response]


class NoJsonError(StudyAppError):
    """The body is no JSON at all."""

    status = HTTPStatus.BAD_REQUEST


class FormTokenError(StudyAppError):
    """The request does not prove that a page of this site has sent it."""

    status = HTTPStatus.BAD_REQUEST


def check_form_token() -> None:
    """Raise FormTokenError when an unsafe request lacks the token that our pages carry."""
    try:
        csrf.protect()
    except BadRequest as error:
        raise FormTokenError(
            "The header X-CSRFToken must hold the token of a page, so nothing was stored."
        ) from error


def exchanges(exchange: Exchange) -> Callable[[View], Callable[..., Response]]:
    """Hand a view its query and body as shapes, and send the shape that it returns.

    The view keeps the exchange, from which the OpenAPI document is made. One that is too long to
    be made at once returns a response of its own.
    """

    def wrapped(view: View) -> Callable[..., Response]:
        @wraps(view)
        def answered(**path: Any) -> Response:
            sent: dict[str, Shape] = {"query": _sent_query(exchange.query)}
            if exchange.body is not None:
                sent["body"] = _sent_body(exchange.body)
            taken = {name: shape for name, shape in sent.items() if getattr(exchange, name)}
            result = view(**path, **taken)
            if isinstance(result, Response):
                return result
            return Response(result.model_dump_json(by_alias=True), mimetype=JSON)

        setattr(answered, EXCHANGE, exchange)
        return answered

    return wrapped


def routes_of(blueprint: str) -> Iterator[Route]:
    """Yield every address of a blueprint with what it exchanges."""
    for rule in current_app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{blueprint}."):
            view = current_app.view_functions[rule.endpoint]
            yield Route(
                rule=rule.rule,
                method="post" if "POST" in (rule.methods or ()) else "get",
                name=view.__name__,
                told=cleandoc(view.__doc__ or "").partition("\n")[0],
                exchange=getattr(view, EXCHANGE),
            )


def first_fault(error: ValidationError) -> str:
    """Return the first fault of what was sent in one sentence: where, and what is wrong."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    # A name that was sent can be of any length, and of half characters that no answer can hold.
    place = ".".join(str(part) for part in fault["loc"])[:LONGEST_PLACE]
    place = place.encode("utf-8", "replace").decode()
    sentence = fault["msg"].removeprefix("Value error, ").rstrip(".")
    if fault["type"] == "model_type":
        sentence = "This must be an object with names and values"
    return f"{place}: {sentence}." if place else f"{sentence}."


def _sent_query(shape: type[Shape] | None) -> Shape:
    """Read what stands after `?` in the address; a name given twice is a fault."""
    values = request.args.to_dict(flat=False)
    given = {name: texts[0] if len(texts) == 1 else texts for name, texts in values.items()}
    try:
        return (shape or Shape).model_validate(given)
    except ValidationError as error:
        raise BadInputError(first_fault(error)) from error


def _sent_body(shape: type[Shape]) -> Shape:
    if request.mimetype != JSON:
        abort(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send JSON, with Content-Type: {JSON}.")
    try:
        # The standard library takes the half characters that browsers may send, so that only the
        # answer that holds one is refused.
        sent = json.loads(request.get_data(cache=False), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise NoJsonError("What was sent is no JSON.") from error
    try:
        return shape.model_validate(sent, strict=True)
    except ValidationError as error:
        raise BadInputError(first_fault(error)) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
