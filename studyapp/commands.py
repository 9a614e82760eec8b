"""Groups of commands, each loaded when it is asked for: checking files needs no server."""

from collections.abc import Mapping
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
    return getattr(import_module(module), attribute)
