"""A quiz as it was frozen when it was first used: what every attempt, form and statistic reads."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.question import Question


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """A question of a frozen quiz, in the version that is asked; `position` counts from 1."""

    position: int
    question_version_id: int
    question_id: int
    question_key: str
    module: str
    question: Question

    @property
    def stored(self) -> StoredQuestion:
        """The question as the catalogue holds those of today."""
        return StoredQuestion(
            self.question_id, self.question_version_id, self.module, self.question
        )


@dataclass(frozen=True, slots=True)
class FrozenQuiz:
    """A version of a quiz; it never changes.

    Attributes:
        draw_count: how many of the items each learner gets; None for all of them.
        shuffles: each learner gets the items in an order of their own.
    """

    version_id: int
    quiz_id: int
    number: int
    title: str
    draw_count: int | None
    shuffles: bool
    items: tuple[FrozenItem, ...]


def content_hash(
    title: str, draw_count: int | None, shuffles: bool, version_ids: Sequence[int]
) -> str:
    """Return what tells versions of a quiz apart: 32 hexadecimal digits of SHA-256."""
    content = json.dumps([title, draw_count, shuffles, list(version_ids)])
    return hashlib.sha256(content.encode()).hexdigest()[:32]
