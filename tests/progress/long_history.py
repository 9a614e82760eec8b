"""A learner over more than a year who does everything that the log can hold, in any order."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import grade
from studyapp.errors import ConflictError
from studyapp.review.log.late_operations import record_late_answer
from studyapp.review.modes import Mode
from studyapp.review.rating import Confidence
from studyapp.zones import zone_named
from tests.conftest import NOON
from tests.review.builders import ZONE, give, make_answer
from tests.review.histories import ZONES, History

STARTS = NOON - timedelta(days=420)
LONGEST_WAIT_HOURS = 260
CONFIDENCES: tuple[Confidence | None, ...] = (None, "guessed", "fairly", "sure")
MODES: tuple[Mode, ...] = ("check", "review", "review", "review", "new", "retry", "cram", "class")


@dataclass
class LongHistory(History):
    """One learner whose clock goes on, now and then back, in zones all over the world."""

    clock: datetime = field(default=STARTS)

    def moment(self) -> datetime:
        """Return a moment around the clock, which goes on by up to eleven days."""
        self.clock += timedelta(hours=self.chance.randint(0, LONGEST_WAIT_HOURS))
        return self.clock + timedelta(hours=self.chance.randint(-40, 10))

    def act(self, questions: list[StoredQuestion]) -> None:
        """Answer in some mode, late or at once, or do what any history does."""
        what = self.chance.random()
        if what < 0.5:
            self._answer(self.chance.choice(questions))
        elif what < 0.6:
            self._answer_late(self.chance.choice(questions))
        else:
            super().act(questions)

    def _answer(self, stored: StoredQuestion) -> None:
        known = {answer.question_id for answer in self.answers}
        answer = give(
            self.learner_id,
            stored,
            self.chance.getrandbits(100),
            right=self.chance.random() < 0.8,
            mode=self.chance.choice(MODES) if stored.id in known else "new",
            now=self.moment(),
            zone=zone_named(self.chance.choice(ZONES)) or ZONE,
            confidence=self.chance.choice(CONFIDENCES),
            milliseconds=self.chance.choice((None, 900, 12_000, 90_000)),
        )
        self.answers.append(answer)

    def _answer_late(self, stored: StoredQuestion) -> None:
        answer = make_answer(stored, self.chance.getrandbits(100), right=self.chance.random() < 0.8)
        recorded = record_late_answer(
            self.learner_id,
            answer,
            grade(stored.question, answer.given),
            zone=zone_named(self.chance.choice(ZONES)) or ZONE,
            answered_at=self.moment() - timedelta(days=self.chance.randint(0, 30)),
            now=self.clock,
        )
        self.answers.append(recorded)


def live_long(learner_id: int, seed: int, acts: int, questions: list[StoredQuestion]) -> None:
    """Let so many things happen between a learner and some questions."""
    history = LongHistory(learner_id, Random(seed))
    for _ in range(acts):
        with suppress(ConflictError):  # a second try at what was taken back meanwhile
            history.act(questions)
