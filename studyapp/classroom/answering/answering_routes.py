"""Pages on which a learner answers the items of an assigned quiz."""

from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from studyapp.bank.grading import AnswerShapeError
from studyapp.classroom.answering.access import working_attempt
from studyapp.classroom.answering.filled_again import is_blank
from studyapp.classroom.answering.forms import ResponseForm
from studyapp.classroom.answering.operations import (
    NewerAnswerError,
    Saved,
    WorkOverError,
    save_answer,
)
from studyapp.classroom.answering.work_page import (
    SentAnswer,
    Working,
    newer_page,
    over_page,
    question_page,
    seconds_left,
    settled_attempt,
    working,
)
from studyapp.classroom.sittings.attempt_operations import NewResponse
from studyapp.classroom.sittings.attempt_order import choice_seed
from studyapp.clock import utc_now
from studyapp.errors import StudyAppError
from studyapp.problems import problem
from studyapp.review.asking.card import Filled
from studyapp.review.asking.form_answer import answer_in
from studyapp.web import LARGEST_ID, checked_form

bp = Blueprint("answering", __name__, url_prefix="/work")
Page = str | Response | tuple[str, int]
QUESTION = f"/attempts/<int(max={LARGEST_ID}):attempt_id>/<int(max={LARGEST_ID}):number>"
STAYS = "The answer that was kept stays until you give another."


@bp.get(QUESTION)
def show_question(attempt_id: int, number: int) -> Page:
    """Show an item with the answer that stands; what was handed in shows its result instead."""
    now = utc_now()
    quiz, attempt = settled_attempt(attempt_id, now)
    if attempt.submitted_at is not None:
        return redirect(url_for("work.show_result", attempt_id=attempt_id), 303)
    working_attempt(attempt_id)
    return question_page(working(quiz, attempt), number, now)


@bp.post(QUESTION)
def answer_question(attempt_id: int, number: int) -> Page:
    """Keep the answer in the form and go where its learner wants to go."""
    form = ResponseForm()
    checked_form(form)
    work, now = working(*working_attempt(attempt_id)), utc_now()
    filled = request.form.to_dict(flat=False)
    goes_to = form.leave.data or form.go.data or ""
    sent = SentAnswer(filled, goes_to=goes_to)
    if form.leaves or (form.is_untouched and goes_to != "check"):
        return _go(work, number, goes_to)
    try:
        new = _new_response(work, number, form, filled)
        if new is not None:
            save_answer(attempt_id, new, revision=form.revision.data or 0, now=now)
    except AnswerShapeError as error:
        sent = SentAnswer(filled, str(error), goes_to)
        return question_page(work, number, now, sent), HTTPStatus.UNPROCESSABLE_ENTITY
    except NewerAnswerError as error:
        mine = answer_in(work.item(number).question, filled, _seed(work, number))
        return newer_page(work, number, sent, mine, error.newer), HTTPStatus.CONFLICT
    except WorkOverError as error:
        settled_attempt(attempt_id, now)
        return over_page(work, str(error)), HTTPStatus.CONFLICT
    return _go(work, number, goes_to)


@bp.post(f"{QUESTION}/keep")
def keep_answer(attempt_id: int, number: int) -> Response:
    """Keep an answer that a script sends as soon as it is given."""
    form = ResponseForm()
    checked_form(form)
    now = utc_now()
    try:
        work = working(*working_attempt(attempt_id))
        new = _new_response(work, number, form, request.form.to_dict(flat=False))
        if new is None:
            raise AnswerShapeError("Choose an answer first.")
        saved = save_answer(attempt_id, new, revision=form.revision.data or 0, now=now)
    except AnswerShapeError as error:
        return _refused("incomplete", str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except NewerAnswerError as error:
        return _refused("newer", str(error), HTTPStatus.CONFLICT)
    except WorkOverError as error:
        return _refused("over", str(error), HTTPStatus.CONFLICT)
    except StudyAppError as error:
        return _refused("refused", str(error), error.status)
    return jsonify(_told(saved, work, now))


def _new_response(
    work: Working, number: int, form: ResponseForm, filled: Filled
) -> NewResponse | None:
    """Return the answer in a form; None when it holds none and none stands yet.

    Raises:
        AnswerShapeError: the answer is not whole, or one is needed.
    """
    item, stored = work.item(number), work.response(number)
    if is_blank(filled):
        if stored is not None:
            raise AnswerShapeError(STAYS)
        if form.go.data == "check":
            raise AnswerShapeError("Choose an answer first.")
        return None
    if work.checks_each and form.go.data != "check":
        raise AnswerShapeError("It is not checked yet. Check it, or go on without it.")
    return NewResponse(
        item,
        answer_in(item.question, filled, _seed(work, number)),
        str(form.entry_uuid.data),
        form.certainty.data if work.quiz.assignment.certainty else None,
        form.milliseconds,
    )


def _seed(work: Working, number: int) -> str:
    return choice_seed(work.attempt.seed, work.item(number).position)


def _go(work: Working, number: int, wanted: str) -> Response:
    """Send the learner to the item or page they asked for; without a wish, to the next item."""
    goes_to = {"back": number - 1, "check": number}.get(wanted, number + 1)
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 5:
        goes_to = int(wanted)
    if wanted == "overview" or not 1 <= goes_to <= len(work.items):
        return redirect(url_for("work.show_overview", attempt_id=work.attempt.id), 303)
    return redirect(url_for(".show_question", attempt_id=work.attempt.id, number=goes_to), 303)


def _told(saved: Saved, work: Working, now: datetime) -> dict[str, int]:
    return {
        "revision": saved.revision,
        "answered": saved.answered,
        "asked": saved.asked,
        "seconds_left": seconds_left(work, now),
    }


def _refused(why: str, sentence: str, status: int) -> Response:
    return problem(status, sentence, why=why)
