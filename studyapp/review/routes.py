"""Pages of the daily review: the next question, the answer, undo."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, flash, has_request_context, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import (
    acting_learner,
    current_learner,
    current_zone,
    known_learner,
)
from studyapp.bank.queries import catalogue, find_question, get_question, question_version
from studyapp.bank.question import is_typed
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError
from studyapp.review.asking.card_page import (
    Asking,
    card_page,
    known_answer,
    posted_answer,
    take_answer,
)
from studyapp.review.asking.feedback_page import feedback_page
from studyapp.review.asking.forms import LapseForm
from studyapp.review.asking.lapses import lapse_reason_named
from studyapp.review.asking.recall_page import asked_recall
from studyapp.review.asking.taking_page import find_taking
from studyapp.review.checks.queries import find_run
from studyapp.review.learner_day import learner_day
from studyapp.review.log.queries import (
    RecordedAnswer,
    find_current_answer,
    get_answer,
)
from studyapp.review.modes import NEW, RETRY, Mode
from studyapp.review.operations import (
    insist_on_answer,
    mark_as_guess,
    note_lapse_reason,
    undo_answer,
)
from studyapp.review.queries import find_state
from studyapp.review.session.end_page import end_page
from studyapp.review.session.new_queries import waits
from studyapp.review.session.queries import (
    ReviewDay,
    count_waiting,
    next_question,
    review_day,
)
from studyapp.review.session.rest_operations import wake
from studyapp.review.session.selection_page import (
    choices_page,
    current_selection,
    required_selection,
)
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("review", __name__)
Page = str | Response | tuple[str, int]


@bp.url_defaults
def keep_selection(_endpoint: str, values: dict[str, Any]) -> None:
    """Let every link within a limited session stay within it."""
    if has_request_context() and "only" in request.args:
        values.setdefault("only", request.args["only"])


@bp.get("/review/choose")
def show_choices() -> str:
    """Offer the selections that hold something due."""
    learner = current_learner()
    today = learner_day(utc_now(), current_zone())
    return choices_page(learner.id if learner is not None else None, today)


@bp.get("/review")
def show_next() -> Page:
    """Ask the due question most at risk, or say that nothing is due."""
    learner = current_learner()
    today = learner_day(utc_now(), current_zone())
    if learner is None:
        return end_page(None, today, None)
    day = review_day(learner.id, today, required_selection())
    if day.only is None and day.off is not None:
        return render_template("review/day_off.html", last_day=day.off.last_day)
    again = _asked_again(learner.id, today, day)
    question_id = again or next_question(learner.id, today, day)
    if question_id is None:
        return end_page(learner.id, today, day)
    asking = _asking(learner.id, today, day, question_id)
    return card_page(get_question(question_id), str(uuid.uuid4()), asking)


@bp.get("/review/stop")
def stop() -> Page:
    """Say what came of the session so far, and what still waits."""
    learner = current_learner()
    today = learner_day(utc_now(), current_zone())
    day = review_day(learner.id, today, current_selection()) if learner is not None else None
    if learner is None or day is None or not day.reviews:
        return redirect(url_for("home.show_home"), 303)
    return end_page(learner.id, today, day, waiting=count_waiting(learner.id, today, day).total)


@bp.post(f"/review/<int(max={LARGEST_ID}):question_id>")
def answer_question(question_id: int) -> Page:
    """Record the answer and show what it was worth."""
    form = posted_answer()
    learner = acting_learner()
    if (known := known_answer(learner.id, form)) is not None:
        return known
    today = learner_day(utc_now(), current_zone())
    stored = get_question(question_id)
    only = current_selection()
    taking = find_taking(learner.id, question_id, today, only)
    if taking is None:
        flash("This question was answered already, so it is not due.")
        return redirect(url_for(".show_next"), 303)

    def asking() -> Asking:
        return _asking(learner.id, today, review_day(learner.id, today, only), question_id)

    return take_answer(learner.id, form, stored, taking, asking)


@bp.get("/review/answers/<uuid:answer_id>")
def show_answer(answer_id: uuid.UUID) -> Page:
    """Show what an answer was worth, why, and the passage that proves it."""
    learner = known_learner()
    # The browser's way back may lead to an answer as it was before it was marked or undone.
    if (answer := find_current_answer(db.session, learner.id, str(answer_id))) is not None:
        return feedback_page(learner.id, answer)
    undone = get_answer(db.session, learner.id, str(answer_id))
    flash("That answer was undone. Here is the question again.")
    return redirect(_asking_page(undone), 303)


@bp.post("/review/answers/<uuid:answer_id>/undo")
def undo(answer_id: uuid.UUID) -> Page:
    """Take an answer back and ask the question again."""
    checked_form(EmptyForm())
    answer = undo_answer(known_learner().id, str(answer_id), zone=current_zone(), now=utc_now())
    flash("Your answer is undone.")
    return redirect(_asking_page(answer), 303)


@bp.post("/review/answers/<uuid:answer_id>/guess")
def mark_guess(answer_id: uuid.UUID) -> Page:
    """Mark a right answer as a guess, so that it comes back sooner."""
    checked_form(EmptyForm())
    answer = mark_as_guess(known_learner().id, str(answer_id), zone=current_zone(), now=utc_now())
    return redirect(_schedule_of(answer.answer_id), 303)


@bp.post("/review/answers/<uuid:answer_id>/insist")
def insist(answer_id: uuid.UUID) -> Page:
    """Count a typed answer as right because the learner insists; the author hears of it."""
    checked_form(EmptyForm())
    learner = known_learner()
    answer = get_answer(db.session, learner.id, str(answer_id))
    if not is_typed(question_version(answer.version_id)):
        raise ConflictError("Only a typed answer can be disputed.")
    insisted = insist_on_answer(learner.id, str(answer_id), zone=current_zone(), now=utc_now())
    flash("Counted as right. The author of the question is told what you answered.")
    return redirect(url_for(".show_answer", answer_id=insisted.answer_id), 303)


@bp.post("/review/answers/<uuid:answer_id>/lapse")
def give_lapse_reason(answer_id: uuid.UUID) -> Page:
    """Keep why an answer slipped that was once known."""
    form = LapseForm()
    checked_form(form)
    reason = lapse_reason_named(form.reason.data)
    if reason is None:
        raise BadInputError("There is no such reason to choose.")
    note_lapse_reason(known_learner().id, str(answer_id), reason, now=utc_now())
    return redirect(_schedule_of(str(answer_id)), 303)


@bp.post(f"/review/questions/<int(max={LARGEST_ID}):question_id>/wake")
def wake_question(question_id: int) -> Page:
    """Ask a question again that rests because it was missed too often."""
    checked_form(EmptyForm())
    wake(known_learner().id, question_id)
    flash("The question is awake: it is asked again when it is due.")
    return redirect(url_for(".show_next"), 303)


def _schedule_of(answer_id: str) -> str:
    """Return where the page of an answer says what becomes of it, which is far down."""
    return url_for(".show_answer", answer_id=answer_id, _anchor=f"next-{answer_id}")


def _asked_again(learner_id: int, today: date, day: ReviewDay) -> int | None:
    """Return the question that an undo wants asked again, if it is to be asked at all."""
    question_id = request.args.get("question", type=int)
    if question_id is None or question_id not in catalogue().questions:
        return None
    state = find_state(db.session, learner_id, question_id)
    if state is None:
        is_asked = waits(learner_id, question_id)
    elif day.only is not None and day.only.asks_early:
        is_asked = day.is_left(question_id)
    else:
        is_asked = state.memory.due_on <= today
    return question_id if is_asked or question_id in day.missed else None


def _asking(learner_id: int, today: date, day: ReviewDay, question_id: int) -> Asking:
    reviews = day.outside_checks
    return Asking(
        mode=_mode(learner_id, day, question_id),
        recall=asked_recall(learner_id),
        action=lambda question_id: url_for("review.answer_question", question_id=question_id),
        only=day.only.label if day.only is not None else None,
        results=[answer.right for answer in day.reviews],
        ahead=max(count_waiting(learner_id, today, day).total, 1),
        stop_url=url_for("review.stop"),
        undo_url=url_for("review.undo", answer_id=reviews[-1].answer_id) if reviews else None,
    )


def _mode(learner_id: int, day: ReviewDay, question_id: int) -> Mode:
    if question_id in day.missed:
        return RETRY
    return NEW if waits(learner_id, question_id) else "review"


def _asking_page(answer: RecordedAnswer) -> str:
    stored = find_question(answer.question_id)
    if stored is None:
        return url_for("review.show_next")
    run = find_run(known_learner().id, answer, stored)
    if run is not None:
        return url_for("check.show_check", module=run.module, run_id=run.run_id)
    return url_for("review.show_next", question=answer.question_id)
