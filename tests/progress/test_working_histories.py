"""Over random histories each figure is what the rows of the log say, added up by hand."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from studyapp.accounts.operations import ensure_learner
from studyapp.bank.queries import catalogue
from studyapp.progress.retention.breakdown import break_down
from studyapp.progress.retention.queries import LATEST_REVIEWS, latest_reviews, working_of
from studyapp.progress.retention.question_history import ANSWERS_SHOWN
from studyapp.progress.retention.question_queries import answers_to
from studyapp.progress.retention.working import MONTHS
from studyapp.review.days.operations import MATURE_DAYS
from studyapp.review.operations import rebuild_memory
from studyapp.web import LARGEST_ID
from tests.conftest import NOON
from tests.progress.long_history import live_long
from tests.progress.plain_figures import counted, latest, log_rows, said, standing, tally, waits

LEARNERS, ACTS, QUESTIONS = 12, 90, 4
DAYS = [NOON.date() - timedelta(days=n) for n in (0, 1, 45, 200)]


@pytest.fixture(scope="module")
def lived(shared_app: Flask) -> list[int]:
    """Return learners who did everything, the first of them nothing."""
    with shared_app.app_context():
        stored = list(catalogue().questions.values())
        ids = [ensure_learner(f"token {n}", "UTC", now=NOON).id for n in range(LEARNERS)]
        for n, learner_id in enumerate(ids[1:]):
            live_long(learner_id, n, ACTS, stored[n * QUESTIONS : (n + 1) * QUESTIONS])
    return ids


@pytest.fixture
def learners(shared_app: Flask, lived: list[int]) -> Iterator[list[int]]:
    """Return those learners, with their app at hand."""
    with shared_app.app_context():
        yield lived


def first_within(today: date, days: int) -> date:
    return today - timedelta(days=days - 1)


def test_recall_is_what_the_log_adds_up_to(learners: list[int]) -> None:
    seen = {"young": 0, "mature": 0}
    for learner_id in learners:
        rows = log_rows(learner_id)
        for today in DAYS:
            found = working_of(learner_id, today)
            for retention, days in ((found.lately, 30), (found.year, 365)):
                first = first_within(today, days)
                assert retention.young == counted(rows, first, most=MATURE_DAYS - 1)
                assert retention.mature == counted(rows, first, least=MATURE_DAYS)
                assert retention.all == counted(rows, first)
                seen["young"] += retention.young.of
                seen["mature"] += retention.mature.of

    assert min(seen.values()) > 100


def test_each_month_is_what_the_log_adds_up_to(learners: list[int]) -> None:
    for learner_id in learners:
        rows, wait = log_rows(learner_id), waits(log_rows(learner_id))
        for today in DAYS:
            days = [(min(r.learner_day, today), bool(r.right)) for r in rows if r.id in wait]
            by_month = tally(((day.year, day.month), right) for day, right in days)
            months = working_of(learner_id, today).months

            assert len(months) == MONTHS
            assert months[-1][0] == today.replace(day=1)
            for month, share in months:
                assert share == by_month.get((month.year, month.month), (0, 0))


def test_certainty_is_what_the_log_adds_up_to(learners: list[int]) -> None:
    for learner_id in learners:
        rows = log_rows(learner_id)
        for today in DAYS:
            for confidence, share in working_of(learner_id, today).said.items():
                assert share == said(rows, confidence, first_within(today, 365))


def test_the_latest_reviews_are_those_of_the_log(learners: list[int]) -> None:
    for learner_id in learners:
        assert latest_reviews(learner_id) == latest(log_rows(learner_id), LATEST_REVIEWS)


def test_kinds_and_sources_are_what_the_log_adds_up_to(learners: list[int]) -> None:
    served = catalogue()
    for learner_id in learners:
        reviews = latest(log_rows(learner_id), LATEST_REVIEWS)
        stored = [(served.questions[n], right) for n, right in reviews]

        by_source = tally((s.module.split("/")[0], right) for s, right in stored)

        parts = break_down(latest_reviews(learner_id), served)

        assert parts.kinds == tally((s.question.kind, right) for s, right in stored)
        assert parts.compared == by_source.pop("compare", (0, 0))
        assert parts.sources == by_source
        assert parts.retired == (0, 0)


def test_the_history_of_a_question_holds_each_answer_once(learners: list[int]) -> None:
    for learner_id in learners:
        rows = log_rows(learner_id)
        wait = {row.id: row for row in standing(rows)}
        for question_id in {row.question_id for row in rows}:
            part = answers_to(learner_id, question_id, LARGEST_ID)
            of_question = [row for row in wait.values() if row.question_id == question_id]

            shown = [answer for answer in part.answers if not answer.is_undone]

            assert len(of_question) <= ANSWERS_SHOWN
            assert {a.log_id for a in shown} == {row.id for row in of_question}
            assert [a.recorded_at for a in shown] == sorted(a.recorded_at for a in shown)
            for answer in shown:
                row = wait[answer.log_id]
                assert (answer.right, answer.day) == (row.right, row.learner_day)
                assert (answer.stability, answer.due_on) == (row.stability, row.due_on)


def test_the_days_that_the_figures_are_read_from_are_those_of_a_rebuild(
    learners: list[int],
) -> None:
    rebuilt = rebuild_memory()

    assert (rebuilt.differed, rebuilt.days) == ((), ())
