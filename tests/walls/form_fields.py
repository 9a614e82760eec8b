"""Every form of the app and its fields, read off the classes."""

from collections.abc import Iterator

from wtforms.fields.core import UnboundField

import studyapp.app  # noqa: F401 -- brings every form
from studyapp.web import PageForm


def form_classes(parent: type[PageForm] = PageForm) -> Iterator[type[PageForm]]:
    """Return every form of the app."""
    for form in parent.__subclasses__():
        if form.__module__.startswith("studyapp."):
            yield form
        yield from form_classes(form)


def fields_of(form: type[PageForm]) -> list[str]:
    """Return the names of the fields of a form."""
    return [name for name in dir(form) if isinstance(getattr(form, name), UnboundField)]


ALL_FIELDS = frozenset(field for form in form_classes() for field in fields_of(form))
