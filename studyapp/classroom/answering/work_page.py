"""The page of one item of an assigned quiz, while its learner works on it."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import render_template

from studyapp.bank.catalogue import language_in
from studyapp.bank.grading import Given
from studyapp.bank.queries import catalogue
from studyapp.classroom.answering.access import own_work_attempt
from studyapp.classroom.answering.filled_again import filled_from
from studyapp.classroom.assigned.counted import WHOLE
from studyapp.classroom.assigned.deadline import deadline_of
from studyapp.classroom.assigned.hand_in_operations import settle
from studyapp.classroom.assigned.queries import AssignedQuiz
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.local_time import moment_text
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.sittings.attempt_order import choice_seed, items_of
from studyapp.classroom.sittings.queries import Attempt, Response, get_attempt, responses_of
from studyapp.classroom.sittings.response_page import judged_response
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.review.asking.card import Filled, face_of
from studyapp.review.asking.feedback import said_lines

NOT_SENT_AGAIN = ("csrf_token", "go", "leave", "touched")


@dataclass(frozen=True, slots=True)
class Working:
    """An attempt under way: its items in the order of its learner, and what stands in it.

    Attributes:
        closes_at: what is answered after it makes the attempt late.
        deadline: nothing is taken after it.
    """

    quiz: AssignedQuiz
    attempt: Attempt
    items: tuple[FrozenItem, ...]
    responses: dict[int, Response]
    closes_at: datetime
    deadline: datetime

    def item(self, number: int) -> FrozenItem:
        """Return the item that the learner knows as this number, from 1."""
        if not 1 <= number <= len(self.items):
            raise NotFoundError("There is no such question in this quiz.")
        return self.items[number - 1]

    def response(self, number: int) -> Response | None:
        """Return what stands for an item."""
        return self.responses.get(self.item(number).position)

    @property
    def checks_each(self) -> bool:
        """Tell whether each answer is checked, and stays, as soon as it is given."""
        return self.quiz.assignment.feedback == "each"


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """What was sent with a form that comes back.

    Attributes:
        goes_to: where the learner wanted to go.
    """

    filled: Filled = field(default_factory=dict)
    error: str | None = None
    goes_to: str = ""


def working(quiz: AssignedQuiz, attempt: Attempt) -> Working:
    """Return an attempt with what its pages show."""
    more = more_time_of(db.session, attempt.learner_id)
    return Working(
        quiz,
        attempt,
        items_of(get_frozen(quiz.sitting.version_id), attempt.seed),
        responses_of(db.session, attempt.id),
        quiz.window(more).closes_at,
        deadline_of(quiz.assignment, attempt.started_at, more, quiz.sitting.ended_at),
    )


def question_page(work: Working, number: int, now: datetime, sent: SentAnswer | None = None) -> str:
    """Return the page of an item: its form, or its verdict where it was checked already."""
    response = work.response(number)
    values = _frame(work, now, number) | {"title": work.quiz.sitting.title}
    if response is not None and work.checks_each:
        item = work.item(number)
        rules = rules_in_force(db.session, work.quiz.sitting.version_id)
        judged = judged_response(item, response, rules.get(item.position))
        return render_template("classroom/work_checked.html", work=values, judged=judged)
    card = _card(work, number, response, sent or _stored_answer(work, number, response))
    return render_template("classroom/work.html", work=values, card=card)


def overview_page(work: Working, now: datetime) -> str:
    """Return the page before handing in: what is answered, what is open."""
    values = _frame(work, now, None) | {"title": work.quiz.sitting.title}
    return render_template("classroom/work_overview.html", work=values)


def newer_page(work: Working, number: int, sent: SentAnswer, mine: Given, newer: Response) -> str:
    """Return the page on which a learner chooses between two answers to an item."""
    item = work.item(number)
    names = {"entry_uuid": sent.filled.get("entry_uuid", ()), "revision": [str(newer.revision)]}
    return render_template(
        "classroom/work_newer.html",
        attempt_id=work.attempt.id,
        browser_key=work.attempt.browser_key,
        title=work.quiz.sitting.title,
        number=number,
        stem=item.question.stem,
        language=language_in(catalogue(), item.module),
        mine=said_lines(item.question, mine),
        newer=said_lines(item.question, newer.given),
        fields={n: v for n, v in {**sent.filled, **names}.items() if n not in NOT_SENT_AGAIN},
    )


def over_page(work: Working, sentence: str) -> str:
    """Return the page that says why an answer was not kept, and what was."""
    title = work.quiz.sitting.title
    return render_template(
        "classroom/work_over.html", attempt_id=work.attempt.id, title=title, sentence=sentence
    )


def settled_attempt(attempt_id: int, now: datetime) -> tuple[AssignedQuiz, Attempt]:
    """Return an attempt of the learner who is asking, handed in if its time is over."""
    quiz, attempt = own_work_attempt(attempt_id)
    settle(now=now, sitting_id=attempt.sitting_id, learner_id=attempt.learner_id)
    return quiz, get_attempt(attempt_id)


def seconds_left(work: Working, now: datetime) -> int:
    """Return the seconds until the deadline."""
    return max(int((work.deadline - now).total_seconds()), 0)


def _frame(work: Working, now: datetime, number: int | None) -> dict[str, Any]:
    """Return what all pages of an attempt share."""
    return {
        "attempt_id": work.attempt.id,
        "browser_key": work.attempt.browser_key,
        "sitting_id": work.quiz.sitting.id,
        "number": number,
        "total": len(work.items),
        "checks_each": work.checks_each,
        "until": _clock_text(work.deadline, work, now),
        "late_after": _late_after(work, now),
        "late_percent": work.quiz.assignment.late_percent,
        "seconds_left": seconds_left(work, now),
        "strip": [
            {"number": at, "answered": item.position in work.responses, "stem": item.question.stem}
            for at, item in enumerate(work.items, start=1)
        ],
    }


def _late_after(work: Working, now: datetime) -> str | None:
    """Return after when an answer costs points; None where it never does."""
    costs = work.quiz.assignment.late_percent < WHOLE and work.closes_at < work.deadline
    return _clock_text(work.closes_at, work, now) if costs else None


def _clock_text(at: datetime, work: Working, now: datetime) -> str:
    """Return a moment in the zone of the class, without its day when that is today."""
    zone = work.quiz.zone
    there, today = at.astimezone(zone), now.astimezone(zone).date()
    return f"{there:%H:%M}" if there.date() == today else moment_text(at, zone)


def _card(
    work: Working, number: int, response: Response | None, sent: SentAnswer
) -> dict[str, Any]:
    item = work.item(number)
    seed = choice_seed(work.attempt.seed, item.position)
    face = face_of(item.stored, item.question, seed, sent.filled, catalogue())
    return face.shown() | {
        "count": len(face.items),
        # The seed itself would tell the order in the bank file.
        "answer_id": f"question-{number}",
        "entry_uuid": str(uuid.uuid4()),
        "revision": response.revision if response is not None else 0,
        "stored_entry": response.entry_uuid if response is not None else "",
        "error": sent.error,
        "nearly": None,
        "goes_to": sent.goes_to,
        "asks_certainty": work.quiz.assignment.certainty,
        "certainty": (sent.filled.get("certainty") or [""])[0],
    }


def _stored_answer(work: Working, number: int, response: Response | None) -> SentAnswer:
    if response is None:
        return SentAnswer()
    filled = dict(filled_from(work.item(number).question, response.given, response.shown))
    if response.certainty is not None:
        filled["certainty"] = [str(response.certainty)]
    return SentAnswer(filled)
