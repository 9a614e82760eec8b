"""The page after an answer."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import render_template, url_for

from studyapp.accounts.access import current_zone
from studyapp.bank.catalogue import language_in
from studyapp.bank.grading import Grade, grade, key_text
from studyapp.bank.queries import catalogue, find_question, question_version
from studyapp.bank.question import Locate, Multiple, Question, Single, is_typed
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.reading.language import PAGE_LANGUAGE
from studyapp.reading.note import notes_beside
from studyapp.reading.note_queries import notes_on
from studyapp.review.asking.card_page import kicker_of, run_strip
from studyapp.review.asking.feedback import (
    Contrast,
    Curve,
    contrast_of,
    due_text,
    forgetting_curve,
    given_lines,
    judged_options,
    next_text,
    share_text,
    sources_of,
    verdict_of,
)
from studyapp.review.asking.lapses import LAPSE_REASONS
from studyapp.review.asking.outcome_queries import find_lapse_reason
from studyapp.review.checks.check_page import about_of
from studyapp.review.checks.queries import Run, find_run
from studyapp.review.learner_day import learner_day
from studyapp.review.log.queries import (
    AskedAnswer,
    RecordedAnswer,
    answers_in_run,
)
from studyapp.review.memory import DECAY_AT
from studyapp.review.modes import UNSCHEDULED
from studyapp.review.plan.goals import goal_of_day
from studyapp.review.plan.habit_queries import Scheduling, scheduling_of
from studyapp.review.queries import find_state, lasting_rests
from studyapp.review.session.queries import ReviewDay, count_waiting, review_day
from studyapp.review.session.resting import LEFT_OUT
from studyapp.review.session.selection_page import current_selection


def feedback_page(learner_id: int, answer: RecordedAnswer) -> str:
    """Return the page that says what an answer was worth, with the passages that prove it."""
    question = question_version(answer.version_id)
    graded = grade(question, answer.given)
    today = learner_day(utc_now(), current_zone())
    stored = find_question(answer.question_id)
    day = review_day(learner_id, today, current_selection())
    rest = lasting_rests(learner_id).get(answer.question_id)
    scheduling = scheduling_of(db.session, learner_id)
    shows_options = isinstance(question, Single | Multiple)
    shows_verdict = shows_options or isinstance(question, Locate)
    values = {
        "answer_id": answer.answer_id,
        "mode": answer.mode,
        "kind": question.kind,
        "stem": question.stem,
        "language": language_in(catalogue(), stored.module) if stored else PAGE_LANGUAGE,
        "kicker": kicker_of(stored) if stored else None,
        "right": answer.right,
        "verdict": _verdict(answer, graded),
        "options": judged_options(question, answer.given, answer.shown),
        "given_lines": given_lines(question, answer.given),
        "key": [] if shows_options else key_text(question),
        "reasons": [] if shows_verdict else graded.reasons,
        "explanation": question.explanation,
        "note": question.note,
        "share_text": share_text(question, graded),
        "sources": sources_of(question, catalogue()),
        "notes": _notes(learner_id, answer, question),
        "schedule": {
            "lead": "Next",
            "text": _next_text(answer, day, today, rest),
            "curve": _curve(answer, scheduling),
        },
        "contrast": _contrast(answer, question),
        "lapse": _lapse(learner_id, answer),
        "rest": rest,
        "goal": goal_of_day(scheduling.habits, day.studied),
    }
    values |= _second_thoughts(answer, question, rest)
    run = find_run(learner_id, answer, stored)
    if run is not None:
        progress = _check_progress(answer, run)
    else:
        progress = _review_progress(learner_id, answer, day, today)
    return render_template("review/feedback.html", feedback=values | progress)


def _second_thoughts(
    answer: RecordedAnswer, question: Question, rest: str | None
) -> dict[str, Any]:
    """Return what can be done about an answer: call it a guess, insist on it, undo it, wake it."""
    return {
        "guessed": answer.guessed,
        "guess_url": _guess_url(answer),
        "disputed": answer.disputed,
        "insist_url": _insist_url(answer, question),
        "wake_url": _wake_url(answer) if rest is not None else None,
        "undo_url": url_for("review.undo", answer_id=answer.answer_id),
    }


def _verdict(answer: RecordedAnswer, graded: Grade) -> str:
    if answer.given is None:
        return "You said you don’t know."
    return verdict_of(graded, right=answer.right)


def _next_text(answer: RecordedAnswer, day: ReviewDay, today: date, rest: str | None) -> str:
    """Say when the question comes back; one at rest does when it is woken."""
    if rest is not None:
        return "when you take it back" if rest == LEFT_OUT else "when you wake it"
    return next_text(due_text(answer.memory, today), again_today=answer.question_id in day.missed)


def _curve(answer: RecordedAnswer, scheduling: Scheduling) -> Curve:
    return forgetting_curve(replace(answer.memory, decay=scheduling.parameters[DECAY_AT]))


def _guess_url(answer: RecordedAnswer) -> str | None:
    if not answer.right or answer.guessed or answer.mode in UNSCHEDULED:
        return None
    return url_for("review.mark_guess", answer_id=answer.answer_id)


def _insist_url(answer: RecordedAnswer, question: Question) -> str | None:
    if answer.right or answer.given is None or not is_typed(question):
        return None
    return url_for("review.insist", answer_id=answer.answer_id)


def _contrast(answer: RecordedAnswer, question: Question) -> Contrast | None:
    """Return the contrast view for an answer that was sure and wrong."""
    if answer.right or answer.confidence != "sure":
        return None
    return contrast_of(question, answer.given, catalogue())


def _lapse(learner_id: int, answer: RecordedAnswer) -> dict[str, Any] | None:
    """Return what to ask after a lapse: why it slipped, with what was said before."""
    state = find_state(db.session, learner_id, answer.question_id)
    is_last = state is not None and state.last_answer_id == answer.log_id
    if answer.right or state is None or not is_last or not state.passes:
        return None
    return {
        "url": url_for("review.give_lapse_reason", answer_id=answer.answer_id),
        "reasons": LAPSE_REASONS,
        "given": find_lapse_reason(answer.log_id),
    }


def _wake_url(answer: RecordedAnswer) -> str:
    """Return how to wake a question that rests until then."""
    return url_for("review.wake_question", question_id=answer.question_id)


def _notes(learner_id: int, answer: RecordedAnswer, question: Question) -> dict[str, Any] | None:
    """Return the learner's notes on the passages, and the way to a new one on the first."""
    places = catalogue().places
    paragraphs = [places[name].paragraph for name in question.paragraphs if name in places]
    if not paragraphs:
        return None
    here = url_for("review.show_answer", answer_id=answer.answer_id)
    notes = notes_on(learner_id, [paragraph.id for paragraph in paragraphs])
    return {
        "here": here,
        "new_url": url_for("notes.show_new", paragraph=paragraphs[0].id, next=here),
        "shown": [n for p in paragraphs for n in notes_beside(p, notes.get(p.id, ()))],
    }


def _review_progress(
    learner_id: int, answer: RecordedAnswer, day: ReviewDay, today: date
) -> dict[str, Any]:
    """Say where in its day an answer stands; of an earlier day nothing is ahead any more."""
    given_on, ahead = answer.memory.reviewed_on, count_waiting(learner_id, today, day).total
    if given_on != today:
        day, ahead = review_day(learner_id, given_on, day.only), 0
    beside = day.reviews
    if answer.run_id is not None:
        # The check is not there any more; what was answered in it is.
        beside, ahead = answers_in_run(learner_id, answer.run_id), 0
    return _position(beside, answer, ahead) | {
        "next_url": url_for("review.show_next"),
        "next_label": "Continue",
        "stop_url": url_for("review.stop"),
    }


def _check_progress(answer: RecordedAnswer, run: Run) -> dict[str, Any]:
    page = "check.show_check" if run.left else "check.show_check_done"
    return _position(run.answers, answer, len(run.left)) | {
        "next_url": url_for(page, module=run.module, run_id=run.run_id),
        "next_label": "Continue" if run.left else "See the result",
        "stop_url": about_of(run).url,
    }


def _position(answers: list[AskedAnswer], answer: RecordedAnswer, ahead: int) -> dict[str, Any]:
    """Say which answer of how many this is."""
    ids = [entry.answer_id for entry in answers]
    return {
        "number": ids.index(answer.answer_id) + 1 if answer.answer_id in ids else len(ids),
        "total": len(ids) + ahead,
        "run": run_strip([entry.right for entry in answers], ahead, asking=False),
    }
