"""Rows 6, 7 and 10: the next question, an answer and progress, however long the log is."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from bench.browser import Answer, Browser
from bench.errors import BenchError
from bench.growth import Grown, growth_rows
from bench.histories import CLASS, History, Pupil
from bench.instances import Content, open_instance
from bench.limit_app import next_item, open_database, store_answer
from bench.rows import Goal, Row
from bench.sampling import Batch, Sample, cost_of, in_turns, repeated
from bench.servers import Server
from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.grading import grade
from studyapp.bank.queries import get_question
from studyapp.bank.question import Question, Single
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.review.learner_day import learner_day
from studyapp.review.log.queries import RecordedAnswer
from studyapp.review.log.values import GivenAnswer
from studyapp.review.operations import record_answer
from studyapp.review.session.queries import next_question, review_day
from tests.visitor import Form, forms_in

LIMIT_REQUESTS = 60
NEXT_GROWTH, ANSWER_GROWTH, PAGE_GROWTH = Goal(1.3, 1.1), Goal(1.2), Goal(1.3, 1.05)
FUNCTIONS = (
    Grown(6, "next due, function", "next", "bare SELECT", "bare next", NEXT_GROWTH),
    Grown(7, "answer, function", "answer", "bare write", "bare answer", ANSWER_GROWTH),
)
PAGES = (
    Grown(6, "GET /review", "next", "bare GET", "bare next", NEXT_GROWTH, Goal(2, 1.4)),
    Grown(
        7, "POST of an answer", "answer", "bare POST", "bare answer", ANSWER_GROWTH, Goal(2, 1.4)
    ),
    Grown(7, "its feedback page", "feedback", "bare GET", "bare next"),
    Grown(10, "GET /progress", "progress", "bare GET", "bare next", PAGE_GROWTH),
)


def service_rows(
    histories: Sequence[History], content: Content, work: Path, rounds: int
) -> list[Row]:
    """Call the functions behind the pages, without a server."""
    limit = open_database(work / "bare-service.db")

    bare = [
        repeated("bare next", lambda: next_item(limit), LIMIT_REQUESTS),
        repeated("bare answer", lambda: store_answer(limit), LIMIT_REQUESTS),
    ]
    with ExitStack() as stack:
        opened = [stack.enter_context(open_instance(h.instance, content)) for h in histories]
        pairs = zip(opened, histories, strict=True)
        samples = in_turns(
            [*bare, *(_service_batch(app, history) for app, history in pairs)], rounds
        )
    limit.close()
    return [row for grown in FUNCTIONS for row in growth_rows(grown, _sizes(histories), samples)]


def page_rows(
    histories: Sequence[History],
    classes: Sequence[tuple[Server, Sequence[Browser]]],
    limit: Server,
    rounds: int,
) -> list[Row]:
    """Ask for the next card, answer it and look at the feedback, through each server in turn.

    Args:
        histories: one for each server.
        classes: servers, each with a browser for every pupil.
        limit: the bare program.
        rounds: how often.
    """
    sizes = _sizes(histories)
    groups = [(*one, size) for one, size in zip(classes, sizes, strict=True)]
    answering = [_page_batch(server, browsers, size) for server, browsers, size in groups]
    looking = [
        repeated(f"progress {size}", partial(browsers[0].get, "/progress"), cpu=server.cpu_seconds)
        for server, browsers, size in groups
    ]
    samples = in_turns([_bare_batch(limit), *answering], rounds) | in_turns(looking, rounds)
    return [row for grown in PAGES for row in growth_rows(grown, sizes, samples)]


def answered_batch(app: Flask, name: str, pupil: Pupil, count: int) -> Batch:
    """Answer what a pupil is asked, rightly, and look for the next question, so many times."""

    def batch() -> Mapping[str, Sample]:
        with app.app_context():
            return {name: cost_of(lambda: _answer_in_a_row(pupil, count), count)[1]}

    return batch


def _answer_in_a_row(pupil: Pupil, count: int) -> None:
    for _ in range(count):
        _answer(pupil.id, get_question(_next(pupil.id)))


def _right_choice(question: Question) -> int:
    if not isinstance(question, Single):
        raise BenchError("A question is due that is no choice question.")
    return next(n for n, option in enumerate(question.options) if option.correct)


def _sizes(histories: Sequence[History]) -> list[int]:
    return [history.rows for history in histories]


def _service_batch(app: Flask, history: History) -> Batch:
    pupils = history.pupils

    def batch() -> Mapping[str, Sample]:
        with app.app_context():
            due, next_cost = cost_of(lambda: [_next(p.id) for p in pupils], len(pupils))
            questions = [get_question(question_id) for question_id in due]
            pairs = list(zip(pupils, questions, strict=True))
            _, cost = cost_of(lambda: [_answer(p.id, q) for p, q in pairs], len(pupils))
        return {f"next {history.rows}": next_cost, f"answer {history.rows}": cost}

    return batch


def _next(learner_id: int) -> int:
    today = learner_day(utc_now(), UTC)
    question_id = next_question(learner_id, today, review_day(learner_id, today))
    # A request reads once and lets go; the next one begins a transaction of its own.
    db.session.rollback()
    if question_id is None:
        raise BenchError("The pupils have answered all that was due; fewer rounds are possible.")
    return question_id


def _answer(learner_id: int, stored: StoredQuestion) -> RecordedAnswer:
    """Answer rightly: a miss would come back on the same day, as no review of the schedule."""
    given = GivenAnswer(
        answer_id=str(uuid.uuid4()),
        question_id=stored.id,
        version_id=stored.version_id,
        given=_right_choice(stored.question),
        shown=(0, 1, 2, 3),
        mode="review",
    )
    result = grade(stored.question, given.given)
    return record_answer(learner_id, given, result, zone=ZoneInfo("UTC"), now=utc_now())


def _page_batch(server: Server, browsers: Sequence[Browser], rows: int) -> Batch:
    def cost(work: Callable[[], list[Answer]]) -> tuple[list[Answer], Sample]:
        return cost_of(work, len(browsers), server.cpu_seconds)

    def batch() -> Mapping[str, Sample]:
        cards, next_cost = cost(lambda: [browser.get("/review") for browser in browsers])
        answers = list(zip(browsers, map(_card_form, cards), strict=True))
        sent, answer_cost = cost(
            lambda: [browser.post(form.action, form.fields, 303) for browser, form in answers]
        )
        pages = [answer.headers["location"] for answer in sent]
        asked = list(zip(browsers, pages, strict=True))
        _, feedback_cost = cost(lambda: [browser.get(page) for browser, page in asked])
        return {
            f"next {rows}": next_cost,
            f"answer {rows}": answer_cost,
            f"feedback {rows}": feedback_cost,
        }

    return batch


def _card_form(card: Answer) -> Form:
    """Return the form of a card with its first choice made."""
    forms = forms_in(card.body.decode("utf-8"))
    form = next((form for form in forms if "choice" in form.choices), None)
    if form is None:
        raise BenchError("The page asks no choice question; is anything due?")
    form.fields |= {"choice": form.choices["choice"][0], "act": "check"}
    return form


def _bare_batch(limit: Server) -> Batch:
    # As many connections as the app is asked through, one after another.
    browsers = [Browser(limit.port) for _ in range(CLASS.pupils)] * (LIMIT_REQUESTS // CLASS.pupils)

    def cost(work: Callable[[Browser], Answer]) -> Sample:
        return cost_of(lambda: [work(b) for b in browsers], len(browsers), limit.cpu_seconds)[1]

    def batch() -> Mapping[str, Sample]:
        return {
            "bare next": cost(lambda browser: browser.get("/next")),
            "bare answer": cost(lambda browser: browser.post("/answer", {}, 200)),
        }

    return batch
