"""What importing a list would do to a roster: decided first, as a value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from studyapp.classroom.roster.text import LineFault, RosterLine


@dataclass(frozen=True, slots=True)
class KnownSeat:
    """A seat that the class has already."""

    id: int
    name: str
    pupil_code: str | None
    is_removed: bool


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What becomes of each line.

    Attributes:
        new: pupils who get a seat.
        back: seats of pupils who were removed and come back, by id.
        there: lines of pupils who are on the roster; nothing changes for them.
    """

    new: tuple[RosterLine, ...]
    back: tuple[int, ...]
    there: tuple[RosterLine, ...]
    faults: tuple[LineFault, ...]

    @property
    def coming(self) -> int:
        """Return how many pupils the roster gains."""
        return len(self.new) + len(self.back)


@dataclass(slots=True)
class _Seen:
    """Who uses a name or a number so far, in words."""

    names: dict[str, str]
    codes: dict[str, str]


def plan_roster(
    pupils: Iterable[RosterLine], known: Mapping[str, KnownSeat], key: Callable[[str], str]
) -> RosterPlan:
    """Compare the pupils of a list with a roster; `key` is what `known` is found by."""
    new: list[RosterLine] = []
    back: list[int] = []
    there: list[RosterLine] = []
    faults: list[LineFault] = []
    held = (s for s in known.values() if not s.is_removed)
    codes = {s.pupil_code: f"of {s.name}" for s in held if s.pupil_code}
    seen = _Seen({}, codes)
    for pupil in pupils:
        name, seat = key(pupil.name), known.get(key(pupil.name))
        if fault := _clash(pupil, name, seat, seen):
            faults.append(LineFault(pupil.line, pupil.name, fault))
            continue
        seen.names[name] = f"on line {pupil.line}"
        for code in _codes(pupil, seat):
            seen.codes[code] = f"on line {pupil.line}"
        if seat is None:
            new.append(pupil)
        elif seat.is_removed:
            back.append(seat.id)
        else:
            there.append(pupil)
    return RosterPlan(tuple(new), tuple(back), tuple(there), tuple(faults))


def with_faults(plan: RosterPlan, faults: Iterable[LineFault]) -> RosterPlan:
    """Add the faults that the list itself has, all in the order of its lines."""
    return replace(plan, faults=tuple(sorted((*faults, *plan.faults), key=lambda f: f.line)))


def _clash(pupil: RosterLine, name: str, seat: KnownSeat | None, seen: _Seen) -> str | None:
    if name in seen.names:
        return (
            f"the same name is {seen.names[name]}. Delete one, or add to the names what tells "
            "the two pupils apart."
        )
    clash = next((code for code in _codes(pupil, seat) if code in seen.codes), None)
    if clash is not None:
        return f"its number is also the one {seen.codes[clash]}. Give each pupil their own."
    return None


def _codes(pupil: RosterLine, seat: KnownSeat | None) -> list[str]:
    """Return the numbers that a line takes up; who comes back also has the one from before."""
    kept = seat.pupil_code if seat is not None else None
    if seat is not None and not seat.is_removed:
        return [code for code in (pupil.pupil_code,) if code and code != kept]
    return [code for code in (kept, pupil.pupil_code) if code]
