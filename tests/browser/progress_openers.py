"""How the pages of what a learner knows and did are come to, by one who did something."""

from tests.browser.study_steps import Study, leave
from tests.review.cards import unrelated_questions


def open_progress(study: Study) -> None:
    questions = unrelated_questions(study.app, "single", "short")
    study.meet(*questions[:4])
    study.meet(questions[4], right=False)
    study.clock.move(days=30)
    study.meet(questions[5])
    study.page.goto("/progress")
    for summary in study.page.get_by_text("The same numbers as a table").all():
        summary.click()
    study.page.get_by_text("Module by module").last.click()
    study.page.evaluate("scrollTo(0, 0)")


def open_map(study: Study) -> None:
    open_progress(study)
    leave(study.page, study.page.get_by_role("link", name="Memory map").last)
    study.page.locator("details summary").first.click()
    # What lies below the bar after scrolling could not be pressed there.
    study.page.evaluate("scrollTo(0, 0)")


def open_sessions(study: Study) -> None:
    open_progress(study)
    study.page.goto("/progress/sessions")


def open_session(study: Study) -> None:
    open_sessions(study)
    leave(study.page, study.page.get_by_role("rowheader").get_by_role("link").last)


PROGRESS_PAGES = {
    "progress of a learner": open_progress,
    "memory map": open_map,
    "sittings": open_sessions,
    "sitting": open_session,
}
