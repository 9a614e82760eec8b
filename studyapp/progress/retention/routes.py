"""Pages about whether it is working, and about one question over time."""

from flask import Blueprint, request

from studyapp.accounts.access import current_learner, current_zone, known_learner
from studyapp.clock import utc_now
from studyapp.progress.retention.question_page import question_page
from studyapp.progress.retention.working_page import memory_page
from studyapp.review.learner_day import learner_day
from studyapp.web import LARGEST_ID

bp = Blueprint("working", __name__, url_prefix="/progress")


@bp.get("/memory")
def show_memory() -> str:
    """Show recall beside its target, certainty, kinds of question and sources."""
    learner = current_learner()
    today = learner_day(utc_now(), current_zone())
    return memory_page(learner.id if learner is not None else None, today)


@bp.get(f"/questions/<int(max={LARGEST_ID}):question_id>")
def show_question(question_id: int) -> str:
    """Show every answer to a question that the learner has met, the latest first."""
    learner, zone = known_learner(), current_zone()
    asked = request.args.get("before", default=LARGEST_ID, type=int)
    newest = min(max(asked, 0), LARGEST_ID)
    today = learner_day(utc_now(), zone)
    return question_page(learner.id, question_id, newest, today=today, zone=zone)
