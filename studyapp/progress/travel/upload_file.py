"""Read the file that somebody took along from another server, and refuse what is none."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studyapp.errors import BadInputError

NAME_IN_ARCHIVE = "my-data.json"
FORMAT_NAME = "studyapp-learner"
FORMATS = (1, 2)
"""The first had no wordings of questions; see `FORMAT` in `accounts/own_data/queries.py`."""
MOST_DIGITS = 4

LARGEST_UPLOAD = 32 * 1024 * 1024
LARGEST_JSON = 128 * 1024 * 1024
"""In bytes; 100,000 answers are some 80 MB, and a quarter of that as an archive."""
MOST_VALUES = 8_000_000
"""A value takes up to 64 bytes and more in memory, however short it is in the file; 100,000 answers
hold some 4 million."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds: rows of tables by name, and the wording of question versions."""

    tables: Mapping[str, list[Row]]
    versions: list[Row]


def read_document(content: bytes) -> Document:
    """Return what an archive, or the JSON file out of one, holds.

    Raises:
        BadInputError: it is neither, is damaged, too large, or of another format.
    """
    text = _unpacked(content) if content[:2] == b"PK" else content
    if len(text) > LARGEST_JSON:
        raise BadInputError(
            f"The file holds more than {LARGEST_JSON >> 20} MB, too much to take in."
        )
    if sum(map(text.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise BadInputError(
            f"The file holds more than {MOST_VALUES:,} values, too many to take in."
        )
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            f"This is no {NAME_IN_ARCHIVE}: it holds no JSON. Choose the file you downloaded."
        ) from error
    _require_format(document)
    tables, versions = document.get("tables"), document.get("versions", [])
    if not isinstance(tables, dict) or not all(map(_are_rows, (versions, *tables.values()))):
        raise BadInputError("The file is damaged: its tables are no lists of rows.")
    return Document(tables, versions)


def _unpacked(content: bytes) -> bytes:
    damaged = "The ZIP file is damaged. Download it again and choose the new one."
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as archive,
            archive.open(NAME_IN_ARCHIVE) as packed,
        ):
            # What the archive says of its size may be a lie; reading stops just over the limit.
            return packed.read(LARGEST_JSON + 1)
    except KeyError as error:
        raise BadInputError(f"There is no {NAME_IN_ARCHIVE} in this ZIP file.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise BadInputError(damaged) from error
    except (RuntimeError, NotImplementedError) as error:
        raise BadInputError("The ZIP file is encrypted or packed in a way unknown here.") from error


def _require_format(document: object) -> None:
    name, _, number = str(_format_of(document)).partition("/")
    if name != FORMAT_NAME or not number.isdecimal() or len(number) > MOST_DIGITS:
        raise BadInputError(f"This is JSON, but no {NAME_IN_ARCHIVE} of a server like this one.")
    if int(number) > max(FORMATS):
        raise BadInputError(
            f"The file is of format {name}/{number}, newer than this server, which knows up to"
            f" {max(FORMATS)}. Update the server first."
        )
    if int(number) not in FORMATS:
        raise BadInputError(f"There is no format {name}/{number}.")


def _format_of(document: object) -> object:
    return document.get("format") if isinstance(document, dict) else None


def _are_rows(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON.")
