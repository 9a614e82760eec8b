"""Routes whose addresses are built by code that is compiled once for all apps of a test run."""

from collections.abc import Callable
from typing import ClassVar

from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]


class RememberedRule(Rule):
    """Compiles what builds its address as any rule does, but no second time in another app."""

    _compiled: ClassVar[dict[tuple[str, str, bool], Build]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Build:
        key = (self.rule, str(self.defaults), append_unknown)
        if key not in self._compiled:
            self._compiled[key] = super()._compile_builder(append_unknown)
        return self._compiled[key]
