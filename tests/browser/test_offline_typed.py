"""What is typed without a network: looked at once, judged by the server."""

import pytest
from flask import Flask
from playwright.sync_api import expect

from studyapp.bank.grading import LONGEST_TEXT, AnswerShapeError, parse_given
from studyapp.bank.question import Cloze, Question
from studyapp.review.asking.form_answer import answer_in
from tests.browser.offline_learner import Learner, expect_told
from tests.review.builders import answer_id, right_given
from tests.review.cards import unrelated_questions

TYPED = [
    *("Lenin", " the state ", "?", "", "  ", "_", "—", "the", "the ?", "“the” …", "&", "½"),
    *("Ł", "中", "x" * 500, "x" * 501, "😀" * 300, "😀", "a\0b", "Beneš", "\ufe0f", "\u0301"),
    *("1936", " 1936. ", "about 1936", "in 1936", "1936?", "1,500", "1 500", "1.5", "1.500.75"),
    *("1\u202f500", "1936-38", "\u22125", "+ 5", "50 %", "50 per cent", "per cent", "3 millions"),
    *("1.125 million", "1,125 million", "20thousand", "10 quadrillion", "\uff12\uff10", "²", "1e5"),
    *("1000000000000000", "1000000000000001", "2 million billion", "1936 years", "1 2", "01,500"),
    *("1000000000000000.04", "1.00000000000000004 million billion", "0.5 billion billion"),
    *("0 billion billion", "\u0661\u0669\u0663\u0666", "\u0967\u096b\u066b\u0966", "19\u00ad36"),
    *("\u0661\u066c\u0665\u0660\u0660", "\u200b", "\U0001d7d9\U0001d7e1"),
    *(".5", "5.", "constructor 5", "5 constructor", "$5", "1936 or 1937", "0" * 60, "0" * 61),
]


def test_a_typed_answer_is_judged_by_the_server(learner: Learner, served_app: Flask) -> None:
    stored = unrelated_questions(served_app, "short")[0]
    learner.meet(stored)
    learner.context.set_offline(True)

    learner.page.locator("[data-write]").fill(str(right_given(stored.question)))
    learner.page.keyboard.press("Enter")

    expect(learner.page.locator("[data-verdict]")).to_have_text("Judged when you are back online.")
    learner.context.set_offline(False)
    expect_told(learner.page, "1 answer sent, 1 right")
    assert learner.answers() == [(stored.id, True)]
    learner.forgive_network()


@pytest.mark.parametrize("kind", ["short", "cloze", "number"])
def test_what_is_no_answer_is_told_at_once_as_the_server_would_tell_it(
    learner: Learner, served_app: Flask, kind: str
) -> None:
    (stored,) = unrelated_questions(served_app, kind)[:1]
    blanks = len(stored.question.answers) if isinstance(stored.question, Cloze) else 0
    names = [f"blank-{n}" for n in range(blanks)] or ["text"]
    filled = [{name: [text] for name in names} for text in TYPED]
    filled += [{name: ["Lenin" if name == names[0] else ""] for name in names}]
    learner.page.goto("/review/offline")

    told = learner.page.evaluate(
        """async ([judge, card, filled]) => {
            const { findFault } = await import(judge);
            return filled.map(fields => findFault(card, fields));
        }""",
        [
            f"{served_app.static_url_path}/js/offline-judge.js",
            {"kind": kind, "items": [], "unit": getattr(stored.question, "unit", None)},
            filled,
        ],
    )

    expected = [fault_of(stored.question, fields) for fields in filled]
    assert dict(enumerate(told)) == dict(enumerate(expected))
    assert any(told)
    assert not all(told)


def fault_of(question: Question, filled: dict[str, list[str]]) -> str:
    """Return why the server would refuse what is filled in; nothing where it takes it."""
    try:
        parse_given(question, answer_in(question, filled, answer_id(1)))
    except AnswerShapeError as error:
        return str(error)
    return ""


def test_what_is_no_answer_is_not_kept_and_the_question_stays(
    learner: Learner, served_app: Flask
) -> None:
    learner.meet(unrelated_questions(served_app, "number")[0])
    learner.context.set_offline(True)
    page = learner.page
    field = page.locator("[data-write]")

    field.fill("about 1936")
    page.get_by_role("button", name="Check").click()

    expect(page.get_by_role("alert")).to_contain_text("Type the answer as a number")
    expect_told(page, "^$")
    field.fill("1936")
    page.get_by_role("button", name="Check").click()
    expect_told(page, "1 answer waits")
    learner.forgive_network()


def test_a_typed_answer_ends_where_the_server_would_refuse_more(
    learner: Learner, served_app: Flask
) -> None:
    learner.meet(unrelated_questions(served_app, "short")[0])
    for address in ("/review/offline", "/review"):
        learner.page.goto(address)

        expect(learner.page.locator("[data-write]")).to_have_attribute(
            "maxlength", str(LONGEST_TEXT)
        )
