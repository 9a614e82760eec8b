"""A quiz that a teacher offers and pupils study alone, through pages, without script."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from studyapp.classroom.classes.models import SeatRow
from studyapp.database import write_transaction
from tests.classroom.offered import Offered, begin_run, offer
from tests.classroom.people import visitor_as
from tests.review.cards import answer, open_card, question_at, read_card
from tests.review.page_text import attribute, parsed, press, progress_of, words_of
from tests.stored import retire, stored_rows


@pytest.fixture
def offered(app: Flask) -> Offered:
    return offer(app)


def test_a_quiz_is_studied_from_the_list_to_the_result(offered: Offered) -> None:
    assert f'href="{offered.start}"' in offered.ada.open("/work")
    assert "3 questions" in words_of(offered.ada.open(offered.start))
    address, asked, page = begin_run(offered.ada, offered), [], ""

    for number, right in enumerate([True, False, True], start=1):
        card = open_card(offered.ada, address)
        assert f"Card {number} of 3" in progress_of(card.page)
        asked.append(card.question_id)
        page = answer(offered.app, offered.ada, card, right=right)
        assert "Read it in place" in words_of(page)

    assert asked == offered.questions
    (link,) = parsed(page).query("a[data-continue]")
    assert attribute(link, "href") == f"{address}/done"
    done = words_of(offered.ada.open(f"{address}/done"))
    assert "2 of 3 right" in done
    assert "All 3 are in your review." in done
    assert "Run 1, " in words_of(offered.ada.open(offered.start))
    assert "2 of 3 right" in words_of(offered.ada.open(offered.start))
    rows = stored_rows(offered.app, "SELECT count(*), min(mode), max(mode) FROM review_log")
    assert rows == [(3, "check", "check")]


def test_a_run_is_gone_on_with_on_another_device_and_begun_as_often_as_one_likes(
    offered: Offered,
) -> None:
    address = begin_run(offered.ada, offered)
    answer(offered.app, offered.ada, open_card(offered.ada, address))
    elsewhere = visitor_as(offered.app, offered.room.learners["Ada"])

    page = elsewhere.open(offered.start)

    assert "Go on, 2 left" in words_of(page)
    assert f'href="{address}"' in page
    assert open_card(elsewhere, address).question_id == offered.questions[1]
    again = begin_run(elsewhere, offered)
    assert again != address
    answer(offered.app, elsewhere, open_card(elsewhere, again))
    page = elsewhere.open(offered.start)
    assert page.count("1 of 1 right, 2 not answered") == 2


def test_what_is_undone_is_asked_again_in_its_run(offered: Offered) -> None:
    address = begin_run(offered.ada, offered)
    page = answer(offered.app, offered.ada, open_card(offered.ada, address), right=False)

    card = read_card(press(offered.ada, page, "/undo"))

    assert (card.form.action.rpartition("/")[0], card.question_id) == (
        address,
        offered.questions[0],
    )
    assert open_card(offered.ada, address).question_id == offered.questions[0]


def test_each_run_of_a_drawn_quiz_keeps_its_draw(app: Flask) -> None:
    offered = offer(app, count=12, draw_count=2)
    draws = []
    for _ in range(8):
        address = begin_run(offered.ada, offered)
        first = open_card(offered.ada, address).question_id
        assert open_card(offered.ada, address).question_id == first
        answer(app, offered.ada, open_card(offered.ada, address))
        second = open_card(offered.ada, address).question_id
        answer(app, offered.ada, open_card(offered.ada, address))
        assert offered.ada.address_after(address) == f"{address}/done"
        draws.append((first, second))

    places = [tuple(map(offered.questions.index, draw)) for draw in draws]
    assert all(first < second for first, second in places)
    assert len(set(places)) > 1


def test_a_draw_is_as_large_as_there_are_questions_left(app: Flask) -> None:
    offered = offer(app, count=4, draw_count=2)
    with app.app_context():
        for question_id in offered.questions[:2]:
            retire(question_id)

    assert "2 questions" in words_of(offered.ada.open(offered.start))
    asked = set()
    for _ in range(3):
        address = begin_run(offered.ada, offered)
        for _ in range(2):
            card = open_card(offered.ada, address)
            asked.add(card.question_id)
            answer(app, offered.ada, card)
        assert offered.ada.address_after(address) == f"{address}/done"
    assert asked == set(offered.questions[2:])


def test_an_offer_without_questions_is_not_listed(offered: Offered) -> None:
    with offered.app.app_context():
        for question_id in offered.questions:
            retire(question_id)

    assert offered.start not in offered.ada.open("/work")
    offered.ada.open(offered.start, status=404)
    assert "have left the bank" in words_of(offered.teacher.open(offered.lead))


def test_who_shares_what_they_know_is_told_that_it_counts(offered: Offered) -> None:
    shared = "you share what you know"
    assert shared not in words_of(offered.ada.open(offered.start))

    with offered.app.app_context(), write_transaction() as session:
        session.execute(update(SeatRow).values(shares_study=True))

    assert shared in words_of(offered.ada.open(offered.start))


def test_a_question_that_has_left_the_bank_is_passed_over(offered: Offered) -> None:
    address = begin_run(offered.ada, offered)
    with offered.app.app_context():
        retire(offered.questions[0])

    assert open_card(offered.ada, address).question_id == offered.questions[1]
    assert "2 questions" in words_of(offered.ada.open(offered.start))


def test_pupils_choose_what_of_a_quiz_they_keep(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    answer(offered.app, offered.ada, open_card(offered.ada, run))
    keep = f"/review/keep/quiz:{offered.sitting_id}"
    page = offered.ada.open(keep)
    assert tuple(re.findall(r"(?:Asked already|Not asked yet): \d questions?", words_of(page))) == (
        "Asked already: 1 question",
        "Not asked yet: 2 questions",
    )

    form = offered.ada.form(keep, "/keep/")
    response = offered.ada.send(form, act="all", unmet=[str(n) for n in offered.questions[1:]])

    assert response.location == keep
    ticked = parsed(offered.ada.open(keep)).query("input[name=taken][checked]")
    assert len(ticked) == 2


def test_two_pupils_study_apart(offered: Offered) -> None:
    run = begin_run(offered.ada, offered)
    answer(offered.app, offered.ada, open_card(offered.ada, run))

    assert "How it went" not in words_of(offered.bo.open(offered.start))
    card = read_card(offered.bo.open(run))
    assert card.question_id == offered.questions[0]
    assert question_at(offered.app, card.question_id).question.stem in words_of(card.page)
