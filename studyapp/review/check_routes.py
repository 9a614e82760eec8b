"""Pages of a check: five questions at the end of a module, or across sources."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner, current_learner, current_zone
from studyapp.bank.catalogue import Catalogue, StoredQuestion, module_of
from studyapp.bank.queries import catalogue, get_question
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import NotFoundError
from studyapp.reading.reading_place import ModuleKey
from studyapp.review.card_page import (
    Asking,
    Taking,
    card_page,
    kicker_of,
    known_answer,
    posted_answer,
    take_answer,
)
from studyapp.review.check_run import questions_of_run
from studyapp.review.due_queue import next_interval_text
from studyapp.review.learner_day import learner_day
from studyapp.review.log_queries import AskedAnswer, answers_in_run, find_last_answer, met_before
from studyapp.review.recall_page import asked_recall, recalls_first
from studyapp.web import LARGEST_ID

bp = Blueprint("check", __name__, url_prefix="/check")
Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Where a learner stands in a check."""

    module: str
    run_id: str
    question_ids: list[int]
    answers: list[AskedAnswer]

    @property
    def answered(self) -> set[int]:
        """Return the questions answered so far."""
        return {answer.question_id for answer in self.answers}

    @property
    def left(self) -> list[int]:
        """Return the questions not answered yet, in order."""
        return [n for n in self.question_ids if n not in self.answered]


@bp.get("/<path:module>/start")
def start_check(module: str) -> Page:
    """Begin a check of a module."""
    _get_questions(catalogue(), module)
    return redirect(url_for(".show_check", module=module, run_id=uuid.uuid4()), 303)


@bp.get("/<path:module>/<uuid:run_id>")
def show_check(module: str, run_id: uuid.UUID) -> Page:
    """Ask the next question of a check."""
    learner = current_learner()
    run = _run(learner.id if learner else None, module, str(run_id))
    if not run.left:
        return redirect(url_for(".show_check_done", module=module, run_id=run_id), 303)
    asking = _asking(learner.id if learner else None, run)
    return card_page(get_question(run.left[0]), str(uuid.uuid4()), asking)


@bp.post(f"/<path:module>/<uuid:run_id>/<int(max={LARGEST_ID}):question_id>")
def answer_check(module: str, run_id: uuid.UUID, question_id: int) -> Page:
    """Record an answer in a check."""
    form = posted_answer()
    learner = acting_learner()
    if (known := known_answer(learner.id, form)) is not None:
        return known
    run = _run(learner.id, module, str(run_id))
    stored = get_question(question_id)
    if stored.module != module:
        raise NotFoundError("This question does not belong to this check.")
    if question_id in run.answered or not run.left:
        flash("This question was answered already in this check.")
        return redirect(url_for(".show_check", module=module, run_id=run_id), 303)
    taking = Taking("check", run.run_id, _module_key(module), may_recall=recalls_first(learner.id))
    return take_answer(learner.id, form, stored, taking, lambda: _asking(learner.id, run))


@bp.get("/<path:module>/<uuid:run_id>/done")
def show_check_done(module: str, run_id: uuid.UUID) -> Page:
    """Show what came of a check."""
    learner = current_learner()
    run = _run(learner.id if learner else None, module, str(run_id))
    if learner is None or run.left:
        return redirect(url_for(".show_check", module=module, run_id=run_id), 303)
    served = catalogue()
    first = served.questions[run.question_ids[0]]
    here = module_of(served, module)
    kicker = kicker_of(first)
    return render_template(
        "review/check_done.html",
        module_title=here[1].title if here else kicker["text"],
        article_label=here[0].label if here else "",
        module_url=kicker["url"],
        results=[_result_row(answer, served) for answer in run.answers],
        right=sum(answer.right for answer in run.answers),
        total=len(run.answers),
        next=_next_module(served, module),
        review_url=url_for("review.show_next"),
    )


def _get_questions(served: Catalogue, module: str) -> tuple[StoredQuestion, ...]:
    questions = served.questions_in(module)
    if not questions:
        raise NotFoundError("There is no module at this address, or nothing is asked about it.")
    return questions


def _run(learner_id: int | None, module: str, run_id: str) -> Run:
    ids = [stored.id for stored in _get_questions(catalogue(), module)]
    met = met_before(learner_id, ids, run_id) if learner_id is not None else set()
    answers = answers_in_run(learner_id, run_id) if learner_id is not None else []
    answered = [answer.question_id for answer in answers]
    return Run(module, run_id, questions_of_run(ids, met, run_id, answered), answers)


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
        stop_url=kicker_of(get_question(run.question_ids[0]))["url"],
        undo_url=url_for("review.undo", answer_id=last.answer_id) if last else None,
        recall=asked_recall(learner_id),
    )


def _module_key(module: str) -> ModuleKey | None:
    """Return the module that a check counts as read; None for one across sources."""
    here = module_of(catalogue(), module)
    return (here[0].key, here[1].key) if here else None


def _result_row(answer: AskedAnswer, served: Catalogue) -> dict[str, object]:
    days = (answer.due_on - learner_day(utc_now(), current_zone())).days
    stored = served.questions.get(answer.question_id)
    return {
        "stem": stored.question.stem if stored else "A question that has been taken out since",
        "right": answer.right,
        "url": url_for("review.show_answer", answer_id=answer.answer_id),
        "due_text": next_interval_text(days),
    }


def _next_module(served: Catalogue, module: str) -> dict[str, str] | None:
    names = list(served.modules)
    at = names.index(module) + 1 if module in served.modules else len(names)
    if at >= len(names):
        return None
    article, following = served.modules[names[at]]
    url = url_for("reading.show_module", article_key=article.key, module_key=following.key)
    return {"url": url, "title": following.title}
