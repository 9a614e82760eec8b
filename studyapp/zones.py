"""Names of time zones, checked before use."""

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


def zone_named(name: str) -> ZoneInfo | None:
    """Return the IANA time zone called `name`, or None if there is none; any text is safe."""
    return ZoneInfo(name) if name in _zone_names() else None


def zone_choices() -> list[str]:
    """Return the zones that a person may choose: those named after a place, and UTC."""
    of_places = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe"}
    of_places |= {"Indian", "Pacific"}
    return ["UTC", *sorted(n for n in _zone_names() if n.partition("/")[0] in of_places)]


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    # Some systems list their own setting as a zone, which names another place on each machine.
    return frozenset(available_timezones() - {"localtime"})
