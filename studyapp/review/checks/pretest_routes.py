"""The pretest of a module: one page, no verdict."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import acting_learner
from studyapp.bank.catalogue import StoredQuestion, address_of, module_of
from studyapp.bank.presentation import shown_order
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Single
from studyapp.clock import utc_now
from studyapp.errors import BadInputError, NotFoundError
from studyapp.review.asking.forms import PretestForm
from studyapp.review.checks.pretest import questions_of_pretest
from studyapp.review.checks.pretest_operations import Guess, keep_guesses
from studyapp.web import checked_form

bp = Blueprint("pretest", __name__, url_prefix="/pretest")
MARKED = "Now read. The passages that you were asked about bear a question mark."


@bp.get("/<path:module>")
def show_pretest(module: str) -> str:
    """Ask three questions before reading."""
    run_id = str(uuid.uuid4())
    here = module_of(catalogue(), module)
    questions = _questions(module, run_id)
    if here is None:
        raise NotFoundError("There is no module at this address.")
    return render_template(
        "review/pretest.html",
        module_title=here[1].title,
        language=here[0].language,
        module_url=address_of(*here),
        run_id=run_id,
        action=url_for(".take_pretest", module=module),
        questions=[
            _shown(stored.id, stored.question, run_id)
            for stored in questions
            if isinstance(stored.question, Single)
        ],
    )


@bp.post("/<path:module>")
def take_pretest(module: str) -> Response:
    """Keep the guesses and go on to the text."""
    form = PretestForm()
    checked_form(form)
    here = module_of(catalogue(), module)
    questions = _questions(module, form.run)
    if here is None:
        raise NotFoundError("There is no module at this address.")
    guesses = {stored.id: _guess(stored, form.run) for stored in questions}
    keep_guesses(acting_learner().id, guesses, now=utc_now())
    flash(MARKED)
    return redirect(address_of(*here), 303)


def _questions(module: str, run_id: str) -> list[StoredQuestion]:
    questions = questions_of_pretest(catalogue().questions_in(module), run_id)
    if not questions:
        raise NotFoundError("There is no module at this address, or nothing to ask before it.")
    return questions


def _shown(question_id: int, question: Single, run_id: str) -> dict[str, object]:
    order = shown_order(question, f"{run_id}:{question_id}")
    return {
        "name": f"q-{question_id}",
        "stem": question.stem,
        "options": [{"value": at, "text": question.options[n].text} for at, n in enumerate(order)],
    }


def _guess(stored: StoredQuestion, run_id: str) -> Guess:
    """Return what the form says of a question; nothing chosen is a guess left out."""
    text = request.form.get(f"q-{stored.id}", "")
    order = shown_order(stored.question, f"{run_id}:{stored.id}")
    if text == "":
        return Guess(stored.version_id, None)
    if not (text.isascii() and text.isdigit() and len(text) < 3 and int(text) < len(order)):
        raise BadInputError("There is no such answer to choose.")
    return Guess(stored.version_id, order[int(text)])
