"""How much of the texts the questions cover, as a plain table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import COMPARE, Difficulty
from studyapp.reading.library import Library

KINDS = ("single", "multiple", "cloze", "short", "number", "order", "match", "locate")
DIFFICULTIES: tuple[str, ...] = get_args(Difficulty)
HEADINGS = ("", "paragraphs", "covered", "questions", *KINDS, *DIFFICULTIES)
GAP = "  "


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What is asked of an article, a module or everything.

    Attributes:
        covered: how many of the paragraphs are evidence of a question, of whichever module.
        kinds, difficulties: how many questions of each.
    """

    name: str
    paragraphs: int
    covered: int
    questions: int
    kinds: Counter[str]
    difficulties: Counter[str]


def coverage_rows(library: Library, questions: Sequence[PlacedQuestion]) -> list[CoverageRow]:
    """Return a row for each article with one for each of its modules below; the total is last."""
    cited = _cited(questions)
    rows = []
    for article in library.articles:
        prefix = f"{article.key}/"
        own = [placed for placed in questions if placed.module.startswith(prefix)]
        rows.append(_row(article.key, [p.id for p in article.paragraphs], cited, own))
        for module in article.modules:
            asked = [placed for placed in own if placed.module == prefix + module.key]
            ids = [paragraph.id for paragraph in module.paragraphs]
            rows.append(_row(f"{GAP}{module.key}", ids, cited, asked))
    comparing = [placed for placed in questions if placed.module == COMPARE]
    rows.append(_row(COMPARE, [], cited, comparing))
    rows.append(_row("total", library.paragraphs, cited, questions))
    return rows


def coverage_table(library: Library, questions: Sequence[PlacedQuestion]) -> str:
    """Return the rows as aligned lines."""
    table = [HEADINGS, *(_cells(row) for row in coverage_rows(library, questions))]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "".join(f"{_line(cells, widths)}\n" for cells in table)


def _cited(questions: Iterable[PlacedQuestion]) -> set[str]:
    return {entry.paragraph for placed in questions for entry in placed.question.evidence}


def _row(
    name: str, paragraphs: Iterable[str], cited: set[str], questions: Sequence[PlacedQuestion]
) -> CoverageRow:
    ids = set(paragraphs)
    return CoverageRow(
        name=name,
        paragraphs=len(ids),
        covered=len(ids & cited),
        questions=len(questions),
        kinds=Counter(placed.question.kind for placed in questions),
        difficulties=Counter(placed.question.difficulty for placed in questions),
    )


def _cells(row: CoverageRow) -> tuple[str, ...]:
    counts = [row.paragraphs, row.covered, row.questions]
    counts += [row.kinds[kind] for kind in KINDS]
    counts += [row.difficulties[difficulty] for difficulty in DIFFICULTIES]
    return row.name, *(str(count) for count in counts)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    numbers = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return GAP.join([cells[0].ljust(widths[0]), *numbers]).rstrip()
