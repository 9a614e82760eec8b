"""How each page of the app is come to, for what must hold on all of them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from studyapp.review.learner_day import learner_day
from tests.browser.account_openers import ACCOUNT_PAGES
from tests.browser.admin_openers import ADMIN_PAGES
from tests.browser.class_openers import CLASS_PAGES, sign_in_as_teacher
from tests.browser.data_openers import DATA_PAGES
from tests.browser.letter_openers import LETTER_PAGES
from tests.browser.note_openers import NOTE_PAGES
from tests.browser.progress_openers import PROGRESS_PAGES
from tests.browser.self_study_openers import SELF_STUDY_PAGES
from tests.browser.study_steps import Study, leave
from tests.browser.work_openers import WORK_PAGES
from tests.review.cards import unrelated_questions

MODULE = "/read/woods-2003/general-secretary"
TODAY = learner_day(datetime.now(UTC), ZoneInfo("Europe/Berlin"))


def open_answered(page: Page) -> None:
    page.goto(f"/check{MODULE.removeprefix('/read')}/start")
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="Continue").wait_for()


def open_asked(page: Page) -> None:
    page.goto(f"/check{MODULE.removeprefix('/read')}/start")


def open_result(page: Page) -> None:
    open_asked(page)
    while page.get_by_role("button", name="I don’t know").count():
        page.get_by_role("button", name="I don’t know").click()
        page.locator("[data-continue]").click()
        page.locator("[data-card], .rows").first.wait_for()


def open_keep(page: Page) -> None:
    open_result(page)
    leave(page, page.get_by_role("link", name="Choose what to keep"))
    page.get_by_role("button", name="Save the choice").wait_for()


def open_left_out(page: Page) -> None:
    open_result(page)
    leave(page, page.get_by_role("button", name="Leave all out"))
    page.get_by_role("button", name="Take back what is left out").wait_for()


def open_resting(page: Page) -> None:
    open_left_out(page)
    page.goto("/progress")
    page.get_by_role("button", name="Take it back").first.wait_for()


def open_choices(page: Page) -> None:
    open_answered(page)
    page.goto("/review/choose")


def open_session_end(page: Page) -> None:
    open_answered(page)
    page.goto("/review")
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="Continue").wait_for()


def open_exam(page: Page) -> None:
    open_answered(page)
    page.goto("/plan/exams/new")
    page.get_by_label("Title").fill("Class on the purges")
    page.get_by_label("Day", exact=True).fill(str(TODAY + timedelta(days=30)))
    page.get_by_label("Woods 2003").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="What to expect").wait_for()
    page.get_by_text("The same numbers as a table").click()


def open_exam_form(page: Page) -> None:
    page.goto("/plan/exams/new")
    page.get_by_text("Subjects").click()
    page.get_by_text("Module by module").first.click()
    # What has come to lie below the bar could not be pressed there.
    page.evaluate("scrollTo(0, 0)")


def open_days_off(page: Page) -> None:
    open_answered(page)
    page.goto("/plan/days-off")
    for label, ahead in (("First day off", 0), ("Last day off", 6)):
        page.get_by_label(label).fill(str(TODAY + timedelta(days=ahead)))
    leave(page, page.get_by_role("button", name="Show the effect"))
    page.get_by_role("button", name="Keep these days off").wait_for()


def open_plan(page: Page) -> None:
    open_exam(page)
    open_days_off(page)
    leave(page, page.get_by_role("button", name="Keep these days off"))
    page.get_by_role("button", name="Undo").wait_for()


def open_day_off(page: Page) -> None:
    open_plan(page)
    page.goto("/")
    page.get_by_role("link", name="Review anyway").wait_for()


def open_review_on_a_day_off(page: Page) -> None:
    open_day_off(page)
    page.goto("/review")
    page.get_by_role("heading", name="Day off").wait_for()


def open_settings(page: Page) -> None:
    page.goto(MODULE)
    page.get_by_role("button", name="Reading settings").click()


def teacher_opener(link: str) -> Callable[[Page], object]:
    def open_page(page: Page) -> None:
        sign_in_as_teacher(page)
        leave(page, page.get_by_role("link", name=link))
        page.wait_for_url("**/teach/*")

    return open_page


def open_due(study: Study) -> None:
    study.meet(*unrelated_questions(study.app, "single")[:2])
    study.clock.move(days=30)
    study.page.goto("/review")


def open_recall_first(study: Study) -> None:
    open_due(study)
    study.recall_first()
    study.page.goto("/review")
    study.page.get_by_role("link", name="Show the choices").wait_for()


def open_sure_and_wrong(study: Study) -> None:
    open_due(study)
    study.page.get_by_role("radio", name="Sure").check()
    study.answer(right=False)
    study.page.locator(".contrast").wait_for()


def open_new(study: Study) -> None:
    study.take_in(*unrelated_questions(study.app, "single")[:1])
    study.page.goto("/review")
    study.page.get_by_text("New: you have not been asked this yet.").wait_for()


def open_cram_choices(study: Study) -> None:
    open_due(study)
    study.page.goto("/review/choose")
    study.page.get_by_role("heading", name="Before a class").wait_for()


def open_cram(study: Study) -> None:
    open_cram_choices(study)
    leave(
        study.page,
        study.page.get_by_role("region", name="Before a class").get_by_role("link").first,
    )
    study.asked()


def open_known_and_weak(study: Study) -> None:
    open_due(study)
    study.answer(right=False)
    study.go_on()
    study.answer_all(right=True)
    study.page.get_by_role("heading", name="What is weak").wait_for()


def open_keys(study: Study) -> None:
    open_due(study)
    study.page.keyboard.press("?")
    study.page.get_by_role("heading", name="Keyboard shortcuts").wait_for()


def open_working(study: Study) -> None:
    study.live(days=60)
    study.page.goto("/progress/memory")
    study.page.get_by_text("The same numbers as a table").click()


def open_question_over_time(study: Study) -> None:
    first, *_ = unrelated_questions(study.app, "single")
    for days, right in ((0, True), (4, False), (2, True)):
        study.clock.move(days=days)
        study.meet(first, right=right)
    study.clock.move(days=3)
    study.page.goto(f"/progress/questions/{first.id}")
    study.page.get_by_text("The same numbers as a table").click()


def open_search(study: Study) -> None:
    asked, *_ = unrelated_questions(study.app, "single")
    study.meet(asked)
    study.page.goto(f"/search?q={max(re.findall(r'[a-z]+', asked.question.stem), key=len)}")
    study.page.get_by_role("heading", name="Questions you have answered").wait_for()


def opener(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


PAGES = {
    "home": opener("/"),
    "library": opener("/read/"),
    "search of a text": opener("/search?q=Stalin&source=woods-2003&page=2"),
    "search for nothing": opener("/search?q=zzzz"),
    "article": opener("/read/woods-2003/"),
    "unstated author": opener("/read/unsigned/"),
    "module": opener(MODULE),
    "module with sections": opener("/read/woods-2003/before-and-in-1917"),
    "pretest": opener("/pretest/woods-2003/stalins-purges"),
    "module with letters": opener("/read/woods-2003/lenin-versus-stalin"),
    "module with captions": opener("/read/unsigned/october-and-the-world"),
    "settings": open_settings,
    "question": open_asked,
    "feedback": open_answered,
    "result of a check": open_result,
    "result left out": open_left_out,
    "what to keep": open_keep,
    "questions at rest": open_resting,
    "nothing due": opener("/review"),
    "choose what to review": open_choices,
    "end of a session": open_session_end,
    "answer without a network": opener("/review/offline"),
    "offline": opener("/offline"),
    "progress": opener("/progress"),
    "no sittings": opener("/progress/sessions"),
    "memory map of nobody": opener("/progress/map/unsigned"),
    "is it working, of a visitor": opener("/progress/memory"),
    "plan": open_plan,
    "empty plan": opener("/plan"),
    "date": open_exam,
    "form of a date": open_exam_form,
    "days off": open_days_off,
    "day off": open_day_off,
    "review on a day off": open_review_on_a_day_off,
    "habits": opener("/review/habits"),
    "backlog": opener("/plan/backlog"),
    **NOTE_PAGES,
    "account": opener("/account"),
    **ACCOUNT_PAGES,
    "programs": opener("/account/programs"),
    **DATA_PAGES,
    "claim": opener("/account/claim"),
    "sign in": opener("/account/sign-in"),
    "question bank": teacher_opener("Question bank"),
    "figures of the questions": teacher_opener("How questions do"),
    "remarks": teacher_opener("Remarks"),
    **CLASS_PAGES,
    **ADMIN_PAGES,
}
STUDY_PAGES = {
    "search": open_search,
    "recall first": open_recall_first,
    "sure and wrong": open_sure_and_wrong,
    "new question": open_new,
    "choose before a class": open_cram_choices,
    "before a class": open_cram,
    "end with what is weak": open_known_and_weak,
    "keys": open_keys,
    **PROGRESS_PAGES,
    "is it working": open_working,
    "question over time": open_question_over_time,
    **WORK_PAGES,
    **SELF_STUDY_PAGES,
    **LETTER_PAGES,
}
