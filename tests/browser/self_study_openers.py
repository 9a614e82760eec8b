"""How the pages of a quiz that is studied alone are come to."""

from collections.abc import Callable

from tests.browser.study_steps import Study
from tests.browser.work_openers import open_as
from tests.classroom.offered import Offered, begin_run, offer
from tests.review.cards import answer, open_card


def _pupil(study: Study, offered: Offered, address: str) -> None:
    open_as(study, offered.room.learners["Ada"], address)


def _teacher(study: Study, offered: Offered, address: str) -> None:
    open_as(study, offered.room.teacher_id, address)


def open_offer_form(study: Study) -> None:
    offered = offer(study.app)
    _teacher(study, offered, f"/quizzes/{offered.quiz_id}/study")


def open_offer(study: Study) -> None:
    offered = offer(study.app, count=12, draw_count=8)
    _teacher(study, offered, offered.lead)


def open_class_with_offer(study: Study) -> None:
    offered = offer(study.app)
    _teacher(study, offered, f"/classes/{offered.room.class_id}")


def open_quiz_with_offer(study: Study) -> None:
    offered = offer(study.app)
    _teacher(study, offered, f"/quizzes/{offered.quiz_id}")


def open_work_with_offer(study: Study) -> None:
    _pupil(study, offer(study.app), "/work")


def open_study_quiz(study: Study) -> None:
    offered = offer(study.app)
    _begun(study, offered, 3)
    _begun(study, offered, 1)
    _pupil(study, offered, offered.start)


def open_study_question(study: Study) -> None:
    offered = offer(study.app)
    _pupil(study, offered, _begun(study, offered, 1))


def open_study_result(study: Study) -> None:
    offered = offer(study.app)
    _pupil(study, offered, f"{_begun(study, offered, 3)}/done")


def open_study_keep(study: Study) -> None:
    offered = offer(study.app)
    _begun(study, offered, 1)
    _pupil(study, offered, f"/review/keep/quiz:{offered.sitting_id}")


def _begun(study: Study, offered: Offered, answers: int) -> str:
    """Answer some questions of a new run, the second one wrongly, and return its address."""
    address = begin_run(offered.ada, offered)
    for number in range(answers):
        answer(study.app, offered.ada, open_card(offered.ada, address), right=number != 1)
    return address


SELF_STUDY_PAGES: dict[str, Callable[[Study], None]] = {
    "offering a quiz": open_offer_form,
    "offered quiz of a teacher": open_offer,
    "class with a quiz to study": open_class_with_offer,
    "quiz that is offered": open_quiz_with_offer,
    "quizzes with one to study": open_work_with_offer,
    "quiz to study alone": open_study_quiz,
    "question of a quiz studied alone": open_study_question,
    "result of a quiz studied alone": open_study_result,
    "keeping what a quiz asked": open_study_keep,
}
