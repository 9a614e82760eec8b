"""Where a database must not lie if SQLite is to keep its log of writes beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

MOUNTS = Path("/proc/mounts")
"""Where Linux says what is mounted; other systems have no such file."""
OF_A_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|ncpfs|afs|ceph|9p|drvfs|lustre|davfs2?|vboxsf|prl_fs"
    r"|fuse\.(sshfs|rclone|s3fs|gcsfuse|goofys|davfs2?|glusterfs|smbnetfs|vmhgfs-fuse)"
)
SYNCHRONISED = re.compile(
    r"Dropbox( \(.+\))?|OneDrive( - .+)?|iCloud ?Drive|com~apple~CloudDocs|Google ?Drive.*"
    r"|Nextcloud|ownCloud|MEGA(sync)?|pCloud ?Drive|Syncthing|Yandex\.Disk|Tresorit.*|Seafile",
    re.IGNORECASE,
)
OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and where it begins."""

    place: PurePath
    kind: str


def risk_of(folder: PurePath, mounts: Iterable[Mount]) -> str | None:
    """Say in words what makes a folder no place for a database; None where nothing does.

    Args:
        folder: absolute, without symbolic links.
        mounts: in the order in which they were made.
    """
    if str(folder).startswith(("\\\\", "//")):
        return "on a network drive"
    holding = [mount for mount in mounts if folder.is_relative_to(mount.place)]
    # Of several at one place the latest hides the others.
    nearest = max(reversed(holding), key=lambda mount: len(mount.place.parts), default=None)
    if nearest is not None and OF_A_NETWORK.fullmatch(nearest.kind):
        return f"on a network drive ({nearest.kind})"
    synchronised = next(filter(SYNCHRONISED.fullmatch, folder.parts), None)
    return f"in a folder that is synchronised ({synchronised})" if synchronised else None


def read_mounts(text: str) -> list[Mount]:
    """Read what Linux says in /proc/mounts."""
    lines = (line.split(" ") for line in text.splitlines())
    return [Mount(PurePath(_plain(parts[1])), parts[2]) for parts in lines if len(parts) > 2]


def risk_here(file: Path) -> str | None:
    """Say what makes the folder of a file on this machine no place for a database."""
    try:
        text = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        text = ""
    return risk_of(file.resolve().parent, read_mounts(text))


def journal_at(file: Path) -> str:
    """Return the journal mode that suits the place of a database.

    The log of writes needs memory that all programs share, which no network drive has; and where
    files are synchronised, a single one has the best chance to be copied whole.
    """
    return "WAL" if risk_here(file) is None else "DELETE"


def _plain(place: str) -> str:
    """Return a place with its spaces and tabs, which the system writes as octal numbers."""
    return OCTAL.sub(lambda found: chr(int(found[1], 8)), place)
