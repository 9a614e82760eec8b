"""What an answer is worth by the texts that are served."""

from studyapp.bank.catalogue import StoredQuestion, module_of, neighbours
from studyapp.bank.grading import AnswerShapeError, Given, Grade, grade
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Locate, Question


def graded(stored: StoredQuestion | None, question: Question, given: Given) -> Grade:
    """Grade an answer to a version of a question.

    Args:
        stored: where the question is asked; None where it is asked no more.

    Raises:
        AnswerShapeError: it is no answer to this question, or names a paragraph that the card
            does not show.
    """
    if not isinstance(question, Locate):
        return grade(question, given)
    served = catalogue()
    here = module_of(served, stored.module) if stored is not None else None
    is_shown = here is None or given in {paragraph.id for paragraph in here[1].paragraphs}
    if given is not None and not is_shown:
        raise AnswerShapeError("There is no such paragraph to choose.")
    return grade(question, given, neighbours=neighbours(served, question.targets))
