"""The shipped texts as their files say it, read without the app, and what the app makes of them."""

import csv
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import yaml

from studyapp.bank.bank import CheckedContent, check_content
from studyapp.bank.export import export_content
from studyapp.places import ROOT

SEEDS = ROOT / "seeds"
BANK = ROOT / "question_bank"
ARTICLES = ("north-2023", "cwi-2003", "unsigned", "malvar-2021", "woods-2003")


@dataclass(frozen=True)
class Seed:
    """A text and its sidecar as they stand on disk.

    Attributes:
        lines: every line with words by its number from 1, white space folded.
        sidecar: every scalar as text.
    """

    lines: dict[int, str]
    sidecar: dict[str, Any]

    def entries(self, name: str) -> list[Any]:
        """Return a list of the sidecar, empty where it has none."""
        found: list[Any] = self.sidecar.get(name, [])
        return found

    def acts(self) -> list[tuple[int, str]]:
        """Return each line with words that an act names, with the name of the act."""
        named = [(entry["line"], "metadata") for entry in self.entries("metadata")]
        named += [(line, "heading") for line in self.entries("headings")]
        named += [(part["line"], "part") for part in self.entries("parts") if "line" in part]
        for act in ("drop", "join", "blocks"):
            named += [(entry["lines"], act) for entry in self.entries(act)]
        return [(n, act) for lines, act in named for n in line_range(lines) if n in self.lines]

    def lines_of(self, *acts: str) -> list[int]:
        """Return the lines with words that any of the acts names, in order."""
        return sorted(n for n, act in self.acts() if act in acts)

    def groups(self) -> list[list[int]]:
        """Return the lines of each paragraph: those of a join or block together, others alone."""
        apart = self.lines_of("metadata", "heading", "part", "drop")
        together = {
            n: line_range(entry["lines"])[0]
            for entry in chain(self.entries("join"), self.entries("blocks"))
            for n in line_range(entry["lines"])
        }
        groups: dict[int, list[int]] = {}
        for n in self.lines:
            if n not in apart:
                groups.setdefault(together.get(n, n), []).append(n)
        return list(groups.values())

    def kept(self, line: int) -> str:
        """Return what is to be served of a line: all but a caption and marks of emphasis."""
        text = self.lines[line]
        if self.sidecar.get("emphasis") == "asterisks":
            text = text.replace("*", "")
        for caption in self.entries("captions"):
            if caption["line"] == str(line):
                text = text.removeprefix(caption["text"]).strip()
        return text


@cache
def seed(key: str) -> Seed:
    """Return a text with its sidecar."""
    text = (SEEDS / f"{key}.yaml").read_bytes().decode()
    # BaseLoader makes nothing but text, lists and mappings.
    sidecar = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    lines = (SEEDS / sidecar["file"]).read_bytes().decode().split("\n")
    return Seed({n: folded(line) for n, line in enumerate(lines, 1) if line.strip()}, sidecar)


@cache
def checked() -> CheckedContent:
    """Return the shipped content as the app reads it."""
    return check_content(SEEDS, BANK)


@cache
def exported() -> dict[str, Any]:
    """Return the shipped content as the app exports it."""
    return export_content(checked().library, checked().questions)


def article(key: str) -> dict[str, Any]:
    """Return an article of the export."""
    found: dict[str, Any] = next(a for a in exported()["articles"] if a["key"] == key)
    return found


def paragraphs(key: str) -> list[dict[str, Any]]:
    """Return the exported paragraphs of an article in order."""
    return [p for module in article(key)["modules"] for p in module["paragraphs"]]


def text_of(key: str) -> str:
    """Return all that is served of an article as one line."""
    return folded(" ".join(paragraph["text"] for paragraph in paragraphs(key)))


def register(key: str) -> list[list[str]]:
    """Return number, hash and sketch of each entry in an article's register."""
    with (SEEDS / f"{key}.ids.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def folded(text: str) -> str:
    return " ".join(text.split())


def line_range(lines: str) -> range:
    """Return the line numbers of `7` or `24-26`."""
    first, _, last = lines.partition("-")
    return range(int(first), int(last or first) + 1)
