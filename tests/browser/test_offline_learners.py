"""Whose answers a browser keeps: nobody's are lost, and nobody's are sent as somebody else's."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from studyapp.accounts.access import COOKIE
from studyapp.bank.catalogue import StoredQuestion
from tests.browser.offline_learner import (
    ANSWERS,
    Learner,
    answer_offline,
    expect_told,
    open_online,
)
from tests.classroom.builders import make_room
from tests.classroom.people import cookie_of
from tests.stored import stored_rows

PASSWORD = "three words together"
CHECK = "/check/woods-2003/general-secretary/start"


def claim(page: Page, name: str) -> None:
    page.goto("/account/claim")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Keep my progress").click()
    expect(page.get_by_text("This account is yours now.")).to_be_visible()


def sign_in(page: Page, name: str) -> None:
    page.goto("/account/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("You are signed in.")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Sign out on this device").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def act_as_guest(page: Page) -> None:
    page.goto(CHECK)
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_role("link", name="Continue").wait_for()


def answers_of(learner: Learner, name: str, questions: list[StoredQuestion]) -> list[int]:
    """Return to which of some questions an account has answers of the last days."""
    rows = stored_rows(
        learner.app,
        "SELECT question_id FROM review_log JOIN learner ON learner.id = learner_id"
        " WHERE name = :name AND mode = 'review' AND recorded_at > :since",
        name=name,
        since=f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%d}",
    )
    ids = {stored.id for stored in questions}
    return [question for (question,) in rows if question in ids]


def enter_as(learner: Learner, learner_id: int, address: str) -> None:
    """Let the browser be that of somebody who is signed in."""
    token = cookie_of(learner.app, learner_id)
    learner.context.add_cookies([{"name": COOKIE, "value": token, "url": address}])


def stop_sending(learner: Learner) -> None:
    learner.context.route(ANSWERS, lambda route: route.abort())


def test_answers_that_wait_at_a_sign_out_are_kept_for_their_learner_alone(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(*ten[:3])
    claim(learner.page, "Ada of the train")
    learner.page.goto("/review/offline")
    answer_offline(learner, 2)
    stop_sending(learner)
    page = open_online(learner)
    sign_out(page)
    expect(page.get_by_text("Kept here for another learner: 2 answers.")).to_be_visible()

    learner.context.unroute(ANSWERS)
    act_as_guest(page)
    expect(page.get_by_text("Kept here for another learner: 2 answers.")).to_be_visible()
    assert learner.answers() == []
    sign_in(page, "Ada of the train")

    expect_told(page, "2 answers sent")
    assert len(answers_of(learner, "Ada of the train", ten)) == 2
    learner.forgive_network()


def test_what_a_guest_answered_goes_into_the_account_they_sign_in_to(
    learner: Learner, ten: list[StoredQuestion], browser: Browser, address: str
) -> None:
    elsewhere = browser.new_context(base_url=address)
    act_as_guest(other := elsewhere.new_page())
    claim(other, "Bea of the train")
    learner.meet(*ten[:2])
    answer_offline(learner, 2)
    stop_sending(learner)
    page = open_online(learner)
    sign_in(page, "Bea of the train")
    expect_told(page, "2 answers wait")

    learner.context.unroute(ANSWERS)
    # They may be on their way by themselves by now, and the button gone.
    page.locator("[data-send]").dispatch_event("click")

    expect_told(page, "2 answers sent")
    assert len(answers_of(learner, "Bea of the train", ten)) == 2
    elsewhere.close()
    learner.forgive_network()


def test_what_a_pupil_answered_goes_into_no_account_of_somebody_else(
    learner: Learner, ten: list[StoredQuestion], browser: Browser, address: str
) -> None:
    elsewhere = browser.new_context(base_url=address)
    act_as_guest(other := elsewhere.new_page())
    claim(other, "Finn of the train")
    with learner.app.app_context():
        ada = make_room("Ada", teacher="Teacher of the train").learners["Ada"]
    enter_as(learner, ada, address)
    learner.meet(*ten[:2])
    answer_offline(learner, 2)
    stop_sending(learner)
    page = open_online(learner)
    sign_in(page, "Finn of the train")
    learner.context.unroute(ANSWERS)

    page.reload()
    expect(page.get_by_text("Kept here for another learner: 2 answers.")).to_be_visible()
    assert answers_of(learner, "Finn of the train", ten) == []
    enter_as(learner, ada, address)
    page.goto("/progress")

    expect_told(page, "2 answers sent")
    assert len(learner.answers()) == 2
    elsewhere.close()
    learner.forgive_network()


def test_after_a_sign_out_no_card_is_kept(learner: Learner, ten: list[StoredQuestion]) -> None:
    learner.meet(*ten[:3])
    claim(learner.page, "Cleo of the train")

    sign_out(learner.page)
    learner.page.goto("/review/offline")

    expect(learner.page.get_by_role("heading", level=1)).to_have_text("No question is kept here")


def test_answers_of_a_learner_who_never_returns_can_be_deleted(
    learner: Learner, ten: list[StoredQuestion]
) -> None:
    learner.meet(ten[0])
    claim(learner.page, "Dora of the train")
    learner.page.goto("/review/offline")
    answer_offline(learner, 1)
    stop_sending(learner)
    page = open_online(learner)
    sign_out(page)

    page.get_by_text("Delete them").click()
    page.get_by_role("button", name="Delete 1 answer").click()

    expect(page.locator("[data-kept]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert answers_of(learner, "Dora of the train", ten) == []
    learner.forgive_network()


def test_two_devices_that_answered_the_same_question_offline_both_count(
    learner: Learner, ten: list[StoredQuestion], browser: Browser, address: str
) -> None:
    learner.meet(ten[0])
    claim(learner.page, "Eva of the train")
    elsewhere = browser.new_context(base_url=address, timezone_id="Europe/Berlin")
    other = Learner(learner.app, elsewhere.new_page(), learner.problems)
    sign_in(other.page, "Eva of the train")
    for device in (learner, other):
        device.keep_cards()
    for device in (learner, other):
        answer_offline(device, 1)

    for device in (other, learner):
        expect_told(open_online(device), "1 answer sent")

    assert answers_of(learner, "Eva of the train", ten) == [ten[0].id, ten[0].id]
    elsewhere.close()
    learner.forgive_network()
