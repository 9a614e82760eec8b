"""An answer in words, for tables and files."""

from studyapp.bank.grading import Given
from studyapp.bank.question import Question
from studyapp.review.asking.feedback import said_lines

KNOWS_NOT = "I don’t know"


def given_words(question: Question, given: Given) -> str:
    """Return what was answered as one text, its parts between semicolons."""
    return KNOWS_NOT if given is None else "; ".join(said_lines(question, given))
