"""Two made-up articles and a bank that asks about them, on disk, without a fault."""

import hashlib
from pathlib import Path

from studyapp.bank.bank_file import PlacedBankFile, PlacedQuestion, read_bank
from studyapp.reading.library import Library, read_library

MARK = "¤"

SEEDS = {
    "000_oak.txt": """\
The mill at Lower Oak

The miller of Lower Oak kept nine geese, sold no eggs and paid his rent in flour until 1931.

He wrote: “I trust the river – not the council.”
The council never answered him.

The fire began in the bakery, and the fire took the school, and the fire took the church.

Nobody was charged, and nobody asked the miller.
""",
    "001_elm.txt": """\
A bridge for Elm

The widow Harrow built the bridge at Elm in 1902 with her own money.

A toll of four pence was asked until the great flood.
""",
}

SIDECARS = {
    "oak-1950": """\
format: studyapp-source/1
key: oak-1950
file: 000_oak.txt
sha256: SHA256
label: Oak 1950
source: {title: The mill at Lower Oak, author: Ann Oak, publisher: null, date: 1950-05, \
tendency: Speaks for the millers.}
metadata: [{line: 1, holds: title}]
blocks: [{lines: 5-6, kind: quotation}]
modules:
  - {key: mill, title: The miller, lines: 3-6}
  - {key: fire, title: The fire, editorial_title: true, lines: 8-10}
""",
    "elm": """\
format: studyapp-source/1
key: elm
file: 001_elm.txt
sha256: SHA256
label: Elm
source: {title: A bridge for Elm, author: null, publisher: null, date: null, \
tendency: Speaks for nobody.}
metadata: [{line: 1, holds: title}]
modules:
  - {key: bridge, title: The bridge, lines: 3-5}
""",
}

MILL = """\
format: studyapp-bank/1
module: oak-1950/mill
questions:
  - id: oak-mill-rent
    kind: single
    stem: In what, according to Oak, did the miller pay his rent?
    options:
      - text: Flour
        correct: true
      - text: Coins
        why: Oak speaks of no money.
      - {text: Wool, why: Oak gives him geese and no sheep.}
    explanation: Rent in kind was common. Oak makes it a point of pride.
    evidence:
      - paragraph: oak-1950:3
        quote: paid his rent in flour
    difficulty: easy
    skill: recall
    tags: [rent, miller]
  - id: oak-mill-habits
    kind: multiple
    stem: What does Oak say of the miller? Select all that apply.
    options:
      - {text: He kept geese, correct: yes}
      - {text: He sold no eggs, correct: yes}
      - {text: He owed the baker, why: Oak names no debt.}
      - {text: He left in 1930, why: Oak follows him until 1931.}
    explanation: The list shows how little he needed.
    evidence: [{paragraph: oak-1950:3, quote: "kept nine geese, sold no eggs"}]
    difficulty: medium
    skill: argument
  - id: oak-mill-trust
    kind: cloze
    stem: Complete what the miller writes in Oak.
    text: He trusts the {1}, and has no such faith in the {2}.
    answers:
      - [river, stream]
      - [council, parish council]
    wrong:
      - {answer: baker, why: The baker is not part of the letter.}
      - {answer: river, why: That is what he does trust.}
    explanation: The contrast carries the passage.
    evidence:
      - {paragraph: oak-1950:5, quote: I trust the river – not the council.}
    difficulty: easy
    skill: cause
  - id: oak-mill-silent-body
    kind: short
    stem: Which body in Oak left the letter without a reply?
    answers: [council, town council]
    wrong: [{answer: The church, why: It is named in the next passage.}]
    explanation: Silence is what the miller complains of.
    evidence: [{paragraph: oak-1950:5, quote: council.” The council never}]
    difficulty: easy
    skill: recall
  - id: oak-mill-last-year
    kind: number
    stem: Until what year does Oak follow the miller?
    answer: 1931
    tolerance: 1
    unit: years
    wrong: [{answer: "1,902", why: Elm names that year.}]
    explanation: The year closes the passage.
    evidence: [{paragraph: oak-1950:3, quote: in flour until 1931.}]
    difficulty: hard
    skill: recall
  - id: oak-mill-order
    kind: order
    stem: Put in order what Oak says of the miller, earliest first.
    items: [geese, eggs, rent]
    explanation: Oak lists them in this order.
    evidence: [{paragraph: oak-1950:3, quote: The miller of Lower Oak}]
    difficulty: medium
    skill: recall
  - id: oak-mill-pairs
    kind: match
    stem: Match what belongs together in Oak.
    pairs:
      - {left: nine, right: geese kept}
      - {left: none, right: eggs sold}
      - {left: flour, right: rent paid}
    explanation: Each stands in the opening sentence.
    evidence: [{paragraph: oak-1950:3, quote: kept nine geese}]
    difficulty: medium
    skill: recall
  - id: oak-mill-find-letter
    kind: locate
    stem: Find the paragraph in which Oak lets the miller speak.
    targets: [oak-1950:5]
    explanation: Only here does he have a voice.
    evidence: [{paragraph: oak-1950:5, quote: “I trust the}]
    difficulty: hard
    skill: place
"""

COMPARE = """\
format: studyapp-bank/1
module: compare
questions:
  - id: compare-money
    kind: match
    stem: Match each source with what it says was paid.
    pairs:
      - {left: Oak, right: flour}
      - {left: Elm, right: pence}
      - {left: neither, right: gold}
    explanation: Both sources care for who pays.
    evidence:
      - {paragraph: oak-1950:3, quote: paid his rent in flour}
      - {paragraph: elm:5, quote: A toll of four pence}
    difficulty: medium
    skill: comparison
"""


def write_seeds(parent: Path) -> Path:
    """Write both articles into a new folder `seeds`."""
    folder = parent / "seeds"
    folder.mkdir()
    for name, text in SEEDS.items():
        (folder / name).write_text(text, encoding="utf-8")
    for (key, sidecar), text in zip(SIDECARS.items(), SEEDS.values(), strict=True):
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        (folder / f"{key}.yaml").write_text(sidecar.replace("SHA256", sha256), encoding="utf-8")
    return folder


def write_bank(parent: Path, *texts: str) -> Path:
    """Write each text into the folder `question_bank`, where its module belongs."""
    folder = parent / "question_bank"
    for text in texts:
        module = text.partition("module: ")[2].partition("\n")[0]
        path = folder / f"{module}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def make_library(parent: Path) -> Library:
    """Return both articles as they are read from disk."""
    library, faults = read_library(write_seeds(parent))
    assert not faults, [str(fault) for fault in faults]
    return library


def make_questions(parent: Path, *texts: str) -> list[PlacedQuestion]:
    """Return the questions of bank files that have no error of form."""
    return [placed for file in make_files(parent, *texts) for placed in file.questions]


def make_files(parent: Path, *texts: str) -> list[PlacedBankFile]:
    """Return bank files that have no error of form."""
    files, faults = read_bank(write_bank(parent, *texts))
    assert not faults, [str(fault) for fault in faults]
    return files


def edited(text: str, old: str, new: str) -> tuple[str, int, int]:
    """Replace what stands once in a text; return line and column of the mark in `new` as well."""
    assert text.count(old) == 1, old
    before, mark, after = text.replace(old, new).partition(MARK)
    assert mark, new
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")
