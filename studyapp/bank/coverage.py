"""How much of the texts the questions cover: rows of figures, and a plain table of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from studyapp.bank.bank_file import PlacedQuestion
from studyapp.bank.question import COMPARE, Difficulty
from studyapp.reading.library import Library

KINDS = ("single", "multiple", "cloze", "short", "number", "order", "match", "locate")
DIFFICULTIES: tuple[str, ...] = get_args(Difficulty)
RECALL = "recall"
HEADINGS = ("", "blocks", "covered", "exempt", "questions", *KINDS, *DIFFICULTIES, "beyond recall")
GAP = "  "


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What is asked of an article, a module or everything.

    Attributes:
        level: 0 for an article, `compare` and the total, 1 for a module.
        blocks: paragraphs that there are.
        covered: how many of them are evidence of a question, of whichever module.
        exempt: how many of the others need no question.
        open: ids of those that need one and have none.
        questions: how many there are; `kinds` and `difficulties`: how many of each.
        beyond_recall: how many ask for more than to remember what is said.
    """

    name: str
    level: int
    blocks: int
    covered: int
    exempt: int
    open: tuple[str, ...]
    questions: int
    kinds: Counter[str]
    difficulties: Counter[str]
    beyond_recall: int

    @property
    def figures(self) -> tuple[int, ...]:
        """Return the figures in the order of HEADINGS."""
        return (
            self.blocks,
            self.covered,
            self.exempt,
            self.questions,
            *(self.kinds[kind] for kind in KINDS),
            *(self.difficulties[difficulty] for difficulty in DIFFICULTIES),
            self.beyond_recall,
        )


def coverage_rows(
    library: Library, questions: Sequence[PlacedQuestion], not_asked: Mapping[str, str]
) -> list[CoverageRow]:
    """Return a row for each article with one for each of its modules below; the total is last."""
    cited = {paragraph for placed in questions for paragraph in placed.question.paragraphs}
    rows = []
    for article in library.articles:
        prefix = f"{article.key}/"
        own = [placed for placed in questions if placed.module.startswith(prefix)]
        ids = [paragraph.id for paragraph in article.paragraphs]
        rows.append(_row(article.key, 0, ids, cited, not_asked, own))
        for module in article.modules:
            asked = [placed for placed in own if placed.module == prefix + module.key]
            ids = [paragraph.id for paragraph in module.paragraphs]
            rows.append(_row(module.key, 1, ids, cited, not_asked, asked))
    comparing = [placed for placed in questions if placed.module == COMPARE]
    rows.append(_row(COMPARE, 0, [], cited, not_asked, comparing))
    rows.append(_row("total", 0, library.paragraphs, cited, not_asked, questions))
    return rows


def coverage_table(rows: Sequence[CoverageRow]) -> str:
    """Return the rows as aligned columns, then what has no question yet."""
    table = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [_line(cells, widths) for cells in table]
    lines += [
        f"without a question in {row.name}: {', '.join(row.open)}"
        for row in rows
        if row.level == 1 and row.open
    ]
    return "".join(f"{line}\n" for line in lines)


def _row(
    name: str,
    level: int,
    paragraphs: Iterable[str],
    cited: Collection[str],
    not_asked: Mapping[str, str],
    questions: Sequence[PlacedQuestion],
) -> CoverageRow:
    ids = list(paragraphs)
    uncited = [paragraph_id for paragraph_id in ids if paragraph_id not in cited]
    missing = tuple(paragraph_id for paragraph_id in uncited if paragraph_id not in not_asked)
    return CoverageRow(
        name=name,
        level=level,
        blocks=len(ids),
        covered=len(ids) - len(uncited),
        exempt=len(uncited) - len(missing),
        open=missing,
        questions=len(questions),
        kinds=Counter(placed.question.kind for placed in questions),
        difficulties=Counter(placed.question.difficulty for placed in questions),
        beyond_recall=sum(placed.question.skill != RECALL for placed in questions),
    )


def _cells(row: CoverageRow) -> tuple[str, ...]:
    return GAP * row.level + row.name, *(str(figure) for figure in row.figures)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    numbers = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return GAP.join([cells[0].ljust(widths[0]), *numbers]).rstrip()
