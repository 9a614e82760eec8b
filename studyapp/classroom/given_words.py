"""An answer in words, for tables and files."""

from studyapp.bank.grading import Given
from studyapp.bank.question import Multiple, Question, Single
from studyapp.review.feedback import given_lines

KNOWS_NOT = "I don’t know"


def given_words(question: Question, given: Given) -> str:
    """Return what was answered as one text, its parts between semicolons."""
    if given is None:
        return KNOWS_NOT
    if isinstance(question, Single | Multiple):
        chosen = [given] if isinstance(given, int) else [n for n in given if isinstance(n, int)]
        return "; ".join(question.options[n].text for n in chosen)
    return "; ".join(given_lines(question, given))
