"""Pages that a learner comes to in a session, on a day that the test chooses."""

from collections.abc import Callable

from tests.browser.study_steps import Study
from tests.review.cards import unrelated_questions


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
    study.page.get_by_role("region", name="Before a class").get_by_role("link").first.click()
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


SESSION_PAGES: dict[str, Callable[[Study], None]] = {
    "recall first": open_recall_first,
    "sure and wrong": open_sure_and_wrong,
    "new question": open_new,
    "choose before a class": open_cram_choices,
    "before a class": open_cram,
    "end with what is weak": open_known_and_weak,
    "keys": open_keys,
}
