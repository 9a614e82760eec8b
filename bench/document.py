"""docs/performance.md: the table of a run, and what is to be said of it."""

from collections.abc import Sequence

from bench.accepted import WORSE
from bench.rows import Row
from bench.table import table_text, tally_text

WHY_MISSED = {
    1: "it lies at its limit, within a tenth on either side from one run to the next",
    3: "a page of a learner holds margins and checks of its own, so no bare bytes are ready for it",
    6: "what lies between a bare Flask and ours is counted in decision 5",
    7: "what lies between a bare Flask and ours is counted in decision 5",
    10: "the shortest log is of one day, and the page shows as many days as there are",
    11: "what a question is takes as long to check as its YAML takes to read",
    14: "the page around what is found costs a learner more than finding it",
    15: "the client and the hashes share the cores of the server here",
    16: "texts, questions and pages stay in memory, which saves reading them for each request",
    18: "SQLAlchemy and rapidfuzz are most of it, and each of the others is asked for by a feature",
    20: "Anki keeps the queue of its one user in memory and schedules in Rust: decision 5",
}
"""Why rows that miss what is owed are left as they are, by number."""


def document(rows: Sequence[Row], worse: Sequence[str], machine: str) -> str:
    """Return the text of docs/performance.md.

    Args:
        rows: the table, in its order.
        worse: sentences about ratios that got worse.
        machine: when and where it was measured.
    """
    missed = [row for row in rows if row.verdict == "missed"]
    lines = [
        "# What the app costs, measured",
        "",
        "Written by `python3 -m bench --out docs/performance.md`; not to be edited by hand.",
        "Each operation stands beside its limit, measured in turns in the same run; what rows",
        "and columns mean stands in [bench/README.md](../bench/README.md). A live quiz with a",
        "crowd is measured by `python3 -m bench live`; how far a machine goes stands in",
        "[deploying.md](deploying.md).",
        "",
        f"{machine}",
        "",
        table_text(rows),
        "",
        f"{tally_text(rows)}.",
        "",
        "## Missed",
        "",
        *(missed_lines(missed) or ["Nothing."]),
        "",
        "## Worse than accepted",
        "",
        f"A ratio is worse when it is more than {WORSE} times the one in `bench/accepted.json`.",
        "",
        *([f"- {sentence}" for sentence in worse] or ["None is."]),
        "",
    ]
    return "\n".join(lines)


def missed_lines(missed: Sequence[Row]) -> list[str]:
    """Say of each row that is owed more why it is as it is."""
    numbers = sorted({row.number for row in missed})
    return [f"- Row {n}: {WHY_MISSED.get(n, 'not explained yet')}." for n in numbers]
