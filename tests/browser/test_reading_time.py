"""Time is counted while somebody reads, and the bar says what is left of it."""

import re
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, expect

from tests.conftest import NOON

MODULE = "/read/woods-2003/general-secretary"
REST_MS = 1500


@pytest.fixture
def still(page: Page) -> Page:
    """Return a page of the module on which time moves only as the test moves it."""
    page.clock.install(time=NOON)
    page.goto(MODULE)
    page.clock.pause_at(NOON + timedelta(minutes=1))
    return page


def go_to(page: Page, number: int) -> None:
    """Bring the top of a paragraph to where its reading begins; the page has seen it then."""
    page.evaluate(
        """number => new Promise(seen => {
            const paragraph = document.querySelector(`#p${number}`);
            scrollBy(0, paragraph.getBoundingClientRect().top - innerHeight / 3 + 5);
            new IntersectionObserver(() => seen()).observe(paragraph);
        })""",
        number,
    )


def sent_after(page: Page, number: int) -> dict[str, str]:
    """Come to a paragraph, rest there, and return what is sent."""
    with page.expect_request(re.compile("/place$")) as sent:
        go_to(page, number)
        page.clock.run_for(REST_MS)
    request: Request = sent.value
    fields = parse_qs(request.post_data or "", keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def read_for(page: Page, seconds: int) -> None:
    page.clock.run_for(seconds * 1000)
    page.mouse.move(300 + seconds, 300)


def test_a_step_says_where_it_began_and_how_long_it_was_read(still: Page) -> None:
    assert sent_after(still, 61)["since"] == ""
    read_for(still, 50)
    step = sent_after(still, 63)

    assert (step["number"], step["since"]) == ("63", "61")
    assert step["seconds"] == "52"


def test_a_long_pause_measures_nothing(still: Page) -> None:
    sent_after(still, 61)

    read_for(still, 121)
    step = sent_after(still, 63)
    read_for(still, 30)
    after = sent_after(still, 65)

    assert step["seconds"] == "0"
    assert after["seconds"] == "32"


def test_the_time_out_of_view_is_not_counted(still: Page) -> None:
    sent_after(still, 61)
    for hidden, seconds in ((True, 100), (False, 20)):
        still.evaluate(
            """hidden => {
                Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            hidden,
        )
        still.clock.run_for(seconds * 1000)

    assert sent_after(still, 63)["seconds"] == "22"


def test_a_lost_step_is_measured_with_the_next_one(still: Page, problems: list[str]) -> None:
    sent_after(still, 61)
    still.route("**/place", lambda route: route.abort())
    read_for(still, 30)
    with still.expect_event("requestfailed"):
        sent_after(still, 63)
    still.unroute("**/place")
    read_for(still, 30)

    step = sent_after(still, 65)

    assert step["since"] == "61"
    assert step["seconds"] == "64"
    assert [p for p in problems if "ERR_FAILED" not in p] == []
    problems.clear()


def test_what_is_left_follows_the_reader_and_never_goes_below_nothing(page: Page) -> None:
    page.goto(MODULE)
    left = page.locator("[data-left]")
    expect(left).to_have_text("about 3 minutes left")

    go_to(page, 65)
    expect(left).to_have_text("about 2 minutes left")

    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(left).to_have_text("under a minute left")

    go_to(page, 61)
    expect(left).to_have_text("about 3 minutes left")
