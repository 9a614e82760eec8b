import re
from itertools import pairwise

from flask import Flask

from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.review.checks.run import check_size, questions_of_run
from tests.every_page import csrf_token
from tests.review.builders import answer_id
from tests.review.cards import answer, ask, open_card, question_at, start_check
from tests.review.page_text import attribute, form_on, parsed, press, progress_of, words, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor

MODULE = "woods-2003/general-secretary"
NO_RUN = "0b1f1c9e-6d0f-4a52-9d5b-3a51f2f3f001"


def continued(page: str) -> str:
    """Return where the page after an answer leads to."""
    (link,) = parsed(page).query("a[data-continue]")
    return attribute(link, "href")


def run_marks(page: str) -> list[str]:
    """Return what the bar says of each card of the check."""
    return [attribute(mark, "data-run") for mark in parsed(page).query(".marks i")]


def test_a_whole_check_asks_five_questions_and_ends_with_the_result(
    app: Flask, visitor: Visitor
) -> None:
    address = start_check(visitor, MODULE)
    course = [True, False, True, True, False]
    stems, marks, page = [], [], visitor.open(address)

    for number, right in enumerate(course, start=1):
        card = open_card(visitor, address)
        assert f"Card {number} of 5" in progress_of(card.page)
        marks.append(run_marks(card.page))
        stems.append(question_at(app, card.question_id).question.stem)
        page = answer(app, visitor, card, right=right)
        assert continued(page) == (address if number < 5 else f"{address}/done")

    assert marks[0] == ["now", "", "", "", ""]
    assert marks[4] == ["right", "wrong", "right", "right", "now"]
    assert len(set(stems)) == 5
    done = visitor.open(continued(page))
    assert "3 of 5 right" in words_of(done)
    rows = [words(row) for row in parsed(done).query("main ol li")]
    assert [("Right:" in row, "Wrong:" in row) for row in rows] == [(r, not r) for r in course]
    assert all(stem in row for stem, row in zip(stems, rows, strict=True))
    assert [bool(re.search(r"Next (in \d+ days|tomorrow)$", row)) for row in rows] == course
    assert ["Next once more today, then tomorrow" in row for row in rows] == [not r for r in course]


def test_a_long_module_ends_in_a_check_of_eight_about_different_passages(
    app: Flask, visitor: Visitor
) -> None:
    page = visitor.open("/read/woods-2003/lenin-versus-stalin")
    assert "Answer 8 questions" in words_of(page)
    address = start_check(visitor, "woods-2003/lenin-versus-stalin")
    passages: list[set[str]] = []

    for number in range(1, 9):
        card = open_card(visitor, address)
        assert f"Card {number} of 8" in progress_of(card.page)
        evidence = question_at(app, card.question_id).question.evidence
        passages.append({entry.paragraph for entry in evidence})
        answer(app, visitor, card)

    assert visitor.address_after(address) == f"{address}/done"
    assert len(set().union(*passages)) >= 8


def test_every_check_asks_about_as_many_passages_as_it_can(app: Flask) -> None:
    with app.app_context():
        served = catalogue()
    for module in served.modules:
        questions = served.questions_in(module)
        size = check_size(module, len(questions))
        proving = {
            stored.id: {entry.paragraph for entry in stored.question.evidence}
            for stored in questions
        }
        for number in range(20):
            asked = questions_of_run(questions, set(), answer_id(number), size=size)
            passages = [proving[n] for n in asked]
            assert len(set().union(*passages)) >= min(size, len(set().union(*proving.values())))
            assert all(one.isdisjoint(other) for one, other in pairwise(passages))


def test_the_result_leads_back_to_each_answer_and_on_to_the_next_module(
    app: Flask, visitor: Visitor
) -> None:
    address = start_check(visitor, MODULE)
    ids = []
    for _ in range(5):
        card = open_card(visitor, address)
        ids.append(card.answer_id)
        answer(app, visitor, card)

    links = [attribute(a, "href") for a in parsed(visitor.open(f"{address}/done")).query("main a")]

    assert [link for link in links if "/answers/" in link] == [f"/review/answers/{n}" for n in ids]
    with app.app_context():
        names = list(catalogue().modules)
    assert f"/read/{names[names.index(MODULE) + 1]}" in links


def test_a_check_counts_its_module_as_read(app: Flask, visitor: Visitor) -> None:
    answer(app, visitor, open_card(visitor, start_check(visitor, MODULE)))

    rows = stored_rows(app, "SELECT article_key, module_key, finished_at FROM reading")
    assert [(row[0], row[1], row[2] is not None) for row in rows] == [
        ("woods-2003", "general-secretary", True)
    ]


def test_a_check_of_more_sources_is_about_no_module(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, COMPARE)
    card = open_card(visitor, address)

    page = answer(app, visitor, card)

    assert "Comparing sources" in words_of(page)
    assert stored_rows(app, "SELECT * FROM reading") == []


def test_questions_not_met_before_come_first_in_the_next_check(
    app: Flask, visitor: Visitor
) -> None:
    with app.app_context():
        size = len(catalogue().by_module[MODULE])
    first = start_check(visitor, MODULE)
    met = {ask(app, visitor, first) for _ in range(5)}

    second = start_check(visitor, MODULE)
    again = [ask(app, visitor, second) for _ in range(5)]

    fresh = min(size - 5, 5)
    assert met.isdisjoint(again[:fresh])
    assert met.issuperset(again[fresh:])


def test_an_undone_answer_is_asked_for_again_in_the_same_check(
    app: Flask, visitor: Visitor
) -> None:
    address = start_check(visitor, MODULE)
    ask(app, visitor, address)
    card = open_card(visitor, address)
    page = answer(app, visitor, card, right=False)

    asked_again = press(visitor, page, f"{card.answer_id}/undo")

    assert "Your answer is undone." in [words(p) for p in parsed(asked_again).query("p")]
    again = open_card(visitor, address)
    assert again.question_id == card.question_id
    assert again.answer_id != card.answer_id
    assert "Card 2 of 5" in progress_of(again.page)
    answer(app, visitor, again)
    assert run_marks(visitor.open(address)) == ["right", "right", "now", "", ""]


def test_the_last_answer_can_be_undone_from_the_next_card(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    first = open_card(visitor, address)
    assert form_on(first.page, "/undo") is None
    answer(app, visitor, first)
    second = open_card(visitor, address)

    press(visitor, second.page, f"{first.answer_id}/undo")

    assert open_card(visitor, address).question_id == first.question_id


def test_a_guess_is_marked_once_and_counts_as_one_answer(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    page = answer(app, visitor, open_card(visitor, address))

    marked = press(visitor, page, "/guess")

    assert "Marked as a guess." in words_of(marked)
    assert form_on(marked, "/guess") is None
    assert form_on(marked, "/undo") is not None
    assert "Card 2 of 5" in progress_of(visitor.open(address))


def test_a_wrong_answer_cannot_be_marked_as_a_guess(app: Flask, visitor: Visitor) -> None:
    card = open_card(visitor, start_check(visitor, MODULE))
    page = answer(app, visitor, card, right=False)

    response = visitor.client.post(
        f"/review/answers/{card.answer_id}/guess", data={"csrf_token": csrf_token(visitor)}
    )

    assert form_on(page, "/guess") is None
    assert response.status_code == 409
    assert "Only a right answer can be marked as a guess." in words_of(response.text)


def test_the_result_is_not_shown_before_the_end(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    assert visitor.address_after(f"{address}/done") == address

    ask(app, visitor, address)

    assert visitor.address_after(f"{address}/done") == address


def test_two_visitors_with_one_address_have_a_check_each(app: Flask, visitor: Visitor) -> None:
    address = start_check(visitor, MODULE)
    ask(app, visitor, address)

    other = open_card(Visitor(app), address)

    assert "Card 1 of 5" in progress_of(other.page)
