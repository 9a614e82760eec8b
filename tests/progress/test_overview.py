from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date, timedelta

import pytest

from studyapp.bank.catalogue import Catalogue
from studyapp.progress.overview import (
    Learning,
    ModuleRow,
    SourceCard,
    module_row,
    source_card,
    strokes_of,
)
from studyapp.reading.reading_place import ModuleKey, Reading
from studyapp.review.memory import Memory
from tests.conftest import NOON

TODAY = date(2026, 3, 5)
DAY = timedelta(days=1)
MILL = ("oak-1950", "mill")
QUESTIONS = 8


def learning(
    memories: Mapping[int, Memory] | None = None,
    readings: Mapping[ModuleKey, Reading] | None = None,
    due: Set[int] = frozenset(),
) -> Learning:
    return Learning(TODAY, memories or {}, readings or {}, due)


def held(days_to_due: int) -> Memory:
    return Memory(30.0, 5.0, TODAY - DAY, TODAY + days_to_due * DAY)


def row_of(oak: Catalogue, known: Learning, module: str = "oak-1950/mill") -> ModuleRow:
    return module_row(oak, *oak.modules[module], known)


def card_of(oak: Catalogue, known: Learning, article: str = "oak-1950") -> SourceCard:
    return source_card(oak, oak.articles[article], known)


def test_a_paragraph_has_a_stroke_of_its_own(oak: Catalogue) -> None:
    module = oak.modules["oak-1950/mill"][1]

    assert strokes_of(oak, module, learning()) == ("new", "")
    assert strokes_of(oak, module, learning({1: held(9)})) == ("known", "")
    assert strokes_of(oak, module, learning({1: held(9), 2: held(1)})) == ("fading", "")
    assert strokes_of(oak, module, learning({1: held(9), 2: held(0)}, due={2})) == ("due", "")
    assert strokes_of(oak, module, learning({1: held(9)}, due={99})) == ("known", "")


def test_a_module_is_described_to_who_has_done_nothing(oak: Catalogue) -> None:
    row = row_of(oak, learning())

    assert (row.url, row.title) == ("/read/oak-1950/mill", "The miller")
    assert (row.part, row.editorial_title) == (1, False)
    assert (row.paragraph_count, row.minutes) == (2, 1)
    assert (row.question_count, row.asked, row.known_text) == (QUESTIONS, 0, "")
    assert (row.read, row.started) == (False, False)
    assert row.bars_sentence == "2 paragraphs: 1 not asked yet."


def test_a_module_counts_its_own_questions_alone(oak: Catalogue) -> None:
    row = row_of(oak, learning({1: held(9), 2: held(9), 99: held(9)}))

    assert (row.asked, row.known_text) == (2, f"about 2 of {QUESTIONS}")
    assert row_of(oak, learning({1: held(9)}), "oak-1950/fire").asked == 0


@pytest.mark.parametrize(
    ("reading", "started", "read"),
    [
        pytest.param(Reading(3, NOON, finished=False), True, False, id="opened"),
        pytest.param(Reading(5, NOON, finished=True), True, True, id="finished"),
    ],
)
def test_a_module_says_how_far_it_was_read(
    oak: Catalogue, reading: Reading, started: bool, read: bool
) -> None:
    row = row_of(oak, learning(readings={MILL: reading}))

    assert (row.started, row.read) == (started, read)


def test_a_source_says_of_itself_what_it_states(oak: Catalogue) -> None:
    card = card_of(oak, learning())

    assert (card.url, card.label) == ("/read/oak-1950/", "Oak 1950")
    assert (card.title, card.byline) == ("The mill at Lower Oak", "Ann Oak")
    assert card.tendency == "Speaks for the millers."


def test_a_source_without_author_or_date_says_so(oak: Catalogue) -> None:
    card = card_of(oak, learning(), "elm")

    assert (card.byline, card.dateline, card.publisher) == (
        "Author unstated",
        "Date unstated",
        None,
    )


def test_a_source_is_the_sum_of_its_modules(oak: Catalogue) -> None:
    known = learning({n: held(9) for n in range(1, 5)}, {MILL: Reading(5, NOON, finished=True)})
    rows = [row_of(oak, known), row_of(oak, known, "oak-1950/fire")]

    card = card_of(oak, known)

    assert card.minutes == sum(row.minutes for row in rows)
    assert card.paragraph_count == sum(row.paragraph_count for row in rows)
    assert card.question_count == sum(row.question_count for row in rows) == QUESTIONS
    assert card.asked == sum(row.asked for row in rows) == 4
    assert (card.module_count, card.modules_read) == (2, 1)
    assert card.bars == tuple(row.bars for row in rows)
    assert card.known_text == f"about 4 of {QUESTIONS}"


def test_what_was_learnt_of_one_source_says_nothing_of_another(oak: Catalogue) -> None:
    known = learning({1: held(9)}, {MILL: Reading(5, NOON, finished=True)})

    assert card_of(oak, known, "elm") == card_of(oak, learning(), "elm")


def test_time_turns_known_strokes_into_fading_ones(oak: Catalogue) -> None:
    known = learning({1: held(9)})

    bars = [row_of(oak, replace(known, today=TODAY + n * DAY)).bars[0] for n in (0, 7, 8, 30)]

    assert bars == ["known", "known", "fading", "fading"]
