"""What a YAML file says, and where it says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from studyapp.yaml_files.faults import Fault

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """What a YAML file says, and where it says it.

    Attributes:
        data: every scalar is text; None stands for an empty value, `~` or `null`, and for a
            whole file that could not be read to its end.
        value_places: (line, column), 1-based, of the value at each path.
        key_places: the same of the keys of mappings.
    """

    data: Value
    faults: list[Fault]
    value_places: Mapping[Path, Position] = field(default_factory=dict, repr=False)
    key_places: Mapping[Path, Position] = field(default_factory=dict, repr=False)

    def position(self, path: Path) -> Position:
        """Return the place of the value at `path`, else of its nearest parent, else (0, 0)."""
        while path and path not in self.value_places:
            path = path[:-1]
        return self.value_places.get(path, (0, 0))

    def key_position(self, path: Path) -> Position:
        """Return the place of the key that ends `path`; where there is no key, of the value."""
        return self.key_places.get(path) or self.position(path)
