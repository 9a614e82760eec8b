import re

import pytest
from flask import Flask

from studyapp.bank.question import Cloze, Locate, Multiple, Number, Short, Single
from tests.review.builders import KINDS, right_given
from tests.review.cards import (
    answered,
    check_of,
    near_to,
    open_card,
    questions_of,
    read_card,
    send,
    wrong_on,
)
from tests.review.page_text import attribute, parsed, words, words_of
from tests.stored import stored_rows
from tests.visitor import Visitor

EMPTY = {
    "single": "Choose an answer first.",
    "multiple": "Choose an answer first.",
    "cloze": "Fill in every blank first.",
    "short": "Type an answer first.",
    "number": "Type an answer first.",
    "order": "Put all items in order first.",
    "match": "Match every item first.",
    "locate": "Choose a paragraph first.",
}


def results(app: Flask) -> list[tuple[object, ...]]:
    """Return what the log says of every entry, in order."""
    rows = stored_rows(app, 'SELECT mode, "right" FROM review_log ORDER BY id')
    return [tuple(row) for row in rows]


def same_words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_answer_is_proved_by_its_passage(app: Flask, visitor: Visitor, kind: str) -> None:
    stored = questions_of(app, kind)[0]
    card = open_card(visitor, check_of(app, stored))
    assert card.question_id == stored.id

    page = answered(visitor, card, card.filled(stored.question, right_given(stored.question)))

    text, root = words_of(page), parsed(page)
    assert "Right." in text
    assert stored.question.stem in text
    assert stored.question.explanation in text
    quotes = sorted(same_words(entry.quote) for entry in stored.question.evidence)
    assert sorted(same_words(words(mark)) for mark in root.query("mark")) == quotes
    places = {
        f"/read/{stored.module}#p{entry.paragraph.partition(':')[2]}"
        for entry in stored.question.evidence
    }
    assert places <= {attribute(link, "href") for link in root.query("main a")}
    assert results(app) == [("check", 1)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_answer_is_told_so_with_the_key(app: Flask, visitor: Visitor, kind: str) -> None:
    stored = questions_of(app, kind)[0]
    card = open_card(visitor, check_of(app, stored))

    page = answered(visitor, card, card.filled(stored.question, wrong_on(card, stored.question)))

    text, question = words_of(page), stored.question
    assert "Not quite." in text
    assert question.explanation in text
    assert results(app) == [("check", 0)]
    if isinstance(question, Single | Multiple):
        chosen = next(option for option in question.options if not option.correct)
        assert chosen.why is not None
        assert chosen.why in text


@pytest.mark.parametrize("kind", ["cloze", "short", "number"])
def test_a_likely_mistake_is_answered_with_its_reason(
    app: Flask, visitor: Visitor, kind: str
) -> None:
    stored, mistake = next(
        (s, s.question.wrong[0])
        for s in questions_of(app, kind)
        if isinstance(s.question, Cloze | Short | Number) and s.question.wrong
    )
    card = open_card(visitor, check_of(app, stored))

    page = answered(visitor, card, dict.fromkeys(["text", "blank-0", "blank-1"], mistake.answer))

    assert "Not quite." in words_of(page)
    assert mistake.why in words_of(page)


@pytest.mark.parametrize("kind", KINDS)
def test_who_does_not_know_is_shown_the_key(app: Flask, visitor: Visitor, kind: str) -> None:
    stored = questions_of(app, kind)[0]
    card = open_card(visitor, check_of(app, stored))

    page = answered(visitor, card, {}, act="unsure")

    assert "You said you don’t know." in words_of(page)
    assert stored.question.explanation in words_of(page)
    assert results(app) == [("check", 0)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_answer_is_asked_for_and_not_logged(
    app: Flask, visitor: Visitor, kind: str
) -> None:
    stored = questions_of(app, kind)[0]
    card = open_card(visitor, check_of(app, stored))

    response = send(visitor, card, {})

    again = read_card(response.text)
    assert response.status_code == 422
    assert again.alerts == [EMPTY[kind]]
    # The token says when it was made, so it is another one in the next second.
    card.form.fields["csrf_token"] = again.form.fields["csrf_token"]
    assert again.form == card.form
    assert results(app) == []


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("number", {"text": "several"}, "Type the answer as a number, such as 1936 or 1,500."),
        ("cloze", {"blank-0": "Ryazan", "blank-1": ""}, "Fill in every blank first."),
        ("order", {"place-0": "2", "place-1": ""}, "Put all items in order first."),
        ("match", {"right-0": "1", "right-2": "0"}, "Match every item first."),
        ("short", {"text": "a" * 501}, "Type an answer of at most 500 characters."),
    ],
)
def test_what_was_filled_in_is_kept_when_more_is_needed(
    app: Flask, visitor: Visitor, kind: str, fields: dict[str, str], sentence: str
) -> None:
    stored = next(
        s
        for s in questions_of(app, kind)
        if not isinstance(s.question, Cloze) or len(s.question.answers) == 2
    )
    card = open_card(visitor, check_of(app, stored))

    response = send(visitor, card, {**fields})

    assert response.status_code == 422
    assert sentence in read_card(response.text).alerts[0]
    assert {name: kept(response.text, name) for name in fields} == fields
    assert results(app) == []


def kept(page: str, name: str) -> str:
    """Return what a field of a page holds."""
    root = parsed(page)
    for box in root.query(f"input[name={name}]"):
        return attribute(box, "value")
    chosen = root.query(f"select[name={name}] option[selected]")
    return attribute(chosen[0], "value") if chosen else ""


@pytest.mark.parametrize("kind", ["cloze", "short", "locate"])
@pytest.mark.parametrize("then", ["right", "nearly again"])
def test_a_nearly_right_answer_is_asked_for_once_more(
    app: Flask, visitor: Visitor, kind: str, then: str
) -> None:
    stored, near = next(
        (s, given) for s in questions_of(app, kind) if (given := near_to(app, s.question))
    )
    card = open_card(visitor, check_of(app, stored))
    fields = card.filled(stored.question, near)

    first = send(visitor, card, fields)

    again = read_card(first.text)
    assert first.status_code == 200
    told = "It stands next to the paragraph" if kind == "locate" else "Check the spelling"
    assert f"Nearly. {told}" in words_of(first.text)
    assert again.answer_id == card.answer_id
    assert results(app) == []
    if not isinstance(stored.question, Locate):
        assert {name: kept(first.text, name) for name in fields} == fields

    given = right_given(stored.question) if then == "right" else near
    page = answered(visitor, again, again.filled(stored.question, given))

    missed = "Not quite." if kind == "locate" else "Nearly right."
    assert ("Right." if then == "right" else missed) in words_of(page)
    assert results(app) == [("check", int(then == "right"))]


def test_a_second_try_that_is_empty_is_still_the_second_try(app: Flask, visitor: Visitor) -> None:
    stored, near = next(
        (s, given) for s in questions_of(app, "short") if (given := near_to(app, s.question))
    )
    card = open_card(visitor, check_of(app, stored))
    fields = card.filled(stored.question, near)
    second = read_card(send(visitor, card, fields).text)

    third = read_card(send(visitor, second, {"text": ""}).text)

    assert "Nearly right." in words_of(answered(visitor, third, fields))
