"""A file that nobody else can read, and that takes the place of another only if that is meant."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from studyapp.errors import ConflictError, StorageError


def require_free(target: Path, *, replaces: bool) -> None:
    """Refuse to write where something is.

    Args:
        target: where a file is to be.
        replaces: a file that is there is to be replaced; a device or a folder never is.

    Raises:
        ConflictError: something is there.
    """
    if not target.exists():
        return
    if not target.is_file():
        raise ConflictError(f"{target} is no file, so it is not replaced. Choose another name.")
    if not replaces:
        raise ConflictError(f"{target} exists already. Choose another name, or add --force.")


def make_private(file: Path) -> None:
    """Make a new file that nobody else can ever read, before it holds anything."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def write_private(target: Path, pieces: Iterable[bytes], *, replaces: bool) -> None:
    """Write a file for its owner alone, whole or not at all.

    Raises:
        ConflictError: `target` exists and is not to be replaced.
        StorageError: it cannot be written, or there is no room.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        require_free(target, replaces=replaces)
        make_private(part)
        with part.open("wb") as file:
            file.writelines(pieces)
        part.replace(target)
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            part.unlink()
