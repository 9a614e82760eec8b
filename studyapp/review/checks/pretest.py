"""Three questions before reading: they show what to look for, and count for nothing.

Source: Pan and Carpenter 2023, Educational Psychology Review 35: a guess before reading helps
what is read after it, right or wrong.
"""

from collections.abc import Iterable

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.question import Single
from studyapp.review.checks.run import place_in_run

PRETEST_LENGTH = 3


def questions_of_pretest(questions: Iterable[StoredQuestion], run_id: str) -> list[StoredQuestion]:
    """Return up to three questions of one choice about different passages.

    `run_id` decides which of them.
    """
    chosen: list[StoredQuestion] = []
    asked: set[str] = set()
    for stored in sorted(questions, key=lambda stored: place_in_run(stored.id, run_id)):
        passages = set(stored.question.paragraphs)
        if isinstance(stored.question, Single) and not passages & asked:
            chosen.append(stored)
            asked |= passages
    return chosen[:PRETEST_LENGTH]
