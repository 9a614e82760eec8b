"""Routes that are compiled once for all apps of a test run."""

from typing import ClassVar

from werkzeug.routing import Rule

COMPILED = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")


class RememberedRule(Rule):
    """Compiles as any rule does, but takes over what the same rule of another app has compiled."""

    _compiled: ClassVar[dict[tuple[object, ...], Rule]] = {}

    def compile(self) -> None:
        """Set what matches and builds an address; nothing of it depends on the app."""
        key = (self.rule, str(self.defaults), self.host, self.subdomain, self.merge_slashes)
        first = self._compiled.get(key)
        if first is None:
            super().compile()
            self._compiled[key] = self
            return
        for name in COMPILED:
            setattr(self, name, getattr(first, name))
