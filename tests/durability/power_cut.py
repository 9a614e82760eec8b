"""A disk whose power fails: it keeps what was synced, and of the rest nothing, a part or shreds.

SQLite works on real files through a VFS that writes down each write and sync. A cut at any of them
is worked out afterwards. The memory that connections share in WAL mode has no place in such a VFS,
so the connection is alone with its file (`locking_mode=EXCLUSIVE`); what it writes is the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import apsw

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What was done to a file.

    Attributes:
        cut: the size to which the file was cut, if it was.
        is_sync: whether all that was written before had to be on the disk.
    """

    file: str
    offset: int = 0
    written: bytes = b""
    cut: int | None = None
    is_sync: bool = False


class Recording(apsw.VFS):
    """The VFS of the system, with every change written down.

    Attributes:
        operations: what was done, in order.
    """

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        super().__init__("recording", "")

    def xOpen(  # noqa: N802 -- so is it named
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> "RecordingFile":
        """Open a file that tells of its changes."""
        return RecordingFile(name, flags, self.operations.append)


class RecordingFile(apsw.VFSFile):
    """A file that tells of every change to it."""

    def __init__(
        self,
        name: str | apsw.URIFilename | None,
        flags: list[int],
        tell: Callable[[Operation], None],
    ) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.file, self.tell = Path(path or "temporary").name, tell
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        """Write, and tell what."""
        self.tell(Operation(self.file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        """Cut the file, and tell where."""
        self.tell(Operation(self.file, cut=newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        """Sync, and tell it."""
        self.tell(Operation(self.file, is_sync=True))
        super().xSync(flags)


@dataclass
class Disk:
    """Files as they would be found after a cut; operations are done one after the other.

    Attributes:
        files: what is synced of each.
        waiting: what has been written to each since.
    """

    files: dict[str, bytearray]
    waiting: dict[str, list[Operation]] = field(default_factory=dict)

    def do(self, operation: Operation) -> None:
        """Take an operation; only a sync of its file makes it last."""
        waiting = self.waiting.setdefault(operation.file, [])
        if not operation.is_sync:
            waiting.append(operation)
            return
        content = self.files.setdefault(operation.file, bytearray())
        for earlier in waiting:
            _apply(content, earlier)
        waiting.clear()

    def after_a_cut(self, chance: Random) -> dict[str, bytes]:
        """Return what is found when the power is back."""
        found = {name: bytearray(content) for name, content in self.files.items()}
        for name, waiting in self.waiting.items():
            how = chance.choice((_none, _the_first, _shreds))
            for operation in how(waiting, chance):
                _apply(found.setdefault(name, bytearray()), operation)
        return {name: bytes(content) for name, content in found.items()}


def _none(_waiting: list[Operation], _chance: Random) -> list[Operation]:
    return []


def _the_first(waiting: list[Operation], chance: Random) -> list[Operation]:
    return waiting[: chance.randint(0, len(waiting))]


def _shreds(waiting: list[Operation], chance: Random) -> list[Operation]:
    """Return some sectors of some writes: a disk writes in the order that suits it."""
    sectors = [sector for operation in waiting for sector in _sectors(operation)]
    return [sector for sector in sectors if chance.random() < 0.5]


def _sectors(operation: Operation) -> list[Operation]:
    if operation.cut is not None:
        return [operation]
    file, offset, written = operation.file, operation.offset, operation.written
    return [
        Operation(file, offset + start, written[start : start + SECTOR])
        for start in range(0, len(written), SECTOR)
    ]


def _apply(content: bytearray, operation: Operation) -> None:
    if operation.cut is not None:
        del content[operation.cut :]
        return
    missing = operation.offset - len(content)
    content.extend(bytes(max(0, missing)))
    content[operation.offset : operation.offset + len(operation.written)] = operation.written
