"""A long list is cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list; numbers count from 1.

    Attributes:
        number: which page it is.
        pages: how many there are, one for an empty list.
        before: how many entries stand on the pages before it.
    """

    number: int
    pages: int
    before: int
    shown: Sequence[T]


def page_of(entries: Sequence[T], size: int, wanted: int) -> ListPage[T]:
    """Return the page that is wanted, with `size` entries at most, or else the nearest one."""
    number, pages = nearest_page(len(entries), size, wanted)
    before = (number - 1) * size
    return ListPage(number, pages, before, entries[before : before + size])


def nearest_page(count: int, size: int, wanted: int) -> tuple[int, int]:
    """Return which page is shown, the one that is wanted or else the nearest, and of how many."""
    pages = max(1, -(-count // size))
    return min(max(wanted, 1), pages), pages
