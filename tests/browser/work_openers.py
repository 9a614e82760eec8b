"""How the pages of assigned quizzes are come to."""

from collections.abc import Callable

from studyapp.accounts.access import COOKIE
from tests.browser.study_steps import Study
from tests.classroom.builders import first_questions, give_more_time
from tests.classroom.desk import WORK, Desk
from tests.classroom.people import cookie_of
from tests.every_page import post

Opener = Callable[[Study], None]


def open_as(study: Study, learner_id: int, address: str) -> None:
    study.page.goto("/")
    token = cookie_of(study.app, learner_id)
    study.page.context.add_cookies([{"name": COOKIE, "value": token, "url": study.page.url}])
    study.page.goto(address)


def _pupil(study: Study, desk: Desk, address: str) -> None:
    open_as(study, desk.room.learners["Ada"], address)


def _desk(study: Study, kind: str = "single", count: int = 12, **changes: object) -> Desk:
    with study.app.app_context():
        ids = first_questions(count, kind)
    return Desk(study.app, ids, **changes)


def open_quizzes(study: Study) -> None:
    desk = _desk(study, attempts=2)
    post(desk.pupil, f"{desk.start()}/submit")
    _pupil(study, desk, "/work")


def open_start(study: Study) -> None:
    desk = _desk(study, seconds=2400, attempts=3, certainty=True)
    with study.app.app_context():
        give_more_time(desk.room.learners["Ada"], 1.5, 10)
    post(desk.pupil, f"{desk.start()}/submit")
    _pupil(study, desk, f"{WORK}/{desk.sitting.id}")


def open_question(kind: str) -> Opener:
    def open_page(study: Study) -> None:
        desk = _desk(study, kind, 3, seconds=2400, certainty=True)
        _pupil(study, desk, f"{desk.start()}/1")

    return open_page


def open_unchecked(study: Study) -> None:
    desk = _desk(study, "order", 2, feedback="each")
    _pupil(study, desk, f"{desk.start()}/1")


def open_checked(study: Study) -> None:
    desk = _desk(study, feedback="each")
    base = desk.start()
    desk.answer(base, 1, right=False, go="check")
    _pupil(study, desk, f"{base}/1")


def open_overview(study: Study) -> None:
    desk = _desk(study, seconds=2400)
    base = desk.start()
    desk.answer(base, 1)
    _pupil(study, desk, f"{base}/overview")


def open_result(study: Study) -> None:
    desk = _desk(study, count=3, certainty=True)
    base = desk.start()
    desk.answer(base, 1, right=False, certainty="3")
    desk.answer(base, 2)
    post(desk.pupil, f"{base}/submit")
    _pupil(study, desk, base)


def open_result_to_come(study: Study) -> None:
    desk = _desk(study, feedback="closed")
    base = desk.start()
    post(desk.pupil, f"{base}/submit")
    _pupil(study, desk, base)


def open_assign(study: Study) -> None:
    desk = _desk(study)
    open_as(study, desk.room.teacher_id, f"/quizzes/{desk.quiz_id}/assign")


def open_assigned(study: Study) -> None:
    desk = _desk(study, seconds=2400, attempts=2)
    base = desk.start()
    desk.answer(base, 1)
    post(desk.pupil, f"{base}/submit")
    desk.start()
    open_as(study, desk.room.teacher_id, f"/assigned/{desk.sitting.id}")


def open_assigned_edit(study: Study) -> None:
    desk = _desk(study)
    open_as(study, desk.room.teacher_id, f"/assigned/{desk.sitting.id}/edit")


WORK_PAGES: dict[str, Opener] = {
    "assigned quizzes": open_quizzes,
    "start of a quiz": open_start,
    "question of a quiz": open_question("single"),
    "question of a quiz, order": open_question("order"),
    "question of a quiz, match": open_question("match"),
    "question of a quiz, to check": open_unchecked,
    "question of a quiz, checked": open_checked,
    "quiz looked over": open_overview,
    "result of a quiz": open_result,
    "result to come": open_result_to_come,
    "assigning a quiz": open_assign,
    "assigned quiz of a teacher": open_assigned,
    "dates of an assigned quiz": open_assigned_edit,
}
