"""The content files of a small bank, to be edited and stored."""

from datetime import datetime, timedelta
from pathlib import Path

from studyapp.bank.operations import SyncResult, sync_content, sync_if_changed
from studyapp.bank.queries import catalogue
from tests.bank.builders import COMPARE, MILL, write_bank, write_seeds
from tests.conftest import NOON

RENT = "oak-mill-rent"
LATER = NOON + timedelta(days=1)


class Folders:
    """Two texts and the questions about them, without a fault."""

    def __init__(self, parent: Path) -> None:
        self.seeds = write_seeds(parent)
        self.bank = write_bank(parent, MILL, COMPARE)
        self.mill = self.bank / "oak-1950/mill.yaml"

    def edit(self, old: str, new: str) -> None:
        """Change what stands once in the questions about the mill."""
        before = self.mill.read_text(encoding="utf-8")
        assert before.count(old) == 1
        self.mill.write_text(before.replace(old, new), encoding="utf-8")

    def restore(self) -> None:
        self.mill.write_text(MILL, encoding="utf-8")

    def break_rule(self) -> None:
        """Bring in an error that keeps the questions about the mill out."""
        self.edit("difficulty: hard\n    skill: recall", "difficulty: extreme\n    skill: recall")

    def sync(self, now: datetime = NOON) -> SyncResult:
        return sync_content(self.seeds, self.bank, now=now)

    def sync_if_changed(self) -> SyncResult:
        return sync_if_changed(self.seeds, self.bank, now=LATER)


def keys() -> set[str]:
    """Return the ids of the questions that are served."""
    return {asked.question.id for asked in catalogue().questions.values()}
