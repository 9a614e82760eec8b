"""A ZIP file of texts that may be long."""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator

IN_MEMORY = 4 * 1024 * 1024
"""Bytes; a larger archive waits on the disk while it is sent."""
PIECE = 64 * 1024


def zip_of(files: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """Yield an archive in pieces; each file is a name and its text in pieces."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as archive:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, pieces in files:
                with packed.open(name, "w") as file:
                    for piece in pieces:
                        file.write(piece.encode())
        archive.seek(0)
        while piece_of_zip := archive.read(PIECE):
            yield piece_of_zip
