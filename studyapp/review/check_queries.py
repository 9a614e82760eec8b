"""Reads of a check: what it asks, and what was answered so far."""

from dataclasses import dataclass

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.errors import NotFoundError
from studyapp.reading.article import section_anchor
from studyapp.review.check_run import (
    check_size,
    questions_of_run,
    questions_of_section,
    section_check_size,
    section_of_run,
)
from studyapp.review.log_queries import AskedAnswer, answers_in_run, met_before


@dataclass(frozen=True, slots=True)
class Run:
    """Where a learner stands in a check.

    Attributes:
        section: the section of the module that it is about, counted from 1; None for all of it.
        question_ids: what it asks, in order.
    """

    module: str
    run_id: str
    section: int | None
    question_ids: list[int]
    answers: list[AskedAnswer]

    @property
    def answered(self) -> set[int]:
        """Return the questions answered so far."""
        return {answer.question_id for answer in self.answers}

    @property
    def left(self) -> list[int]:
        """Return the questions not answered yet, in order."""
        return [n for n in self.question_ids if n not in self.answered]

    @property
    def anchor(self) -> str:
        """Return where in the text reading goes on afterwards, to be added to its address."""
        return f"#{section_anchor(self.section + 1)}" if self.section is not None else ""


def get_run(learner_id: int | None, module: str, run_id: str) -> Run:
    """Return a check as far as it has come; raise NotFoundError when there is nothing to ask."""
    section = section_of_run(run_id)
    questions = get_questions(module, section)
    ids = [stored.id for stored in questions]
    met = met_before(learner_id, ids, run_id) if learner_id is not None else set()
    answers = answers_in_run(learner_id, run_id) if learner_id is not None else []
    if section is None:
        size = check_size(module, len(questions))
    else:
        # What was met has a schedule of its own; the check of a section is about what is new.
        questions = tuple(stored for stored in questions if stored.id not in met)
        size = section_check_size(len(questions))
    answered = [answer.question_id for answer in answers]
    chosen = questions_of_run(questions, met, run_id, answered, size=size)
    if not chosen:
        raise NotFoundError("Nothing is left to ask about this section.")
    return Run(module, run_id, section, chosen, answers)


def get_questions(module: str, section: int | None) -> tuple[StoredQuestion, ...]:
    """Return what may be asked of a module or a section; raise NotFoundError for nothing."""
    served = catalogue()
    if not served.questions_in(module):
        raise NotFoundError("There is no module at this address, or nothing is asked about it.")
    if section is None:
        return served.questions_in(module)
    return questions_of_section(served, module, section)
