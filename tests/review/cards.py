"""Cards as a visitor without script meets them: read by their visible words, filled in by them."""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask
from justhtml import JustHTML
from werkzeug.test import TestResponse

from studyapp.accounts.access import COOKIE
from studyapp.accounts.operations import ensure_learner
from studyapp.bank.catalogue import StoredQuestion, neighbours, siblings
from studyapp.bank.grading import Given, grade
from studyapp.bank.queries import catalogue
from studyapp.bank.question import (
    COMPARE,
    Cloze,
    Locate,
    Match,
    Multiple,
    Order,
    Question,
    Short,
    Single,
)
from studyapp.review.checks.run import questions_of_run
from tests.review.builders import give, right_given, wrong_given
from tests.review.page_text import attribute, parsed, words, words_of
from tests.visitor import Fields, Form, Visitor, forms_in


@dataclass
class Card:
    """A page that asks a question."""

    page: str
    form: Form

    @property
    def answer_id(self) -> str:
        """Return the id that the answer will have."""
        return str(self.form.fields["answer_id"])

    @property
    def question_id(self) -> int:
        """Return which question it is."""
        return int(self.form.action.partition("?")[0].rpartition("/")[2])

    @property
    def alerts(self) -> list[str]:
        """Return what the page reports as wrong."""
        return [words(node) for node in parsed(self.page).query("main [role=alert]")]

    @property
    def paragraphs(self) -> list[str]:
        """Return the ids of the paragraphs to choose from."""
        return self.form.choices["paragraph"]

    def filled(self, question: Question, given: Given) -> Fields:
        """Return the fields that say `given`, found by the words beside them."""
        root = parsed(self.page)
        match question:
            case Single() | Multiple():
                chosen = given if isinstance(given, list) else [given]
                values = _choices(root)
                return {"choice": [values[question.options[int(n or 0)].text] for n in chosen]}
            case Order():
                assert isinstance(given, list)
                names = {item: name for name, item in _selects(root).items()}
                wanted = [question.items[int(n)] for n in given]
                return {names[item]: str(place) for place, item in enumerate(wanted, 1)}
            case Match():
                assert isinstance(given, list)
                rights = [question.pairs[int(n)].right for n in given]
                wanted_by = dict(zip([p.left for p in question.pairs], rights, strict=True))
                values = _rights(root)
                return {name: values[wanted_by[left]] for name, left in _selects(root).items()}
            case Cloze():
                assert isinstance(given, list)
                return {f"blank-{n}": str(text) for n, text in enumerate(given)}
            case Locate():
                return {"paragraph": str(given)}
            case _:
                return {"text": str(given)}


def read_card(page: str) -> Card:
    """Return the card on a page."""
    return Card(page, next(form for form in forms_in(page) if "answer_id" in form.fields))


def open_card(visitor: Visitor, address: str) -> Card:
    """Open a page that asks a question."""
    return read_card(visitor.open(address))


def send(visitor: Visitor, card: Card, fields: Fields, act: str = "check") -> TestResponse:
    """Press one of the buttons of a card."""
    return visitor.client.post(card.form.action, data=card.form.fields | fields | {"act": act})


def answered(visitor: Visitor, card: Card, fields: Fields, act: str = "check") -> str:
    """Press a button of a card and return the feedback that follows."""
    response = send(visitor, card, fields, act)
    assert response.status_code == 303, (response.status_code, words_of(response.text))
    location = str(response.location)
    assert location.partition("?")[0] == f"/review/answers/{card.answer_id}"
    return visitor.open(location)


def start_check(visitor: Visitor, module: str) -> str:
    """Begin a check and return its address."""
    return visitor.address_after(f"/check/{module}/start")


def answer(app: Flask, visitor: Visitor, card: Card, *, right: bool = True) -> str:
    """Answer a card, for good, and return the feedback that follows."""
    question = question_at(app, card.question_id).question
    given = right_given(question) if right else wrong_on(card, question)
    return answered(visitor, card, {**card.filled(question, given), "again": "1"})


def ask(app: Flask, visitor: Visitor, address: str) -> int:
    """Answer the question that an address asks, and return which it was."""
    card = open_card(visitor, address)
    answer(app, visitor, card)
    return card.question_id


def question_at(app: Flask, question_id: int) -> StoredQuestion:
    """Return what the bank serves under an id."""
    with app.app_context():
        return catalogue().questions[question_id]


def questions_of(app: Flask, *kinds: str) -> list[StoredQuestion]:
    """Return every question of some kinds that is about one module."""
    with app.app_context():
        stored = catalogue().questions.values()
    return [s for s in stored if s.question.kind in kinds and s.module != COMPARE]


def unrelated_questions(app: Flask, *kinds: str) -> list[StoredQuestion]:
    """Return questions of some kinds of which no two are proved by one paragraph."""
    found: list[StoredQuestion] = []
    with app.app_context():
        served = catalogue()
        taken: set[int] = set()
        for stored in questions_of(app, *kinds):
            if stored.id not in taken:
                found.append(stored)
                taken |= siblings(served, stored.id)
    return found


def check_of(app: Flask, stored: StoredQuestion) -> str:
    """Return the address of a check that begins with this question for who has met none."""
    with app.app_context():
        asked = catalogue().questions_in(stored.module)
    runs = (str(uuid.UUID(int=number)) for number in range(10_000))
    run_id = next(run for run in runs if questions_of_run(asked, set(), run, size=1) == [stored.id])
    return f"/check/{stored.module}/{run_id}"


def learner_behind(app: Flask, visitor: Visitor) -> int:
    """Return the learner that a visitor is, from their first act on."""
    visitor.open("/")
    with app.app_context():
        return ensure_learner(visitor.cookie(COOKIE) or "", "UTC", now=datetime.now(UTC)).id


def met(
    app: Flask,
    visitor: Visitor,
    stored: StoredQuestion,
    when: datetime,
    *,
    right: bool = True,
) -> None:
    """Let a visitor have answered a question at an earlier time."""
    learner_id = learner_behind(app, visitor)
    with app.app_context():
        give(learner_id, stored, uuid.uuid4().int, right=right, now=when)


def wrong_on(card: Card, question: Question) -> Given:
    """Return a wrong answer that can be given on a card."""
    if not isinstance(question, Locate):
        return wrong_given(question)
    right = [card.paragraphs.index(target) for target in question.targets]
    far = (n for n in range(len(card.paragraphs)) if all(abs(n - at) > 1 for at in right))
    return card.paragraphs[next(far)]


def near_to(app: Flask, question: Question) -> Given:
    """Return an answer that is nearly right; None if there is none to be found."""
    if isinstance(question, Locate):
        with app.app_context():
            return min(neighbours(catalogue(), question.targets), default=None)
    if isinstance(question, Short):
        tries: list[Given] = [_mistyped(answer) for answer in question.answers]
    elif isinstance(question, Cloze):
        key = [variants[0] for variants in question.answers]
        tries = [[*key[:n], _mistyped(text), *key[n + 1 :]] for n, text in enumerate(key)]
    else:
        return None
    return next((given for given in tries if grade(question, given).verdict == "near"), None)


def _mistyped(text: str) -> str:
    """Double a letter in the middle of the longest word."""
    word = max(text.split(), key=len)
    middle = len(word) // 2
    return text.replace(word, word[:middle] + word[middle - 1 :])


def _choices(root: JustHTML) -> dict[str, str]:
    """Return the value of each choice by its words; the number before them is not read out."""
    found = {}
    for label in root.query("main label"):
        for box in label.query("input[name=choice]"):
            hidden = "".join(words(node) for node in label.query("[aria-hidden=true]"))
            found[words(label).removeprefix(hidden).strip()] = attribute(box, "value")
    return found


def _selects(root: JustHTML) -> dict[str, str]:
    """Return the label of each list to choose from by its name."""
    labels = {attribute(node, "id"): words(node) for node in root.query("span[id]")}
    labels |= {attribute(label, "for"): words(label) for label in root.query("label[for]")}
    found = {}
    for select in root.query("main select"):
        by = attribute(select, "aria-labelledby") or attribute(select, "id")
        found[attribute(select, "name")] = labels[by]
    return found


def _rights(root: JustHTML) -> dict[str, str]:
    """Return the value of each right by its words; a letter before them does not count."""
    options = root.query("main select")[0].query("option")
    return {re.sub(r"^[A-E]\. ", "", words(o)): attribute(o, "value") for o in options}
