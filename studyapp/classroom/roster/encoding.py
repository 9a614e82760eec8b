"""The bytes of a roster file become text, whichever program has written them."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from studyapp.errors import BadInputError

_MARKS = (
    (BOM_UTF8, "utf-8", "UTF-8"),
    (BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the name of the character set it was read in."""

    text: str
    charset: str


def decode_roster(content: bytes) -> Decoded:
    """Read a file by its mark, else as UTF-8, else as Windows-1252.

    Raises:
        BadInputError: it is a workbook, or no text in any of these.
    """
    if content.startswith(_WORKBOOKS):
        raise BadInputError(
            "This is a workbook of a spreadsheet program. Save it as CSV there and choose that."
        )
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], codec, name)
    if b"\0" in content:
        return _decoded(content, _likely_utf16(content), "UTF-16")
    try:
        return Decoded(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252", "Windows-1252")


def _likely_utf16(content: bytes) -> str:
    """Tell by which half of the pairs is empty: that of the high bytes, for Latin letters."""
    is_big_endian = content[::2].count(0) > content[1::2].count(0)
    return "utf-16-be" if is_big_endian else "utf-16-le"


def _decoded(content: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(content.decode(codec), name)
    except UnicodeDecodeError as error:
        raise BadInputError(
            "The letters of this file cannot be read. Save it as CSV in UTF-8 and choose it again."
        ) from error
