"""Pages of a check: of a module, of one of its sections, across sources, or of a quiz."""

import uuid
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner, current_learner, current_zone
from studyapp.bank.catalogue import Catalogue, language_in, module_of
from studyapp.bank.queries import catalogue, get_question
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.reading.language import PAGE_LANGUAGE
from studyapp.reading.reading_place import ModuleKey
from studyapp.review.asking.card_page import (
    Asking,
    Taking,
    card_page,
    known_answer,
    posted_answer,
    take_answer,
)
from studyapp.review.asking.feedback import next_text
from studyapp.review.asking.recall_page import asked_recall, recalls_first
from studyapp.review.checks.check_page import about_of
from studyapp.review.checks.keep_page import Keeping, keeping_of, kept_values
from studyapp.review.checks.queries import Run, get_run, new_run
from studyapp.review.checks.study_quiz import PREFIX
from studyapp.review.checks.study_quiz_page import quiz_page
from studyapp.review.learner_day import learner_day
from studyapp.review.log.queries import AskedAnswer, find_last_answer
from studyapp.review.session.due_queue import next_interval_text
from studyapp.review.session.queries import review_day
from studyapp.review.session.resting import LEFT_OUT
from studyapp.web import LARGEST_ID

bp = Blueprint("check", __name__, url_prefix="/check")
Page = str | Response | tuple[str, int]


@bp.get(f"/{PREFIX}<int(max={LARGEST_ID}):study_id>")
def show_quiz(study_id: int) -> str:
    """Show a quiz that is offered to be studied alone, and what came of it so far."""
    learner = current_learner()
    return quiz_page(learner.id if learner else None, study_id)


@bp.get("/<path:module>/start")
def start_check(module: str) -> Page:
    """Begin a check of a module, of the section that the address names, or of a quiz."""
    learner, section = current_learner(), _wanted_section()
    run_id = new_run(learner.id if learner else None, module, section)
    return redirect(url_for(".show_check", module=module, run_id=run_id), 303)


@bp.get("/<path:module>/<uuid:run_id>")
def show_check(module: str, run_id: uuid.UUID) -> Page:
    """Ask the next question of a check."""
    learner = current_learner()
    run = get_run(learner.id if learner else None, module, str(run_id))
    if not run.left:
        return redirect(url_for(".show_check_done", module=module, run_id=run_id), 303)
    asking = _asking(learner.id if learner else None, run)
    return card_page(get_question(run.left[0]), str(uuid.uuid4()), asking)


@bp.post(f"/<path:module>/<uuid:run_id>/<int(max={LARGEST_ID}):question_id>")
def answer_check(module: str, run_id: uuid.UUID, question_id: int) -> Page:
    """Record an answer in a check."""
    form, present = posted_answer(), current_learner()
    if present is not None and (known := known_answer(present.id, form)) is not None:
        return known
    run = get_run(present.id if present else None, module, str(run_id))
    stored = get_question(question_id)
    if question_id not in _may_ask(run):
        raise NotFoundError("This question does not belong to this check.")
    learner = acting_learner()
    # What a quiz has asked is taken in, also when it is offered no longer.
    if question_id in run.answered or (run.is_open and not run.left):
        flash("This question was answered already in this check.")
        return redirect(url_for(".show_check", module=module, run_id=run_id), 303)
    taking = Taking("check", run.run_id, _read_by(run), may_recall=recalls_first(learner.id))
    return take_answer(learner.id, form, stored, taking, lambda: _asking(learner.id, run))


@bp.get("/<path:module>/<uuid:run_id>/done")
def show_check_done(module: str, run_id: uuid.UUID) -> Page:
    """Show what came of a check."""
    learner = current_learner()
    run = get_run(learner.id if learner else None, module, str(run_id))
    if learner is None or run.left:
        return redirect(url_for(".show_check", module=module, run_id=run_id), 303)
    served = catalogue()
    asked = run.quiz.questions if run.quiz is not None else served.questions_in(module)
    keeping = keeping_of(learner.id, asked)
    return render_template(
        "review/check_done.html",
        about=about_of(run),
        is_section=run.section is not None,
        results=_result_rows(learner.id, run, served, keeping),
        right=sum(answer.right for answer in run.answers),
        total=len(run.answers),
        next=_next_module(served, module),
        kept=kept_values(keeping, module, run.run_id, run.answered),
        review_url=url_for("review.show_next"),
    )


def _wanted_section() -> int | None:
    """Return the section that an address names; raise NotFoundError when that is none."""
    section = request.args.get("section", type=int)
    if "section" in request.args and section is None:
        raise NotFoundError("There is no such section.")
    return section


def _may_ask(run: Run) -> set[int]:
    """Return the questions that a check takes answers to."""
    if run.quiz is not None:
        return {*run.question_ids, *run.answered}
    return {stored.id for stored in catalogue().questions_in(run.module)}


def _asking(learner_id: int | None, run: Run) -> Asking:
    today = learner_day(utc_now(), current_zone())
    last = None
    if learner_id is not None:
        last = find_last_answer(db.session, learner_id, today, run.run_id)
    return Asking(
        mode="check",
        action=lambda question_id: url_for(
            "check.answer_check", module=run.module, run_id=run.run_id, question_id=question_id
        ),
        results=[answer.right for answer in run.answers],
        ahead=max(len(run.left), 1),
        stop_url=about_of(run).url,
        undo_url=url_for("review.undo", answer_id=last.answer_id) if last else None,
        recall=asked_recall(learner_id),
    )


def _read_by(run: Run) -> ModuleKey | None:
    """Return the module that a check counts as read; sections, sources, quizzes say of none."""
    here = module_of(catalogue(), run.module)
    return (here[0].key, here[1].key) if here and run.section is None else None


def _result_rows(
    learner_id: int, run: Run, served: Catalogue, keeping: Keeping
) -> list[dict[str, object]]:
    today = learner_day(utc_now(), current_zone())
    missed = review_day(learner_id, today).missed
    return [
        _result_row(answer, served, keeping)
        | {"next": _next_text(answer, today, again_today=answer.question_id in missed)}
        for answer in run.answers
    ]


def _result_row(answer: AskedAnswer, served: Catalogue, keeping: Keeping) -> dict[str, object]:
    stored = served.questions.get(answer.question_id)
    return {
        "stem": stored.question.stem if stored else "A question that has been taken out since",
        "language": language_in(served, stored.module) if stored else PAGE_LANGUAGE,
        "right": answer.right,
        "url": url_for("review.show_answer", answer_id=answer.answer_id),
        "left_out": keeping.rests.get(answer.question_id) == LEFT_OUT,
    }


def _next_text(answer: AskedAnswer, today: date, *, again_today: bool) -> str:
    return next_text(next_interval_text((answer.due_on - today).days), again_today=again_today)


def _next_module(served: Catalogue, module: str) -> dict[str, str] | None:
    names = list(served.modules)
    at = names.index(module) + 1 if module in served.modules else len(names)
    if at >= len(names):
        return None
    article, following = served.modules[names[at]]
    url = url_for("reading.show_module", article_key=article.key, module_key=following.key)
    return {"url": url, "title": following.title}
