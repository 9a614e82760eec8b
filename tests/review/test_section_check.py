"""At the end of a section a few questions about what was read so far, and back to the text."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from tests.review.cards import answer, open_card
from tests.review.page_text import attribute, parsed, press, progress_of, words, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor

MODULE = "woods-2003/before-and-in-1917"
START = f"/check/{MODULE}/start?section="


@pytest.fixture
def served(app: Flask) -> Catalogue:
    with app.app_context():
        return catalogue()


def boxes(visitor: Visitor, module: str = MODULE) -> dict[str, str]:
    """Return where each check of a section begins, by its words."""
    links = parsed(visitor.open(f"/read/{module}")).query(".section-check a")
    return {attribute(link, "href"): words(link) for link in links}


def take(app: Flask, visitor: Visitor, address: str) -> Iterator[int]:
    """Answer a check to its end and yield what it asked."""
    while not (page_address := visitor.address_after(address)).endswith("/done"):
        card = open_card(visitor, page_address)
        answer(app, visitor, card)
        yield card.question_id


def test_each_section_but_the_last_ends_in_a_check(visitor: Visitor, served: Catalogue) -> None:
    for name, (_, module) in served.modules.items():
        if len(module.sections) == 1:
            assert boxes(visitor, name) == {}

    assert boxes(visitor) == {
        f"{START}1": "Check this section: 3 questions",
        f"{START}2": "Check this section: 3 questions",
    }


def test_the_check_stands_at_the_end_of_its_section(visitor: Visitor, served: Catalogue) -> None:
    _, module = served.modules[MODULE]
    page = visitor.open(f"/read/{MODULE}")

    for n, section in enumerate(module.sections[:-1], 1):
        following = module.sections[n][0]
        order = [
            page.index(mark)
            for mark in (
                f'id="p{section[-1].number}"',
                f"{START}{n}",
                f'id="s-{n + 1}"',
                f'id="p{following.number}"',
            )
        ]
        assert order == sorted(order)


@pytest.mark.parametrize("section", [1, 2])
def test_it_asks_about_the_section_what_is_proved_so_far(
    app: Flask, visitor: Visitor, served: Catalogue, section: int
) -> None:
    sections = [{p.id for p in group} for group in served.modules[MODULE][1].sections]
    read = set().union(*sections[:section])
    address = visitor.address_after(f"{START}{section}")

    asked = list(take(app, visitor, address))

    assert len(set(asked)) == len(asked) == 3
    for question_id in asked:
        passages = {e.paragraph for e in served.questions[question_id].question.evidence}
        assert passages <= read
        assert passages & sections[section - 1]


def test_every_page_of_it_says_the_same_number(app: Flask, visitor: Visitor) -> None:
    address = visitor.address_after(f"{START}1")

    for number in (1, 2, 3):
        card = open_card(visitor, address)
        feedback = answer(app, visitor, card, right=number != 2)
        for page in (card.page, feedback, visitor.open(f"/review/answers/{card.answer_id}")):
            assert f"Card {number} of 3" in progress_of(page)
        (onward,) = parsed(feedback).query("a[data-continue]")
        assert words(onward).startswith("Continue" if number < 3 else "See the result")

    assert "2 of 3 right" in words_of(visitor.open(attribute(onward, "href")))


def test_it_leads_back_to_the_start_of_the_next_section(app: Flask, visitor: Visitor) -> None:
    address = visitor.address_after(f"{START}1")
    card = open_card(visitor, address)
    stop = {attribute(a, "href") for a in parsed(card.page).query(".bar-tools a")}
    list(take(app, visitor, address))

    done = visitor.open(f"{address}/done")

    links = {words(a): attribute(a, "href") for a in parsed(done).query("main .actions a")}
    assert links["Back to the text"] == f"/read/{MODULE}#s-2"
    assert f"/read/{MODULE}#s-2" in stop
    assert not any(text.startswith("Next:") for text in links)


def test_it_does_not_count_the_module_as_read(app: Flask, visitor: Visitor) -> None:
    list(take(app, visitor, visitor.address_after(f"{START}1")))

    assert stored_rows(app, "SELECT * FROM reading") == []


def test_what_was_asked_is_not_asked_again_by_a_section(app: Flask, visitor: Visitor) -> None:
    first = set(take(app, visitor, visitor.address_after(f"{START}1")))
    assert boxes(visitor)[f"{START}1"] == "Check this section: 2 questions"

    second = set(take(app, visitor, visitor.address_after(f"{START}1")))

    assert first.isdisjoint(second)
    assert f"{START}1" not in boxes(visitor)
    assert f"{START}2" in boxes(visitor)


def test_a_section_with_nothing_left_to_ask_says_so(
    app: Flask, visitor: Visitor, served: Catalogue
) -> None:
    while f"{START}1" in boxes(visitor):
        list(take(app, visitor, visitor.address_after(f"{START}1")))

    assert "Nothing is left to ask about this section." in words_of(visitor.open(f"{START}1", 404))


def test_the_check_of_the_module_begins_with_what_no_section_has_asked(
    app: Flask, visitor: Visitor
) -> None:
    asked = set(take(app, visitor, visitor.address_after(f"{START}1")))

    whole = list(take(app, visitor, visitor.address_after(f"/check/{MODULE}/start")))

    assert len(whole) == 8
    assert asked.isdisjoint(whole)


def test_an_undone_answer_is_asked_again_in_the_check_of_the_section(
    app: Flask, visitor: Visitor
) -> None:
    address = visitor.address_after(f"{START}2")
    card = open_card(visitor, address)
    page = answer(app, visitor, card, right=False)

    press(visitor, page, f"{card.answer_id}/undo")

    again = open_card(visitor, address)
    assert again.question_id == card.question_id
    assert "Card 1 of 3" in progress_of(again.page)


@pytest.mark.parametrize(
    ("module", "section"),
    [
        (MODULE, "0"),
        (MODULE, "-1"),
        (MODULE, "3"),
        (MODULE, "4"),
        (MODULE, "256"),
        (MODULE, "9" * 40),
        (MODULE, "x"),
        (MODULE, ""),
        ("woods-2003/general-secretary", "1"),
        (COMPARE, "1"),
        ("woods-2003/no-such-module", "1"),
    ],
)
def test_there_is_no_check_of_a_section_that_has_none(
    visitor: Visitor, module: str, section: str
) -> None:
    page = visitor.open(f"/check/{module}/start?section={section}", 404)

    assert re.search(r"section|module", words_of(page))


def test_a_made_up_run_about_no_section_is_not_there(app: Flask, visitor: Visitor) -> None:
    visitor.open(f"/check/{MODULE}/0b1f1c9e-6d0f-8a52-9d5b-3a51f2f3f0ff", 404)
    visitor.open(f"/check/{COMPARE}/0b1f1c9e-6d0f-8a52-9d5b-3a51f2f3f001", 404)
