"""Parameters are fitted to a learner, and only used where they foresee better."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import fsrs
import pytest

from studyapp.errors import ConflictError
from studyapp.review.log.replay import LogEntry
from studyapp.review.memory import Memory, Rating, remember
from studyapp.review.plan import fitting
from studyapp.review.plan.fitting import REVIEWS_NEEDED, Fit, fit, fit_text, standing
from tests.review import DAY, TODAY

STANDARD = tuple(fsrs.Scheduler().parameters)
# Who learns like this holds a first answer longer, gains less by each repetition and forgets
# along another curve than most.
UNUSUAL = (0.6, STANDARD[1], 9.2, *STANDARD[3:8], 0.9, *STANDARD[9:20], 0.4)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def log_of(answers: int, parameters: Sequence[float] = STANDARD) -> list[LogEntry]:
    """Return the log of a learner whose memory moves by some parameters.

    The questions are asked when the standard schedule asks them.
    """
    chance = random.Random(1)
    truth = fsrs.Scheduler(parameters, learning_steps=(), relearning_steps=())
    cards: dict[int, fsrs.Card] = {}
    held: dict[int, Memory] = {}
    due = {question: TODAY + timedelta(days=question % 20) for question in range(1, 61)}
    log: list[LogEntry] = []
    day = TODAY
    while len(log) < answers:
        for question in [q for q, due_on in due.items() if due_on <= day]:
            card = cards.get(question, fsrs.Card(card_id=question, due=at(day)))
            known = truth.get_card_retrievability(card, at(day)) if question in held else 0.7
            rating = Rating.GOOD if chance.random() < known else Rating.AGAIN
            cards[question], _ = truth.review_card(card, fsrs.Rating(rating), at(day))
            held[question] = remember(held.get(question), rating, day)
            due[question] = held[question].due_on
            log.append(LogEntry(len(log) + 1, question, "answer", rating, day, None))
        day += DAY
    return log[:answers]


def test_an_unusual_learner_is_foreseen_better_by_a_fit() -> None:
    found = fit(log_of(1200, UNUSUAL), None)

    assert found.is_better
    assert found.loss_after < found.loss_before
    assert found.reviews == 1200
    assert 200 < found.judged <= 240


@pytest.mark.parametrize("parameters", [STANDARD, UNUSUAL])
@pytest.mark.parametrize("answers", [REVIEWS_NEEDED, 1500])
def test_the_scheduler_takes_what_was_fitted(parameters: Sequence[float], answers: int) -> None:
    found = fit(log_of(answers, parameters), None)

    scheduler = fsrs.Scheduler(found.parameters, learning_steps=(), relearning_steps=())
    card, _ = scheduler.review_card(
        fsrs.Card(card_id=1, due=at(TODAY)), fsrs.Rating.Good, at(TODAY)
    )
    assert len(found.parameters) == len(STANDARD)
    assert card.stability is not None
    assert card.stability > 0


@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.GOOD])
def test_a_learner_who_always_answers_alike_can_be_fitted(rating: Rating) -> None:
    log = [replace(entry, rating=rating) for entry in log_of(500)]

    fsrs.Scheduler(fit(log, None).parameters)


def test_the_same_answers_give_the_same_fit() -> None:
    log = log_of(600, UNUSUAL)

    assert fit(log, None) == fit(reversed(log), None)


def test_what_is_in_use_is_what_must_be_beaten() -> None:
    log = log_of(1200, UNUSUAL)
    first = fit(log, None)

    second = fit(log, first.parameters)

    assert second.parameters == first.parameters
    assert second.loss_before < first.loss_before


def test_the_latest_answers_do_not_help_to_foresee_themselves() -> None:
    log = log_of(800)
    turned = [
        replace(entry, rating=Rating.AGAIN if n < 640 else Rating.GOOD)
        for n, entry in enumerate(log)
    ]

    found = fit(turned, None)

    assert found.loss_after > found.loss_before
    assert not found.is_better


def test_an_undone_answer_is_no_answer() -> None:
    log = log_of(REVIEWS_NEEDED)
    undo = LogEntry(999, log[9].question_id, "undo", None, TODAY, undoes=log[9].id)

    assert len(standing([*log, undo])) == REVIEWS_NEEDED - 1
    with pytest.raises(ConflictError, match=f"needs 400 answers, and there are {399} so far"):
        fit([*log, undo], None)


def test_a_late_post_counts_for_the_day_of_the_answer_before_it() -> None:
    log = log_of(600, UNUSUAL)
    late = [replace(entry, learner_day=entry.learner_day - 400 * DAY) for entry in log[300:310]]

    found = fit([*log[:300], *late, *log[310:]], None)

    assert all(0 < loss < 5 for loss in (found.loss_before, found.loss_after))


def test_answers_that_repeat_nothing_cannot_be_fitted() -> None:
    log = [LogEntry(n, n, "answer", Rating.GOOD, TODAY, None) for n in range(1, 500)]

    with pytest.raises(ConflictError, match="Too few of the answers repeat a question"):
        fit(log, None)


def test_answers_of_one_day_cannot_be_fitted() -> None:
    log = [LogEntry(n, n % 9, "answer", Rating.GOOD, TODAY, None) for n in range(1, 500)]

    with pytest.raises(ConflictError, match="on a later day"):
        fit(log, None)


def test_without_the_package_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fitting, "core", None)

    assert not fitting.can_fit()
    with pytest.raises(ConflictError, match="pip install fsrs-rs-python"):
        fit(log_of(REVIEWS_NEEDED), None)


@pytest.mark.parametrize(
    ("after", "is_first", "sentence"),
    [
        (
            0.3104,
            True,
            "The fitted schedule foretold your latest 82 answers better than the standard one,"
            " so it is used.",
        ),
        (
            0.34,
            True,
            "The fitted schedule foretold your latest 82 answers no better than the standard one,"
            " which stays.",
        ),
        (
            0.33,
            False,
            "The fitted schedule foretold your latest 82 answers no better than the one in use,"
            " which stays.",
        ),
    ],
)
def test_a_sentence_says_how_a_fit_did(after: float, is_first: bool, sentence: str) -> None:
    assert fit_text(Fit(410, STANDARD, 82, 0.33, after), is_first=is_first) == sentence
