"""Files that are no such upload are refused with a sentence, and fill no memory."""

import gzip
import io
import json
import resource
import stat
import zipfile
from random import Random

import pytest

from studyapp.web import UploadField
from tests.trusted import Tally
from tests.walls.form_fields import fields_of, form_classes
from tests.walls.world import World

MEGABYTE = 1024 * 1024
FORMS = {
    "UploadForm": "/account/data/upload",
    "RosterFileForm": "/classes/{class_id}/roster/import",
}
REFUSED = {(422, True), (413, True)}
SHOWN_WITH_FAULTS: dict[str, set[tuple[int, bool]]] = {
    "UploadForm": set(),
    "RosterFileForm": {(200, True)},
}
"""What can be read as lines is shown as the list it would be, with what is wrong with it."""
NAMES = (
    *("../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "C:\\my-data.json", "a/../../b.csv"),
    *("my-data.json/", "\u202enosj.atad-ym", "my-data.json\x01", "CON", "x" * 200),
)


def zipped(*files: tuple[str, bytes], mode: int = 0) -> bytes:
    """Return an archive of files; `mode` is what a Unix system would make of them."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name)
            entry.external_attr, entry.compress_type = mode << 16, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return body.getvalue()


def files() -> dict[str, bytes]:
    """Return files by what they are."""
    bomb, chance = zipped(("my-data.json", b" " * 80 * MEGABYTE)), Random(41)
    return {
        **{f"archive of {name!r}": zipped((name, b"{}")) for name in NAMES},
        "a link": zipped(("my-data.json", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777),
        "a device": zipped(("my-data.json", b""), mode=stat.S_IFCHR | 0o666),
        "a bomb": bomb,
        "a bomb in an archive": zipped(("my-data.zip", bomb)),
        "two thousand files": zipped(*((f"{n}.csv", b"") for n in range(2000))),
        "an empty archive": zipped(),
        "half an archive": bomb[: len(bomb) // 2],
        "gzip": gzip.compress(b"name\nAda\n"),
        "gzip of zeros": gzip.compress(bytes(20 * MEGABYTE)),
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>\x00',
        "HTML": b"<!doctype html><script>alert(1)</script>\x00",
        "PNG": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64),
        "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00",
        "a program": b"\x7fELF\x02\x01\x01" + bytes(64),
        "a database": b"SQLite format 3\x00" + bytes(200),
        "nothing": b"",
        "zeros": bytes(1000),
        "chance": chance.randbytes(5000),
        "no letters": b"\xff\xfe\xfd\x00\xd8",
        "deep JSON": b"[" * 50_000,
        "JSON of another": json.dumps({"format": "none"}).encode() + b"\x00",
    }


def refusals(world: World, address: str) -> dict[str, tuple[int, bool]]:
    """Return the status for each file, and whether a sentence says what is wrong."""
    told = {}
    for name, content in files().items():
        file = (io.BytesIO(content), "list.csv")
        response = world.ask("teacher", "POST", address, data={"file": file})
        said = 'role="alert"' in response.text or "standfirst" in response.text
        told[name] = (response.status_code, said)
    return told


def test_every_form_that_takes_a_file_is_tried() -> None:
    taking = {
        form.__name__
        for form in form_classes()
        if any(getattr(form, name).field_class is UploadField for name in fields_of(form))
    }

    assert taking == FORMS.keys()


@pytest.mark.trust(row=41)
@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_is_no_such_upload_is_refused(world: World, form: str, tally: Tally) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    told = refusals(world, FORMS[form].format(**world.shared["here"]))

    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    faults = {n: t for n, t in told.items() if t not in REFUSED | SHOWN_WITH_FAULTS[form]}
    tally.note(tried=len(told), held=len(told) - len(faults))
    assert faults == {}
    assert world.changed() == set()
    assert grown < 200 * MEGABYTE
