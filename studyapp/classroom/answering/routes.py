"""Pages around the attempts of a learner at assigned quizzes: the list, the start, the end."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import current_learner
from studyapp.classroom.answering.access import own_work, require_going_on, working_attempt
from studyapp.classroom.answering.list_page import list_page, result_page, start_page, takes_misses
from studyapp.classroom.answering.operations import begin_work
from studyapp.classroom.answering.work_page import overview_page, settled_attempt, working
from studyapp.classroom.assigned.hand_in_operations import settle, share_when_shown, submit
from studyapp.classroom.sittings.miss_operations import keep_misses
from studyapp.classroom.sittings.queries import Attempt
from studyapp.clock import utc_now
from studyapp.errors import ConflictError
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("work", __name__, url_prefix="/work")
Page = str | Response | tuple[str, int]
SITTING = f"/<int(max={LARGEST_ID}):sitting_id>"
ATTEMPT = f"/attempts/<int(max={LARGEST_ID}):attempt_id>"


@bp.get("")
def show_work() -> Page:
    """Show what is assigned to the learner: open, coming, done."""
    learner, now = current_learner(), utc_now()
    if learner is not None:
        settle(now=now, learner_id=learner.id)
    return list_page(learner, now)


@bp.get(SITTING)
def show_start(sitting_id: int) -> Page:
    """Show what a quiz is before it is begun."""
    quiz, seat = own_work(sitting_id)
    now = utc_now()
    settle(now=now, sitting_id=sitting_id, learner_id=seat.learner_id)
    return start_page(quiz, seat.learner_id, now)


@bp.post(SITTING)
def begin(sitting_id: int) -> Page:
    """Begin an attempt, or go on with the one that is open."""
    checked_form(EmptyForm())
    quiz, seat = own_work(sitting_id)
    require_going_on(quiz)
    now = utc_now()
    settle(now=now, sitting_id=sitting_id, learner_id=seat.learner_id)
    attempt_id = begin_work(sitting_id, seat, now=now)
    return redirect(url_for("answering.show_question", attempt_id=attempt_id, number=1), 303)


@bp.get(f"{ATTEMPT}/overview")
def show_overview(attempt_id: int) -> Page:
    """Show what is answered and what is open, before handing in."""
    now = utc_now()
    quiz, attempt = settled_attempt(attempt_id, now)
    if attempt.submitted_at is not None:
        return _to_result(attempt)
    working_attempt(attempt_id)
    return overview_page(working(quiz, attempt), now)


@bp.post(f"{ATTEMPT}/submit")
def hand_in(attempt_id: int) -> Page:
    """Hand in an attempt; doing so twice changes nothing."""
    checked_form(EmptyForm())
    now = utc_now()
    _, attempt = settled_attempt(attempt_id, now)
    if attempt.submitted_at is None:
        working_attempt(attempt_id)
        submit(attempt_id, "learner", now=now)
    return _to_result(attempt)


@bp.get(ATTEMPT)
def show_result(attempt_id: int) -> Page:
    """Show an attempt that was handed in, as far as it may be shown now."""
    now = utc_now()
    quiz, attempt = settled_attempt(attempt_id, now)
    if attempt.submitted_at is None:
        return redirect(url_for("answering.show_question", attempt_id=attempt_id, number=1), 303)
    share_when_shown(attempt_id, now=now)
    return result_page(quiz, attempt, now)


@bp.post(f"{ATTEMPT}/misses")
def take_misses(attempt_id: int) -> Page:
    """Put what was missed into the learner's own review; doing so twice changes nothing."""
    checked_form(EmptyForm())
    now = utc_now()
    quiz, attempt = settled_attempt(attempt_id, now)
    if not takes_misses(quiz, attempt, now):
        raise ConflictError("The result of this quiz is not shown yet, so nothing can be taken.")
    taken = keep_misses(attempt_id, now=now)
    if taken:
        flash("What you missed is in your review and will be asked again.")
    return _to_result(attempt)


def _to_result(attempt: Attempt) -> Response:
    return redirect(url_for("work.show_result", attempt_id=attempt.id), 303)
