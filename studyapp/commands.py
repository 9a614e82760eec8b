"""Groups of commands, each loaded when it is asked for: checking files needs no server."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows some of its commands by the name of the module that holds them.

    Args:
        lazy: `module:name` of each command by the word that calls it.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the word for every command, sorted."""
        return sorted([*super().list_commands(ctx), *self.lazy])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded if need be; None if there is none of that name."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        command: click.Command = load(self.lazy[cmd_name])
        return command


def load(name: str) -> Any:
    """Return what `module:name` names, importing the module if need be."""
    module, _, attribute = name.partition(":")
    with _kept_from_the_collector():
        return getattr(import_module(module), attribute)


@contextmanager
def _kept_from_the_collector() -> Iterator[None]:
    """Make what lasts as long as the process: to look for garbage in it costs part of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
