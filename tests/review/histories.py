"""Learners who answer, take back and mark as chance has it, through the real operations."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.errors import ConflictError, NotFoundError
from studyapp.review.log.queries import RecordedAnswer
from studyapp.review.modes import Mode
from studyapp.review.operations import insist_on_answer, mark_as_guess, undo_answer
from studyapp.zones import zone_named
from tests.conftest import NOON
from tests.review.builders import ZONE, give

LONGEST_HISTORY = 12
QUESTIONS = 3
ZONES = ("UTC", "Asia/Tokyo", "America/Lima", "Pacific/Kiritimati")


@dataclass
class History:
    """One learner who answers, takes back and marks as chance has it."""

    learner_id: int
    chance: Random
    answers: list[RecordedAnswer] = field(default_factory=list)

    def moment(self) -> datetime:
        """Return when the next thing happens."""
        return NOON + timedelta(hours=self.chance.randint(-48, 24 * 60))

    def act(self, questions: list[StoredQuestion]) -> None:
        """Do one thing, at any time: clocks of devices differ and run backwards."""
        now = self.moment()
        zone = zone_named(self.chance.choice(ZONES)) or ZONE
        what = self.chance.random()
        if what < 0.6 or not self.answers:
            number = self.chance.getrandbits(100)
            right, stored = self.chance.random() < 0.6, self.chance.choice(questions)
            known = {answer.question_id for answer in self.answers}
            mode: Mode = "retry" if what < 0.1 and stored.id in known else "review"
            changes: dict[str, Any] = {"right": right, "now": now, "zone": zone, "mode": mode}
            with suppress(ConflictError):  # a retry of what was taken back meanwhile
                self.answers.append(give(self.learner_id, stored, number, **changes))
            return
        earlier = self.chance.choice(self.answers[-3:]).answer_id
        try:
            if what < 0.8:
                undo_answer(self.learner_id, earlier, zone=zone, now=now)
            else:
                change = mark_as_guess if what < 0.9 else insist_on_answer
                self.answers.append(change(self.learner_id, earlier, zone=zone, now=now))
        except (ConflictError, NotFoundError):
            # Chance also picks what cannot be taken back; a refusal must change nothing.
            return


def live_through(histories: list[History], chance: Random) -> None:
    """Let every history happen, one act of anybody after the other."""
    questions = list(catalogue().questions.values())
    acts = [h for h in histories for _ in range(chance.randint(1, LONGEST_HISTORY))]
    chance.shuffle(acts)
    for history in acts:
        first = history.learner_id % (len(questions) - QUESTIONS)
        history.act(questions[first : first + QUESTIONS])
