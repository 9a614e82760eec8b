"""A session can be limited: to a source, a module, a tag, comparisons, or mistakes."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.review.learner_day import learner_day
from studyapp.review.session.queries import count_waiting, review_day
from studyapp.review.session.selection import names_of, selection_named
from tests.review.cards import ask, learner_behind, met, open_card, unrelated_questions
from tests.review.page_text import attribute, parsed, progress_of, words, words_of
from tests.review.test_new_questions import take_in
from tests.visitor import Visitor


@pytest.fixture
def due(app: Flask, visitor: Visitor) -> dict[str, StoredQuestion]:
    """Return a due question of each source and one that compares, by source."""
    with app.app_context():
        compare = next(s for s in catalogue().questions.values() if s.module == COMPARE)
    found = {s.module.partition("/")[0]: s for s in unrelated_questions(app, "single")}
    found[COMPARE] = compare
    for number, stored in enumerate(found.values()):
        met(app, visitor, stored, datetime.now(UTC) - timedelta(days=30 + number))
    return found


def choices(page: str) -> dict[str, str]:
    """Return each selection that a page offers, by its words."""
    links = {words(node): attribute(node, "href") for node in parsed(page).query("a")}
    return {text: str(link) for text, link in links.items() if "only=" in str(link)}


def test_a_question_belongs_to_its_source_its_module_and_its_tags(app: Flask) -> None:
    with app.app_context():
        stored = next(s for s in catalogue().questions.values() if len(s.question.tags) > 1)

        names = names_of(stored)
        held = {name: selection_named(name, catalogue()) for name in names}

    assert names == {
        stored.module,
        stored.module.partition("/")[0],
        *(f"tag:{tag}" for tag in stored.question.tags),
    }
    assert all(s and s.question_ids and stored.id in s.question_ids for s in held.values())


@pytest.mark.parametrize("source", ["cwi-2003", "malvar-2021", "woods-2003", COMPARE])
def test_a_session_stays_within_what_was_chosen(
    app: Flask, visitor: Visitor, due: dict[str, StoredQuestion], source: str
) -> None:
    card = open_card(visitor, f"/review?only={source}")
    assert card.question_id == due[source].id
    assert "Card 1 of 1" in progress_of(card.page)

    response = visitor.send(card.form, act="unsure")
    page = visitor.open(response.headers["Location"])

    following = next(str(attribute(a, "href")) for a in parsed(page).query("a[data-continue]"))
    assert following == f"/review?only={source}"
    assert open_card(visitor, following).question_id == due[source].id


def test_a_session_of_mistakes_asks_what_was_missed_before(
    app: Flask, visitor: Visitor, due: dict[str, StoredQuestion]
) -> None:
    slipped = due["cwi-2003"]
    met(app, visitor, slipped, datetime.now(UTC) - timedelta(days=3), right=False)

    assert open_card(visitor, "/review?only=mistakes").question_id == slipped.id
    assert "Only what you missed before." in words_of(visitor.open("/review?only=mistakes"))
    ask(app, visitor, "/review?only=mistakes")
    assert "Only what you missed before was asked, and nothing of it is due" in words_of(
        visitor.open("/review?only=mistakes")
    )


@pytest.mark.usefixtures("due")
def test_what_holds_something_due_can_be_chosen(visitor: Visitor) -> None:
    offered = choices(visitor.open("/review/choose"))

    assert {"CWI 2003", "Woods 2003", "Comparisons of sources"} <= offered.keys()
    assert "What you missed before" not in offered
    for link in offered.values():
        assert open_card(visitor, link)


def test_with_nothing_due_there_is_nothing_to_choose(visitor: Visitor) -> None:
    page = visitor.open("/review/choose")

    assert "Nothing is due now" in words_of(page)
    assert choices(page) == {}


@pytest.mark.parametrize(
    "name",
    [
        *("", "nowhere", "tag:", "woods-2003/nowhere", "1"),
        *("cram:", "cram:mistakes", "cram:anyway", "cram:exam:1", "cram:cram:woods-2003"),
        *("exam:", "exam:1", "exam:٣", f"exam:{10**30}", "cram:" * 3000),
    ],
    ids=lambda name: name[:20],
)
@pytest.mark.usefixtures("due")
def test_a_selection_that_holds_nothing_is_told_in_one_sentence(
    visitor: Visitor, name: str
) -> None:
    response = visitor.client.get("/review", query_string={"only": name})

    assert response.status_code == 404
    assert "There is nothing of that name to review." in response.text


def test_each_part_is_offered_with_what_its_session_asks(
    app: Flask, visitor: Visitor, due: dict[str, StoredQuestion]
) -> None:
    woods = [s for s in unrelated_questions(app, "single") if s.module.startswith("woods")]
    met(app, visitor, woods[1], datetime.now(UTC), right=False)
    take_in(app, visitor, woods[2:6], new_per_day=3)

    page = visitor.open("/review/choose")

    offered = dict(re.findall(r'only=([^"&]+)">[^<]*</a> <span class="hint">(\d+) due', page))
    assert (offered["woods-2003"], offered["mistakes"]) == ("5", "1")
    for name, number in offered.items():
        assert cards_of_session(app, visitor, unquote(name)) == int(number), name


def cards_of_session(app: Flask, visitor: Visitor, name: str) -> int:
    """Return how many questions a session limited to a selection asks, by its counts."""
    learner_id = learner_behind(app, visitor)
    today = learner_day(datetime.now(UTC), ZoneInfo("UTC"))
    with app.app_context():
        only = selection_named(name, catalogue())
        return count_waiting(learner_id, today, review_day(learner_id, today, only)).total
