"""A plausible year of one learner: reads, meets questions, reviews them, forgets, pauses.

Everything happens through the operations that the pages use, so that the log, the memory, the days
and the reading hang together as they do for people.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.grading import grade
from studyapp.bank.queries import catalogue
from studyapp.reading.article import Article, Module
from studyapp.reading.operations import save_place
from studyapp.reading.pace import step_between
from studyapp.review.learner_day import learner_day
from studyapp.review.memory import recall
from studyapp.review.modes import Mode
from studyapp.review.operations import record_answer, undo_answer
from studyapp.review.queries import due_ids, memories_of
from studyapp.review.rating import Confidence
from tests.conftest import NOON
from tests.review.builders import make_answer

BERLIN = ZoneInfo("Europe/Berlin")
MODULE_EVERY_DAYS = 7
NEW_A_SESSION, DUE_A_SESSION = 4, 25
HOLIDAY = range(150, 171)
"""Days without any study, after which a backlog waits."""
STUDY_SHARE = 0.72
"""Of the other days, so many see a session."""


@dataclass
class Year:
    """One learner on the way through a year.

    Attributes:
        now: the moment that things happen at; it only goes on.
        answers: how many were given.
    """

    learner_id: int
    served: Catalogue
    chance: Random
    now: datetime
    answers: int = 0

    def read(self, article: Article, module: Module) -> None:
        """Read a module from its first paragraph to its last at 180 to 260 words a minute."""
        key, last = (article.key, module.key), module.paragraphs[-1].number
        place = module.paragraphs[0].number
        save_place(self.learner_id, key, place, finished=False, now=self.now)
        for paragraph in module.paragraphs[1:]:
            words = step_between(module, place, paragraph.number, 0).words
            seconds = words / self.chance.uniform(180, 260) * 60
            self.now += timedelta(seconds=seconds)
            save_place(
                self.learner_id,
                key,
                paragraph.number,
                finished=paragraph.number == last,
                now=self.now,
                step=step_between(module, place, paragraph.number, seconds),
                day=self.today,
            )
            place = paragraph.number

    def review(self) -> None:
        """Answer some of what is due, as well as memory says."""
        memories = memories_of(self.learner_id)
        for question_id in sorted(due_ids(self.learner_id, self.today))[:DUE_A_SESSION]:
            self.answer(question_id, recall(memories[question_id], self.today), "review")

    def meet(self, question_ids: list[int]) -> None:
        """Answer questions for the first time."""
        for question_id in question_ids:
            self.answer(question_id, 0.7, "new")

    def answer(self, question_id: int, likely: float, mode: Mode) -> None:
        """Answer a question, rightly with that likelihood; a few answers are taken back."""
        self.answers += 1
        seconds = min(60.0, self.chance.lognormvariate(2.6, 0.5))
        self.now += timedelta(seconds=seconds + 4)
        stored: StoredQuestion = self.served.questions[question_id]
        right = self.chance.random() < likely
        answer = make_answer(
            stored,
            right=right,
            answer_id=str(UUID(int=self.learner_id << 64 | self.answers)),
            mode=mode,
            milliseconds=round(seconds * 1000),
            confidence=self._confidence(right=right),
        )
        graded = grade(stored.question, answer.given)
        record_answer(self.learner_id, answer, graded, zone=BERLIN, now=self.now)
        if self.chance.random() < 0.01:
            undo_answer(self.learner_id, answer.answer_id, zone=BERLIN, now=self.now)

    @property
    def today(self) -> date:
        """Return the learner's own day."""
        return learner_day(self.now, BERLIN)

    def _confidence(self, *, right: bool) -> Confidence | None:
        """Say how sure the learner was: mostly nothing, and not always what is right."""
        if self.chance.random() < 0.55:
            return None
        weights = (1, 3, 8) if right else (4, 4, 2)
        words: tuple[Confidence, ...] = ("guessed", "fairly", "sure")
        return self.chance.choices(words, weights)[0]


def live_a_year(
    learner_id: int, *, days: int = 365, until: datetime = NOON, seed: int = 1929
) -> Year:
    """Let a learner study for so many days, up to the eve of `until`; about 10 answers a day.

    Needs an app context and the stored content.
    """
    served = catalogue()
    year = Year(learner_id, served, Random(seed), until - timedelta(days=days))
    modules = list(served.modules.items())
    waiting: list[int] = []
    for n in range(days):
        morning = (until - timedelta(days=days - n)).astimezone(UTC)
        year.now = morning + timedelta(minutes=year.chance.randint(0, 8 * 60))
        if n in HOLIDAY or year.chance.random() > STUDY_SHARE:
            continue
        if n % MODULE_EVERY_DAYS == 0 and modules:
            name, (article, module) = modules.pop(0)
            year.read(article, module)
            waiting += served.by_module.get(name, ())
        year.review()
        year.meet([waiting.pop(0) for _ in range(min(NEW_A_SESSION, len(waiting)))])
    return year
