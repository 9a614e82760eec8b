"""What a quiz says beside its questions, and its bounds."""

from dataclasses import dataclass
from typing import Final

LONGEST_QUIZ: Final = 100
"""How many questions a quiz holds at most."""
TITLE_LONGEST: Final = 120
COPY: Final = " (copy)"


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """The settings of a quiz.

    Attributes:
        draw_count: how many of its questions each learner gets; None for all of them.
        shuffles: each learner gets the questions in an order of their own.
    """

    title: str
    draw_count: int | None = None
    shuffles: bool = False

    def of_copy(self) -> "QuizSettings":
        """Return the settings of a copy, under a title that says what it is."""
        title = self.title[: TITLE_LONGEST - len(COPY)] + COPY
        return QuizSettings(title, self.draw_count, self.shuffles)
