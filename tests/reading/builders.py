"""A made-up text of a few lines, its sidecar, and short ways to parse one."""

import hashlib
from pathlib import Path

from studyapp.reading.article import Article, Module, Paragraph
from studyapp.reading.paragraph_ids import RegisterEntry
from studyapp.reading.parsing import ParsedSource, parse_source
from studyapp.reading.sidecar import Sidecar
from studyapp.yaml_files.faults import Fault

TEXT = """\
The mill at Oak

Ann Oak

A heron on the roof. The miller kept nine geese.

The flood

The river rose by night, and the miller
climbed to the loft.

He left the

geese behind.

Write to the editors.
"""

SIDECAR = """\
format: studyapp-source/1
key: oak
file: oak.txt
sha256: SHA256
label: Oak
source:
  title: The mill at Oak
  author: Ann Oak
  publisher: null
  date: null
  tendency: Speaks for the millers.
metadata:
  - {line: 1, holds: title}
  - {line: 3, holds: author}
drop:
  - {lines: 16, reason: contact footer}
join:
  - {lines: 12-14, reason: a page break parts "the" from "geese"}
captions:
  - {line: 5, text: A heron on the roof., reason: a picture caption}
blocks:
  - {lines: 9-10, kind: quotation}
headings: [7]
modules:
  - {key: mill, title: The mill, editorial_title: true, lines: 5}
  - {key: flood, title: The flood, lines: 7-14}
"""


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_source(folder: Path, sidecar: str = SIDECAR, content: bytes = TEXT.encode()) -> Path:
    """Write a text and a sidecar that states its hash; return the sidecar's path."""
    folder.mkdir(exist_ok=True)
    (folder / "oak.txt").write_bytes(content)
    path = folder / "oak.yaml"
    path.write_text(sidecar.replace("SHA256", sha256_of(content)), encoding="utf-8")
    return path


def make_sidecar(**changes: object) -> Sidecar:
    """Return a sidecar that names no line but puts all of them into one module."""
    values: dict[str, object] = {
        "format": "studyapp-source/1",
        "key": "oak",
        "file": "oak.txt",
        "sha256": "0" * 64,
        "label": "Oak",
        "source": make_source_data(),
        "modules": [{"key": "all", "title": "All", "lines": "1-99"}],
    }
    return Sidecar.model_validate(values | changes)


def make_source_data(**changes: object) -> dict[str, object]:
    stated = {"title": "Oak", "tendency": "Speaks for nobody."}
    return stated | dict.fromkeys(("author", "publisher", "date")) | changes


def parse(
    text: str, register: tuple[RegisterEntry, ...] = (), **changes: object
) -> tuple[ParsedSource | None, list[Fault]]:
    """Parse a text by the sidecar that `make_sidecar` gives."""
    return parse_source(
        make_sidecar(**changes),
        text.splitlines(),
        register,
        file="seeds/oak.yaml",
        seed_file="seeds/oak.txt",
        locate=lambda path: (7, len(path)),
    )


def parsed(text: str, **changes: object) -> Article:
    """Return the article of a text without a fault."""
    source, faults = parse(text, (), **changes)
    assert source is not None, [str(fault) for fault in faults]
    assert faults == []
    return source.article


def make_paragraph(**changes: object) -> Paragraph:
    values: dict[str, object] = {"id": "oak:1", "number": 1, "section": None, "kind": "prose"}
    return Paragraph(**(values | {"text": "The miller kept nine geese."} | changes))  # type: ignore[arg-type]


def make_module(*texts: str) -> Module:
    paragraphs = [
        make_paragraph(id=f"oak:{n}", number=n, text=text) for n, text in enumerate(texts, 1)
    ]
    return Module("mill", "The mill", editorial_title=False, part=1, paragraphs=tuple(paragraphs))
