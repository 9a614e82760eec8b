"""How a class did on each paragraph: over all questions that the paragraph proves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from studyapp.classroom.items.report import SHARES_FROM
from studyapp.classroom.items.statistics import Estimate, wilson
from studyapp.classroom.quizzes.frozen import FrozenQuiz
from studyapp.classroom.sittings.marks import DROPPED, NOT_ASKED

LEVELS: Final = (0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True, slots=True)
class Heat:
    """What the answers that a paragraph proves come to.

    Attributes:
        answers: first attempts at its questions; a blank counts as an answer worth 0.
        points: what they are worth together.
        questions: how many questions were asked about it.
    """

    answers: int = 0
    points: float = 0.0
    questions: int = 0

    @property
    def share(self) -> Estimate | None:
        """Return points of answers; None while there are fewer than a share is said of."""
        if self.answers < SHARES_FROM:
            return None
        return wilson(self.points / self.answers, self.answers)

    @property
    def level(self) -> int | None:
        """Return how well it went: 0, fewer than 20 in 100, to 4; None while that is not said."""
        share = self.share
        return None if share is None else sum(share.value >= bound for bound in LEVELS)


@dataclass(frozen=True, slots=True)
class AskedQuiz:
    """The first attempts at one sitting.

    Attributes:
        marks: of each attempt.
        points: by position, what the responses of these attempts are worth together.
    """

    quiz: FrozenQuiz
    marks: Sequence[str]
    points: Mapping[int, float]


def heat_of(sittings: Iterable[AskedQuiz]) -> dict[str, Heat]:
    """Return how it went on each paragraph that proves a question, by its id."""
    answers: dict[str, int] = {}
    points: dict[str, float] = {}
    questions: dict[str, set[int]] = {}
    for sitting in sittings:
        counts = _asked(sitting)
        for item in sitting.quiz.items:
            if not counts[item.position - 1]:
                continue
            for paragraph in item.question.paragraphs:
                answers[paragraph] = answers.get(paragraph, 0) + counts[item.position - 1]
                earned = sitting.points.get(item.position, 0.0)
                points[paragraph] = points.get(paragraph, 0.0) + earned
                questions.setdefault(paragraph, set()).add(item.question_id)
    return {
        paragraph: Heat(count, points[paragraph], len(questions[paragraph]))
        for paragraph, count in answers.items()
    }


def weakest_first(heats: Mapping[str, Heat]) -> list[str]:
    """Return paragraphs by what they need most; those with few answers come last."""
    return sorted(
        heats,
        key=lambda name: (
            heats[name].share is None,
            heats[name].points / heats[name].answers,
            -heats[name].answers,
            name,
        ),
    )


def _asked(sitting: AskedQuiz) -> list[int]:
    """Return how many attempts each item counts for."""
    count = len(sitting.quiz.items)
    joined = "".join(sitting.marks)
    columns = (joined[place::count] for place in range(count))
    return [len(c) - c.count(NOT_ASKED) - c.count(DROPPED) for c in columns]
