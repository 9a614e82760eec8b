"""After a check its reader takes all questions into their review, chooses, or leaves them out."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.review.operations import rebuild_memory
from tests.review.cards import answer, ask, met, open_card, question_at, start_check
from tests.review.page_text import attribute, form_on, parsed, press, words, words_of
from tests.stored import everything_stored, stored_rows
from tests.visitor import Form, Visitor

MODULE = "woods-2003/general-secretary"
KEEP = f"/review/keep/{MODULE}"
LEFT_OUT = "SELECT question_id FROM rest WHERE reason = 'left_out' ORDER BY 1"
WAITING = "SELECT question_id FROM enrolment ORDER BY id"
DAY = timedelta(days=1)


@pytest.fixture
def questions(app: Flask) -> list[StoredQuestion]:
    """Return the questions of the module in their order."""
    with app.app_context():
        return list(catalogue().questions_in(MODULE))


@pytest.fixture
def checked(app: Flask, visitor: Visitor) -> list[int]:
    """Return what a check has asked the visitor."""
    address = start_check(visitor, MODULE)
    return [ask(app, visitor, address) for _ in range(5)]


@pytest.fixture
def result(app: Flask, visitor: Visitor, checked: list[int]) -> str:
    """Return the address of the result of that check."""
    (row,) = stored_rows(app, "SELECT DISTINCT run_id FROM review_log")
    return f"/check/{MODULE}/{row[0]}/done"


def ids(app: Flask, statement: str) -> list[int]:
    return [row[0] for row in stored_rows(app, statement)]


def keep_form(visitor: Visitor) -> Form:
    return visitor.form(KEEP, KEEP)


def ticked(page: str) -> list[int]:
    """Return the questions whose box is ticked."""
    boxes = parsed(page).query("main input[type=checkbox]")
    return [int(attribute(b, "value")) for b in boxes if "checked" in (b.attrs or {})]


def choose(visitor: Visitor, kept: list[int], taken: list[int], act: str = "") -> str:
    """Tick those boxes alone, send the form, and return the page that follows."""
    form = keep_form(visitor)
    seen = {
        name: [attribute(field, "value") for field in parsed(visitor.open(KEEP)).query(selector)]
        for name in ("met", "unmet")
        for selector in [f"main input[name={name}]"]
    }
    boxes = {"kept": list(map(str, kept)), "taken": list(map(str, taken))}
    response = visitor.send(form, **seen, **boxes, act=act)
    assert (response.status_code, response.location) == (303, KEEP)
    return visitor.open(KEEP)


def test_all_that_was_asked_is_kept_without_an_act(
    app: Flask, visitor: Visitor, checked: list[int], result: str
) -> None:
    assert "All 5 are in your review." in words_of(visitor.open(result))
    assert set(checked) <= set(ticked(visitor.open(KEEP)))
    assert ids(app, LEFT_OUT) == []


def test_all_can_be_left_out_and_taken_back_on_the_same_page(
    app: Flask, visitor: Visitor, checked: list[int], result: str
) -> None:
    page = press(visitor, visitor.open(result), "/leave-out")

    assert "All 5 are left out of your review." in words_of(page)
    assert words_of(page).count("Left out of your review") == 5
    assert ids(app, LEFT_OUT) == sorted(checked)
    assert form_on(page, "/leave-out") is None

    page = press(visitor, page, "/take-back")

    assert "All 5 are in your review." in words_of(page)
    assert ids(app, LEFT_OUT) == []


def test_what_is_left_out_is_not_asked_and_not_counted(
    app: Flask, visitor: Visitor, questions: list[StoredQuestion]
) -> None:
    for stored in questions[:3]:
        met(app, visitor, stored, datetime.now(UTC) - 20 * DAY)
    assert "3 questions are due" in words_of(visitor.open("/"))

    choose(visitor, [questions[0].id], [])

    assert "1 question is due" in words_of(visitor.open("/"))
    assert ask(app, visitor, "/review") == questions[0].id
    assert "Nothing is due" in words_of(visitor.open("/review"))
    assert "1 question comes back on its day" in words_of(visitor.open("/review"))


def test_a_miss_that_is_left_out_is_not_asked_once_more(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    for _ in range(5):
        answer(app, visitor, open_card(visitor, address), right=False)
    assert "5 questions are due" in words_of(visitor.open("/"))

    press(visitor, visitor.open(f"{address}/done"), "/leave-out")

    assert "Nothing is due" in words_of(visitor.open("/"))
    assert "Nothing is due" in words_of(visitor.open("/review"))


def test_leaving_out_moves_no_schedule(app: Flask, visitor: Visitor, result: str) -> None:
    before = everything_stored(app)

    page = press(visitor, visitor.open(result), "/leave-out")

    after = everything_stored(app)
    assert {name for name in after if after[name] != before[name]} == {"rest"}
    press(visitor, page, "/take-back")
    assert everything_stored(app) == before
    with app.app_context():
        assert rebuild_memory().differed == ()


def test_some_are_left_out_by_their_boxes(
    app: Flask, visitor: Visitor, checked: list[int], result: str
) -> None:
    page = choose(visitor, checked[:3], [])

    assert "Your choice is kept." in words(parsed(page).query("body")[0])
    assert sorted(ticked(page)) == sorted(checked[:3])
    assert ids(app, LEFT_OUT) == sorted(checked[3:])
    assert "2 of 5 are left out of your review." in words_of(visitor.open(result))

    choose(visitor, checked[1:], [])

    assert ids(app, LEFT_OUT) == [checked[0]]


def test_the_same_choice_again_changes_nothing(
    app: Flask, visitor: Visitor, checked: list[int], questions: list[StoredQuestion]
) -> None:
    others = [stored.id for stored in questions if stored.id not in checked]
    choose(visitor, checked[:3], others[:2])
    before = everything_stored(app)

    choose(visitor, checked[:3], others[:2])

    assert everything_stored(app) == before


def test_the_rest_of_the_module_is_taken_in_its_order(
    app: Flask, visitor: Visitor, checked: list[int], result: str, questions: list[StoredQuestion]
) -> None:
    others = [stored.id for stored in questions if stored.id not in checked]
    page = visitor.open(result)
    assert "5 more questions of this module were not asked." in words_of(page)

    page = press(visitor, page, "/take-more")

    assert ids(app, WAITING) == others
    assert "5 questions of this module wait in your review to be asked." in words_of(page)
    assert form_on(page, "/take-more") is None
    assert set(ticked(visitor.open(KEEP))) == {*checked, *others}


def test_some_of_the_rest_are_taken_by_their_boxes_and_given_back(
    app: Flask, visitor: Visitor, checked: list[int], questions: list[StoredQuestion]
) -> None:
    others = [stored.id for stored in questions if stored.id not in checked]

    choose(visitor, checked, [others[3], others[1]])
    assert ids(app, WAITING) == [others[1], others[3]]
    choose(visitor, checked, [others[3]])

    assert ids(app, WAITING) == [others[3]]


def test_one_button_takes_all_whatever_is_ticked(
    app: Flask, visitor: Visitor, checked: list[int], questions: list[StoredQuestion]
) -> None:
    choose(visitor, [], [])
    assert ids(app, LEFT_OUT) == sorted(checked)

    page = choose(visitor, [], [], act="all")

    assert ids(app, LEFT_OUT) == []
    assert set(ticked(page)) == {stored.id for stored in questions}


def test_what_was_taken_is_asked_in_the_review(
    app: Flask, visitor: Visitor, questions: list[StoredQuestion]
) -> None:
    choose(visitor, [], [questions[2].id])

    assert ask(app, visitor, "/review") == questions[2].id
    assert ids(app, WAITING) == []


def test_a_visitor_may_choose_before_any_check(
    app: Flask, visitor: Visitor, questions: list[StoredQuestion]
) -> None:
    page = visitor.open(KEEP)
    assert ticked(page) == []
    assert [words(legend) for legend in parsed(page).query("main legend")] == [
        "Not asked yet: 10 questions"
    ]
    assert stored_rows(app, "SELECT * FROM learner") == []

    choose(visitor, [], [questions[0].id])

    assert ids(app, WAITING) == [questions[0].id]


def test_what_was_asked_meanwhile_is_not_left_out_by_a_form_of_before(
    app: Flask, visitor: Visitor, questions: list[StoredQuestion]
) -> None:
    stored = questions[0]
    old = keep_form(visitor)
    met(app, visitor, stored, datetime.now(UTC))

    unmet = [str(other.id) for other in questions]
    visitor.send(old, unmet=unmet, taken=[])

    assert ids(app, LEFT_OUT) == []


def test_the_page_of_an_answer_says_that_its_question_is_left_out_and_takes_it_back(
    app: Flask, visitor: Visitor, checked: list[int], result: str
) -> None:
    press(visitor, visitor.open(result), "/leave-out")
    (row,) = stored_rows(
        app, "SELECT entry_uuid FROM review_log WHERE question_id = :id", id=checked[0]
    )

    page = visitor.open(f"/review/answers/{row[0]}")

    assert "You left this question out of your review." in words_of(page)
    assert "Next when you take it back" in words_of(page)
    press(visitor, page, f"/questions/{checked[0]}/wake")
    assert ids(app, LEFT_OUT) == sorted(checked[1:])


def test_the_progress_page_says_why_each_question_rests(
    app: Flask, visitor: Visitor, checked: list[int], result: str
) -> None:
    press(visitor, visitor.open(result), "/leave-out")

    page = visitor.open("/progress")

    assert "5 questions at rest" in words_of(page)
    assert words_of(page).count("You left it out of your review.") == 5
    press(visitor, page, f"/questions/{checked[0]}/wake")
    assert "4 questions at rest" in words_of(visitor.open("/progress"))


def test_a_module_leads_to_the_choice_and_so_does_its_result(visitor: Visitor, result: str) -> None:
    for address in (f"/read/{MODULE}", result):
        links = {attribute(a, "href") for a in parsed(visitor.open(address)).query("main a")}
        assert KEEP in links


def test_a_comparison_of_sources_can_be_kept_in_part_too(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, COMPARE)
    asked = [ask(app, visitor, address) for _ in range(5)]

    press(visitor, visitor.open(f"{address}/done"), "/leave-out")

    assert ids(app, LEFT_OUT) == sorted(asked)
    page = visitor.open(f"/review/keep/{COMPARE}")
    assert question_at(app, asked[0]).question.stem in words_of(page)
