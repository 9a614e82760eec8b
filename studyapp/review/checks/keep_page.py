"""What pages say of the questions that a learner keeps in their review, and of those they leave."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from studyapp.bank.catalogue import StoredQuestion, language_in
from studyapp.bank.kind_words import KIND_WORDS
from studyapp.bank.queries import catalogue
from studyapp.review.queries import lasting_rests, states_among
from studyapp.review.session.new_queries import waiting_ids
from studyapp.review.session.resting import LEECH, LEFT_OUT


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a learner holds the questions of a module, by id and in its order.

    Attributes:
        rests: why those rest that do so until they are woken.
        waiting: those not asked yet that wait to be.
    """

    questions: tuple[StoredQuestion, ...]
    met: frozenset[int]
    rests: dict[int, str]
    waiting: frozenset[int]

    @property
    def unmet(self) -> list[int]:
        """Return the questions not asked yet."""
        return [stored.id for stored in self.questions if stored.id not in self.met]

    def boxes(self, *, met: bool) -> list[dict[str, Any]]:
        """Return a box for each question asked already, or for each that is not."""
        served = catalogue()
        shown = (stored for stored in self.questions if (stored.id in self.met) is met)
        return [
            self._box(stored) | {"language": language_in(served, stored.module)} for stored in shown
        ]

    def _box(self, stored: StoredQuestion) -> dict[str, Any]:
        reason = self.rests.get(stored.id)
        words = KIND_WORDS[stored.question.kind]
        is_in = stored.id in self.met if reason != LEFT_OUT else False
        return {
            "id": stored.id,
            "stem": stored.question.stem,
            "note": f"{words}, missed so often that it rests" if reason == LEECH else words,
            "checked": is_in or stored.id in self.waiting,
        }


def keeping_of(learner_id: int | None, questions: tuple[StoredQuestion, ...]) -> Keeping:
    """Return how a learner holds some questions; a visitor holds none."""
    if learner_id is None:
        return Keeping(questions, frozenset(), {}, frozenset())
    ids = {stored.id for stored in questions}
    return Keeping(
        questions,
        frozenset(states_among(learner_id, ids)),
        {n: reason for n, reason in lasting_rests(learner_id).items() if n in ids},
        frozenset(waiting_ids(learner_id) & ids),
    )


def kept_values(keeping: Keeping, module: str, run_id: str, asked: set[int]) -> dict[str, Any]:
    """Return what the result of a check says of what was asked in it, and of the rest.

    Args:
        asked: what the check has asked.
    """
    own = asked & keeping.met
    left_out = {n for n in own if keeping.rests.get(n) == LEFT_OUT}
    return {
        "asked": len(own),
        "left_out": len(left_out),
        "more": len(keeping.unmet) - len(keeping.waiting),
        "waiting": len(keeping.waiting),
        "url": url_for("keep.show_keep", module=module),
        "leave_out_url": url_for("keep.leave_all_out", module=module, run_id=run_id),
        "take_back_url": url_for("keep.take_all_back", module=module, run_id=run_id),
        "take_more_url": url_for("keep.take_more", module=module, run_id=run_id),
    }
