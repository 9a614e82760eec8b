import re
import uuid
from html import unescape

import pytest
from flask import Flask

from studyapp.bank.presentation import shown_order
from studyapp.bank.question import Cloze, Locate, Multiple, Number, Short, Single
from tests.review.builders import KINDS
from tests.review.cards import check_of, open_card, questions_of
from tests.review.page_text import parsed, words
from tests.visitor import Visitor


def test_no_question_of_the_bank_gives_its_answer_away_before_it_is_answered(
    app: Flask, visitor: Visitor
) -> None:
    for stored in questions_of(app, *KINDS):
        question, page = stored.question, visitor.open(check_of(app, stored))
        secrets = [question.explanation, question.note or question.explanation]
        if isinstance(question, Single | Multiple):
            secrets += [option.why for option in question.options if option.why is not None]
        elif isinstance(question, Cloze | Short | Number):
            secrets += [entry.why for entry in question.wrong]
        if not isinstance(question, Locate):
            secrets += [entry.quote for entry in question.evidence]
        asked = question.model_dump_json(include={"stem", "text", "options", "items", "pairs"})

        source = " ".join(unescape(page).split())

        assert [s for s in secrets if s in source and s not in asked] == [], question.id
        assert "<mark" not in page, question.id
        assert not parsed(page).query("form [data-is]"), question.id
        assert not re.search(r'(?i)correct["=\']', page), question.id


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_the_answer_id_alone_decides_the_order_of_options(
    app: Flask, visitor: Visitor, kind: str
) -> None:
    stored = questions_of(app, kind)[0]
    assert isinstance(stored.question, Single | Multiple)
    orders = set()

    for _ in range(20):
        card = open_card(visitor, check_of(app, stored))
        choices = [words(label) for label in parsed(card.page).query("main .choice-text")]
        shown = [
            stored.question.options[n].text for n in shown_order(stored.question, card.answer_id)
        ]
        assert choices == shown
        orders.add(tuple(choices))

    assert len(orders) > 3


def test_each_opening_of_a_card_has_an_answer_id_of_its_own(app: Flask, visitor: Visitor) -> None:
    address = check_of(app, questions_of(app, "single")[0])

    ids = {open_card(visitor, address).answer_id for _ in range(5)}

    assert len(ids) == 5
    assert all(str(uuid.UUID(id_)) == id_ for id_ in ids)
