"""What has to change in the stored bank: decided here as a value, carried out elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """The keys of the questions that change, sorted.

    Attributes:
        create: not stored so far.
        update: stored with another content.
        restore: retired and back again; the content may have changed as well.
        retire: stored, but gone from the files.
    """

    create: tuple[str, ...] = ()
    update: tuple[str, ...] = ()
    restore: tuple[str, ...] = ()
    retire: tuple[str, ...] = ()


def plan_sync(wanted: Mapping[str, str], stored: Mapping[str, tuple[str, bool]]) -> SyncPlan:
    """Compare the files with the stored bank.

    Args:
        wanted: question key -> content hash in the files.
        stored: question key -> content hash of the newest version, and whether it is retired.
    """
    active = {key: content for key, (content, retired) in stored.items() if not retired}
    both = wanted.keys() & active.keys()
    return SyncPlan(
        create=tuple(sorted(wanted.keys() - stored.keys())),
        update=tuple(sorted(key for key in both if wanted[key] != active[key])),
        restore=tuple(sorted(wanted.keys() & (stored.keys() - active.keys()))),
        retire=tuple(sorted(active.keys() - wanted.keys())),
    )
