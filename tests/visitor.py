"""Someone who uses the app through its pages: follows links, fills in forms, keeps cookies."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Fields = dict[str, str | list[str]]


@dataclass
class Form:
    """A form of a page: where it goes and what it holds before anybody types."""

    action: str
    fields: Fields = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Collect the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(values.get("action", "")))
        name = values.get("name", "")
        if tag == "option" and self.select and "selected" in values:
            self.forms[-1].fields[self.select] = values.get("value", "")
        if tag not in {"input", "select", "textarea", "button"} or not self.forms or not name:
            return
        form = self.forms[-1]
        form.names.add(name)
        kind = values.get("type", "text")
        self.select = name if tag == "select" else ""
        if tag == "input" and kind in {"text", "number"} and values.get("value"):
            form.fields[name] = values["value"]
        if kind == "hidden" or (kind in {"radio", "checkbox"} and "checked" in values):
            form.fields[name] = values.get("value", "")
        if kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(values.get("value", ""))


class WholeClient(FlaskClient):
    """Takes every answer to its end, as a browser does: one that streams holds a connection."""

    def open(self, *args: Any, buffered: bool = True, **named: Any) -> TestResponse:
        """Send a request; see FlaskClient."""
        return super().open(*args, buffered=buffered, **named)


class Visitor:
    """A browser without script, on one device."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def open(self, address: str, status: int = 200) -> str:
        """Open a page, following redirects, and return its text."""
        response = self.client.get(address, follow_redirects=True)
        assert response.status_code == status, (address, response.status_code, response.text[:500])
        return response.text

    def address_after(self, address: str) -> str:
        """Open a page and return the path that redirects end at."""
        response = self.client.get(address, follow_redirects=True)
        assert response.status_code == 200, (address, response.status_code)
        return response.request.path

    def form(self, address: str, action_part: str) -> Form:
        """Return the form of a page whose action contains a text."""
        found = forms_in(self.open(address))
        return next(form for form in found if action_part in form.action)

    def send(self, form: Form, **filled: str | list[str]) -> TestResponse:
        """Send a form, with what is typed or chosen by field name."""
        named = {name.removesuffix("_"): value for name, value in filled.items()}
        return self.client.post(form.action, data=form.fields | named)

    def cookie(self, name: str) -> str | None:
        """Return the value of a cookie that this browser holds."""
        found = self.client.get_cookie(name)
        return found.value if found is not None else None


def forms_in(page: str) -> list[Form]:
    """Return every form of a page."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms
