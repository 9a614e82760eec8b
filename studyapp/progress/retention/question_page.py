"""The page of one question: what a learner answered to it, and how it fades."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import render_template, url_for

from studyapp.bank.catalogue import language_in
from studyapp.bank.queries import catalogue, question_versions
from studyapp.bank.question import Question
from studyapp.classroom.results.given_words import given_words
from studyapp.database import db
from studyapp.day_words import day_text
from studyapp.errors import NotFoundError
from studyapp.percents import percent_figure, percent_or_none
from studyapp.progress.retention.question_curve import MemoryLeft, QuestionCurve, question_curve
from studyapp.progress.retention.question_history import HistoryPart, PastAnswer
from studyapp.progress.retention.question_queries import answers_to
from studyapp.progress.retention.working_page import CONFIDENCE_WORDS
from studyapp.reading.language import PAGE_LANGUAGE
from studyapp.review.asking.feedback import sources_of
from studyapp.review.log.values import LONGEST_MILLISECONDS
from studyapp.review.memory import Memory, recall
from studyapp.review.modes import Mode
from studyapp.review.plan.habit_queries import habits_of
from studyapp.review.queries import find_state, lasting_rests, rests_of
from studyapp.web import LARGEST_ID

MODE_WORDS: Final[Mapping[Mode, str]] = {
    "check": "in a check",
    "review": "when due",
    "new": "for the first time",
    "retry": "once more on the day of a miss",
    "cram": "before a class",
    "class": "in a quiz of a class",
}


def question_page(
    learner_id: int, question_id: int, newest: int, *, today: date, zone: ZoneInfo
) -> str:
    """Return the page of a question that a learner has answered.

    Raises:
        NotFoundError: the learner has never answered it, or there are no answers so old.
    """
    part = answers_to(learner_id, question_id, newest)
    if not part.answers:
        raise NotFoundError("You have not answered such a question yet.")
    served = catalogue()
    stored = served.questions.get(question_id)
    versions = question_versions({answer.version_id for answer in part.answers})
    question = stored.question if stored is not None else versions[part.answers[-1].version_id]
    state = find_state(db.session, learner_id, question_id)
    memory = state.memory if state is not None else None
    return render_template(
        "progress/question.html",
        stem=question.stem,
        language=language_in(served, stored.module) if stored is not None else PAGE_LANGUAGE,
        is_asked=stored is not None,
        sources=sources_of(question, served),
        rests=question_id in lasting_rests(learner_id),
        standing=_standing(memory, today) if memory is not None else None,
        put_off=_put_off_text(learner_id, question_id, memory, today),
        chart=_chart(learner_id, part, memory, today) if newest == LARGEST_ID else None,
        is_latest=newest == LARGEST_ID,
        latest_url=url_for("working.show_question", question_id=question_id),
        older_url=_older_url(question_id, part),
        answers=[
            _row(answer, versions[answer.version_id], zone)
            | {"is_changed": stored is not None and answer.version_id != stored.version_id}
            for answer in reversed(part.answers)
        ],
    )


def _older_url(question_id: int, part: HistoryPart) -> str | None:
    if part.older_from is None:
        return None
    return url_for("working.show_question", question_id=question_id, before=part.older_from)


def _standing(memory: Memory, today: date) -> dict[str, Any]:
    """Return what is held of the question now, in words and figures."""
    return {
        "today": percent_figure(recall(memory, today)) if memory.reviewed_on < today else None,
        "due": day_text(memory.due_on),
        "is_due": memory.due_on <= today,
        "at_due": percent_figure(recall(memory, memory.due_on)),
        "stability": days_figure(memory.stability),
    }


def _put_off_text(
    learner_id: int, question_id: int, memory: Memory | None, today: date
) -> str | None:
    """Return the day until which a question is put off beyond the one it is due on."""
    until = rests_of(learner_id, today).get(question_id)
    is_later = until is not None and memory is not None and until > memory.due_on
    return day_text(until) if until is not None and is_later else None


def _row(answer: PastAnswer, question: Question, zone: ZoneInfo) -> dict[str, Any]:
    at = answer.recorded_at.astimezone(zone)
    said = CONFIDENCE_WORDS[answer.confidence] if answer.confidence is not None else None
    return {
        "when": f"{day_text(at.date())}, {at:%H:%M}",
        "given": given_words(question, answer.given),
        "right": answer.right,
        "disputed": answer.disputed,
        "is_undone": answer.is_undone,
        "where": MODE_WORDS[answer.mode],
        "said": said,
        "took": _seconds_text(answer.milliseconds),
        "waited": answer.waited,
        "stability": days_figure(answer.stability) if answer.moves_schedule else None,
        "due": day_text(answer.due_on) if answer.moves_schedule else None,
    }


def days_figure(days: float) -> str:
    """Return a length in days, with a decimal below ten."""
    return f"{days:.1f}" if days < 10 else f"{days:.0f}"


def _seconds_text(milliseconds: int | None) -> str | None:
    if milliseconds is None:
        return None
    if milliseconds >= LONGEST_MILLISECONDS:
        return "60 s or more"
    return f"{max(round(milliseconds / 1000), 1)} s"


def _chart(
    learner_id: int, part: HistoryPart, memory: Memory | None, today: date
) -> dict[str, Any] | None:
    answers = [MemoryLeft(a.day, a.right, a.stability) for a in part.answers if a.moves_schedule]
    if memory is None or not answers:
        return None
    target = habits_of(learner_id).retention
    curve = question_curve(answers, memory, today, target)
    return {
        "curve": curve,
        "lines": _lines(curve),
        "target": percent_figure(target),
        "first": day_text(curve.first),
        "last": day_text(curve.last),
        "marks": [
            {
                "day": day_text(mark.day),
                "right": mark.right,
                "before": percent_or_none(mark.before),
                "stability": days_figure(mark.stability),
                "x": mark.x,
                "y": mark.y,
            }
            for mark in curve.marks
        ],
        "coming": [
            {"label": label, "day": day_text(day), "percent": percent_figure(share)}
            for label, day, share in curve.coming
        ],
    }


def _lines(curve: QuestionCurve) -> list[tuple[int, float]]:
    """Return the percents at the top, in the middle and at the bottom with their heights."""
    floor = percent_figure(curve.floor)
    return [(100, 0.0), ((100 + floor) // 2, 50.0), (floor, 100.0)]
