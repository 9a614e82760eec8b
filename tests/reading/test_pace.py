"""Only reading is measured, and what is left is said at the reader's own pace."""

import pytest

from studyapp.reading.article import STUDY_WORDS_PER_MINUTE, Module, Paragraph
from studyapp.reading.pace import (
    FASTEST,
    PRIOR_WORDS,
    SLOWEST,
    Step,
    left_text,
    minutes_for,
    step_between,
    words_left,
    words_per_minute,
)
from studyapp.reading.reading_place import Reading
from tests.conftest import NOON

# Paragraph numbers are given once, so they need not run in order.
COUNTS = {3: 100, 9: 50, 5: 200, 7: 40}


@pytest.fixture
def module() -> Module:
    paragraphs = (
        Paragraph(f"oak:{number}", number, None, "prose", " ".join(["word"] * count))
        for number, count in COUNTS.items()
    )
    return Module("mill", "The miller", editorial_title=False, part=1, paragraphs=tuple(paragraphs))


def read(words: int, minutes: float) -> Reading:
    return Reading(3, NOON, finished=False, words=words, seconds=minutes * 60)


@pytest.mark.parametrize(
    ("since", "place", "words"),
    [
        pytest.param(3, 9, 100, id="to the next paragraph"),
        pytest.param(3, 7, 350, id="over several"),
        pytest.param(9, 5, 50, id="to a lower number that comes later"),
        pytest.param(5, 5, 0, id="nowhere"),
        pytest.param(7, 3, 0, id="back"),
        pytest.param(0, 7, 0, id="from nowhere"),
        pytest.param(4, 7, 0, id="from no paragraph of the module"),
    ],
)
def test_a_step_has_the_words_from_its_first_paragraph_up_to_its_last(
    module: Module, since: int, place: int, words: int
) -> None:
    assert step_between(module, since, place, 30) == Step(since, words, 30)


@pytest.mark.parametrize(
    ("words", "seconds", "is_reading"),
    [
        pytest.param(180, 60, True, id="at the study pace"),
        pytest.param(FASTEST, 60, True, id="as fast as can be"),
        pytest.param(FASTEST + 1, 60, False, id="faster: skimmed or jumped"),
        pytest.param(SLOWEST, 60, True, id="as slow as can be"),
        pytest.param(SLOWEST - 1, 60, False, id="slower: left open"),
        pytest.param(100, 0, False, id="in no time"),
        pytest.param(0, 0, False, id="nothing in no time"),
        pytest.param(0, 60, False, id="nothing"),
    ],
)
def test_a_step_is_reading_within_bounds(words: int, seconds: float, is_reading: bool) -> None:
    assert Step(3, words, seconds).is_reading is is_reading


def test_who_has_read_nothing_is_thought_to_read_at_the_study_pace() -> None:
    assert words_per_minute([]) == STUDY_WORDS_PER_MINUTE
    assert words_per_minute([read(0, 0)]) == STUDY_WORDS_PER_MINUTE


def test_what_was_read_pulls_the_pace_the_more_the_more_it_is() -> None:
    as_much = words_per_minute([read(PRIOR_WORDS, PRIOR_WORDS / 360)])
    far_more = words_per_minute([read(360_000, 500), read(360_000, 1500)])

    assert as_much == pytest.approx(240)
    assert far_more == pytest.approx(360, abs=1)


def test_the_pace_stays_within_the_bounds_of_reading() -> None:
    assert SLOWEST < words_per_minute([read(SLOWEST * 900, 900)]) < STUDY_WORDS_PER_MINUTE
    assert STUDY_WORDS_PER_MINUTE < words_per_minute([read(FASTEST * 900, 900)]) < FASTEST


@pytest.mark.parametrize(
    ("place", "words"), [(3, 390), (9, 290), (5, 240), (7, 40), (0, 390), (None, 390), (61, 390)]
)
def test_left_is_what_stands_from_the_place_on(
    module: Module, place: int | None, words: int
) -> None:
    assert words_left(module, place) == words


@pytest.mark.parametrize(
    ("words", "pace", "text"),
    [
        (1080, 180, "about 6 minutes left"),
        (1081, 180, "about 7 minutes left"),
        (1080, 360, "about 3 minutes left"),
        (180, 180, "about 1 minute left"),
        (181, 180, "about 2 minutes left"),
        (179, 180, "under a minute left"),
        (0, 180, "under a minute left"),
    ],
)
def test_what_is_left_is_said_in_minutes(words: int, pace: float, text: str) -> None:
    assert left_text(words, pace) == text


@pytest.mark.parametrize("words", [181, 400, 450, 539, 3000])
def test_before_the_first_word_as_many_minutes_are_left_as_lists_say(words: int) -> None:
    minutes = minutes_for(words, STUDY_WORDS_PER_MINUTE)

    assert left_text(words, STUDY_WORDS_PER_MINUTE) == f"about {minutes} minutes left"


def test_the_minutes_of_a_module_are_those_of_its_reader(module: Module) -> None:
    assert minutes_for(module.words, STUDY_WORDS_PER_MINUTE) == module.minutes == 3
    assert minutes_for(module.words, 390) == 1
    assert minutes_for(module.words, 60) == 7
