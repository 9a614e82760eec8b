"""Read a seed text, byte for byte as its sidecar vouches for it."""

import codecs
import hashlib
import re
from pathlib import Path

from studyapp.yaml_files.faults import Fault

SIZE_LIMIT_BYTES = 4 * 1024 * 1024
LINE_END = re.compile(r"\r\n|\r|\n")
"""What editors count; form feeds and other separators are white space within a line."""


def read_seed(path: Path, shown_as: str, sha256: str) -> tuple[list[str], list[Fault]]:
    """Return the lines of a seed text and the faults of the file.

    Args:
        path: the text file.
        shown_as: how faults name it.
        sha256: the hash, in hexadecimal, that the sidecar states.
    """
    try:
        if not path.exists():
            return [], [_fault(shown_as, "seed-missing", "the text file is not there; put it back")]
        # A device never ends, and a pipe waits for somebody who writes into it.
        if not path.is_file():
            message = "this is a folder or device, not a text file"
            return [], [_fault(shown_as, "seed-unreadable", message)]
        with path.open("rb") as stream:
            content = stream.read(SIZE_LIMIT_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return [], [_fault(shown_as, "seed-unreadable", f"the text file cannot be read: {reason}")]
    if faults := _faults_of_content(content, shown_as, sha256):
        return [], faults
    lines = LINE_END.split(content.decode("utf-8").removeprefix("\ufeff"))
    return lines if lines[-1] else lines[:-1], []


def _faults_of_content(content: bytes, shown_as: str, sha256: str) -> list[Fault]:
    if not content.strip():
        return [_fault(shown_as, "seed-empty", "the text file is empty")]
    if len(content) > SIZE_LIMIT_BYTES:
        megabytes = SIZE_LIMIT_BYTES // 1024 // 1024
        return [_fault(shown_as, "seed-too-large", f"the text file is over {megabytes} MiB")]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "the text file is saved as UTF-16; save it as UTF-8"
        return [_fault(shown_as, "seed-encoding", message)]
    if b"\x00" in content:
        return [_fault(shown_as, "seed-binary", "this is not a text file (it holds NUL bytes)")]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(LINE_END.split(content[: error.start].decode("utf-8")))
        message = f"byte {error.start + 1} is not UTF-8; save the text file as UTF-8"
        return [Fault(shown_as, line, 0, "seed-encoding", message)]
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        message = (
            f"the text has changed: its sha256 is {found}, the sidecar says {sha256}; "
            "restore the text, or check every line of the sidecar and state the new hash"
        )
        return [_fault(shown_as, "seed-changed", message)]
    return []


def _fault(shown_as: str, code: str, message: str) -> Fault:
    return Fault(shown_as, 0, 0, code, message)
