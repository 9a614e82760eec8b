"""How the pages of reminders by e-mail and of the calendar are come to."""

from uuid import uuid4

from studyapp.accounts.reminders.operations import ask_for_reminders
from tests.browser.study_steps import Study, leave


def open_calendar(study: Study) -> None:
    study.page.goto("/account/calendar")


def open_calendar_address(study: Study) -> None:
    open_calendar(study)
    leave(study.page, study.page.get_by_role("button", name="Make an address"))
    study.page.get_by_role("heading", name="Your address").wait_for()


def open_reminders(study: Study) -> None:
    study.page.goto("/account/reminders")
    study.page.get_by_label("E-mail address").fill(f"{uuid4()}@example.org")
    leave(study.page, study.page.get_by_role("button", name="Send the letter"))
    study.page.get_by_role("heading", name="Open the letter and say yes").wait_for()


def open_letter(study: Study) -> None:
    token = str(uuid4())
    study.page.goto("/")
    with study.app.app_context():
        learner_id, address = study.learner_id, f"{token}@example.org"
        ask_for_reminders(learner_id, address, 18, token=token, limits={}, now=study.clock.moment)
    study.page.goto(f"/reminders/{token}")


def open_confirmed_letter(study: Study) -> None:
    open_letter(study)
    leave(study.page, study.page.get_by_role("button", name="Yes, remind me"))
    study.page.get_by_role("heading", name="You are reminded").wait_for()


def open_last_letter(study: Study) -> None:
    open_confirmed_letter(study)
    leave(study.page, study.page.get_by_role("button", name="End the reminders"))
    study.page.get_by_role("heading", name="No more reminders").wait_for()


LETTER_PAGES = {
    "calendar": open_calendar,
    "calendar address": open_calendar_address,
    "reminders": open_reminders,
    "letter that asks": open_letter,
    "letter that reminds": open_confirmed_letter,
    "end of letters": open_last_letter,
}
