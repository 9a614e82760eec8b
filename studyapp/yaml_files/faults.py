"""What is wrong in a content file, and where."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a file; faults sort by file, line and column.

    Attributes:
        line: 1-based; 0 means the whole file.
        column: 1-based, in characters; 0 means the whole line.
        code: kebab-case name of the rule that is broken, such as `duplicate-key`.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        """Return `file:line:col: level code: message`, without the parts that are 0."""
        place = self.file
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.level} {self.code}: {self.message}"

    def as_dict(self) -> dict[str, str | int]:
        """Return the fields by name, ready for JSON."""
        return asdict(self)


def has_errors(faults: Iterable[Fault]) -> bool:
    """Tell whether any fault is an error."""
    return any(fault.level == "error" for fault in faults)


def shown(text: str) -> str:
    """Return a text as messages show it: in quotes, of its beginning at most 60 characters."""
    return repr(text if len(text) <= 60 else f"{text[:59]}…")
