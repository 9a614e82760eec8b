"""The questions that the API hands out are those of the review, with all that is needed to ask."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion, siblings
from studyapp.bank.queries import catalogue
from tests.api.programs import CARDS, assert_is_problem, cards_for, send_answers, sent_answer
from tests.review.builders import KINDS
from tests.review.cards import met, open_card, question_at, questions_of, unrelated_questions
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import change_stored, everything_stored
from tests.visitor import Visitor

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=30)

Meet = Callable[..., list[StoredQuestion]]


@pytest.fixture
def meet(app: Flask, visitor: Visitor) -> Meet:
    """Let the visitor have answered a question of each kind a month ago."""

    def meet_kinds(*kinds: str) -> list[StoredQuestion]:
        found = [questions_of(app, kind)[0] for kind in kinds]
        for stored in found:
            met(app, visitor, stored, LONG_AGO)
        change_stored(app, "DELETE FROM rest")
        return found

    return meet_kinds


def test_a_visitor_is_handed_nothing_and_nothing_is_stored(app: Flask, visitor: Visitor) -> None:
    before = everything_stored(app)

    assert cards_for(visitor) == []
    assert everything_stored(app) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_holds_what_its_kind_needs(visitor: Visitor, meet: Meet, kind: str) -> None:
    (stored,) = meet(kind)

    (card,) = cards_for(visitor)

    assert (card["question_id"], card["version_id"]) == (stored.id, stored.version_id)
    assert (card["kind"], card["stem"]) == (kind, stored.question.stem)
    needed = {
        "single": "options",
        "multiple": "options",
        "cloze": "text",
        "order": "items",
        "match": "rights",
        "locate": "paragraphs",
    }
    assert kind not in needed or card[needed[kind]]
    assert card["answer"]["in_words"]
    assert card["answer"]["explanation"] == stored.question.explanation


@pytest.mark.parametrize("kind", KINDS)
def test_the_html_of_a_card_shows_what_the_page_shows(
    visitor: Visitor, meet: Meet, kind: str
) -> None:
    meet(kind)

    (card,) = cards_for(visitor, "?html=1")
    page = open_card(visitor, "/review")

    root = parsed(card["card_html"])
    (form,) = root.query("form")
    assert attribute(form, "action") == ""
    assert "csrf" not in card["card_html"]
    sent = {attribute(node, "name") for node in root.query("input, select, button")}
    assert sent - {""} == {name for name in page.form.names if name != "csrf_token"}
    assert card["stem"] in words(form)


@pytest.mark.parametrize("kind", KINDS)
def test_the_html_of_an_answer_proves_it_and_judges_nobody(
    visitor: Visitor, meet: Meet, kind: str
) -> None:
    (stored,) = meet(kind)

    (card,) = cards_for(visitor, "?html=1")

    root = parsed(card["answer_html"])
    text = words_of(f"<main>{card['answer_html']}</main>")
    assert stored.question.explanation in text
    assert "The answer" in text
    assert "You" not in {word for word in text.split() if word in {"You", "Right.", "Not"}}
    assert len(root.query("mark")) >= 1


def test_the_order_shown_follows_from_the_id_of_the_answer(
    app: Flask, visitor: Visitor, meet: Meet
) -> None:
    (stored,) = meet("single")
    (card,) = cards_for(visitor, "?html=1")
    texts = [option["text"] for option in card["options"]]
    boxes = parsed(card["card_html"]).query(".choice-text")

    assert [words(box) for box in boxes] == texts
    (result,) = send_answers(
        visitor,
        sent_answer(stored, card["answer_id"], given=card["answer"]["positions"][0]),
    )
    assert result["right"] is True


def test_the_first_card_is_the_one_that_the_review_asks(app: Flask, visitor: Visitor) -> None:
    for days, stored in enumerate(unrelated_questions(app, "single")[:5]):
        met(app, visitor, stored, LONG_AGO + timedelta(days=days))

    cards = cards_for(visitor)

    assert len(cards) == 5
    assert cards[0]["question_id"] == open_card(visitor, "/review").question_id


def test_questions_of_one_passage_are_kept_apart(app: Flask, visitor: Visitor) -> None:
    apart = unrelated_questions(app, *KINDS)
    with app.app_context():
        related = {stored.id: sorted(siblings(catalogue(), stored.id)) for stored in apart}
    first = next(stored for stored in apart if related[stored.id])
    others = [stored for stored in apart if stored != first][:3]
    questions = [first, question_at(app, related[first.id][0]), *others]
    for stored in questions:
        met(app, visitor, stored, LONG_AGO)
    change_stored(app, "DELETE FROM rest")

    order = [card["question_id"] for card in cards_for(visitor)]

    with app.app_context():
        touching = [(a, b) for a, b in pairwise(order) if b in siblings(catalogue(), a)]
    assert len(order) == len(questions)
    assert touching == []


def test_a_miss_of_today_is_handed_out_again(app: Flask, visitor: Visitor) -> None:
    stored = questions_of(app, "single")[0]
    send_answers(visitor, sent_answer(stored, right=False))

    (card,) = cards_for(visitor)

    assert (card["question_id"], card["mode"]) == (stored.id, "retry")


def test_the_limit_bounds_how_many_are_handed_out(visitor: Visitor, meet: Meet) -> None:
    meet("single", "multiple", "short")

    assert len(cards_for(visitor, "?limit=2")) == 2


def test_each_card_has_an_id_of_its_own_at_every_time(visitor: Visitor, meet: Meet) -> None:
    meet("single", "multiple")

    ids = [card["answer_id"] for _ in range(2) for card in cards_for(visitor)]

    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=51", "limit=x", "limit=1&limit=2", "limit=%00", "html=2", "more=1"],
)
def test_a_faulty_query_is_refused_with_a_sentence(visitor: Visitor, query: str) -> None:
    response = visitor.client.get(f"{CARDS}?{query}")

    assert query.partition("=")[0] in assert_is_problem(response, 422)


def test_an_empty_bank_hands_out_nothing(app: Flask, visitor: Visitor, meet: Meet) -> None:
    meet("single", "short")
    change_stored(app, "UPDATE question SET retired_at = '2026-01-01 00:00:00.000000'")
    change_stored(app, "UPDATE content_state SET content_hash = 'empty'")

    assert cards_for(visitor, "?html=1") == []
