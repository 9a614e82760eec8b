"""What becomes of each seed line: every one is served once or left out for a reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from studyapp.reading.sidecar import Sidecar
from studyapp.yaml_files.faults import Fault

Role = Literal["metadata", "drop", "join", "block", "heading", "part"]
Path = tuple[str | int, ...]
Locate = Callable[[Path], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Act:
    """One editorial act on the lines `first` to `last`; `path` is its place in the sidecar."""

    role: Role
    first: int
    last: int
    path: Path


@dataclass(frozen=True, slots=True)
class LinePlan:
    """The acts by their first line; a line under no act is a paragraph of prose or blank."""

    acts: dict[int, Act]

    def act_starting(self, line: int) -> Act | None:
        """Return the act that starts on a line."""
        return self.acts.get(line)


def plan_lines(
    sidecar: Sidecar, lines: list[str], file: str, seed_file: str, locate: Locate
) -> tuple[LinePlan, list[Fault]]:
    """Lay every act of the sidecar on the lines of the seed.

    A fault is reported for an act on a line that is not there, is blank, or has another act.
    """
    acts: dict[int, Act] = {}
    owner: dict[int, Act] = {}
    faults: list[Fault] = []
    for act in _acts(sidecar):
        if problem := _problem(act, lines, owner):
            faults.append(Fault(file, *locate(act.path), *problem))
            continue
        acts[act.first] = act
        owner.update(dict.fromkeys(range(act.first, act.last + 1), act))
    faults += _hard_breaks(lines, owner, seed_file)
    return LinePlan(acts), faults


def is_blank(line: str) -> bool:
    """Say whether a line holds nothing but white space, non-breaking spaces included."""
    return not line.strip()


def _acts(sidecar: Sidecar) -> Iterator[Act]:
    for n, metadata in enumerate(sidecar.metadata):
        yield Act("metadata", metadata.line, metadata.line, ("metadata", n, "line"))
    for n, drop in enumerate(sidecar.drop):
        yield Act("drop", *drop.lines, ("drop", n, "lines"))
    for n, join in enumerate(sidecar.join):
        yield Act("join", *join.lines, ("join", n, "lines"))
    for n, block in enumerate(sidecar.blocks):
        yield Act("block", *block.lines, ("blocks", n, "lines"))
    for n, heading in enumerate(sidecar.headings):
        yield Act("heading", heading, heading, ("headings", n))
    for n, part in enumerate(sidecar.parts):
        if part.line is not None:
            yield Act("part", part.line, part.line, ("parts", n, "line"))


def _problem(act: Act, lines: list[str], owner: dict[int, Act]) -> tuple[str, str] | None:
    if act.last > len(lines):
        return "no-such-line", f"line {act.last} is not there; the text has {len(lines)} lines"
    if is_blank(lines[act.first - 1]) or is_blank(lines[act.last - 1]):
        blank = act.first if is_blank(lines[act.first - 1]) else act.last
        return "blank-line", f"line {blank} of the text is blank; name the line with the words"
    for line in range(act.first, act.last + 1):
        if line in owner:
            return "line-used-twice", f"line {line} is already a {owner[line].role} line"
    return None


def _hard_breaks(lines: list[str], owner: dict[int, Act], seed_file: str) -> list[Fault]:
    """Report body lines that touch: the sidecar has to say whether they are one block."""
    return [
        Fault(
            seed_file,
            number,
            0,
            "hard-break",
            f"lines {number} and {number + 1} touch; name them in `blocks`, `join` or `drop`",
        )
        for number in range(1, len(lines))
        if not is_blank(lines[number - 1])
        and not is_blank(lines[number])
        and number not in owner
        and number + 1 not in owner
    ]
