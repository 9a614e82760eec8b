"""The page of a question and what becomes of its form, the same in review and in a check."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.accounts.access import current_zone
from studyapp.bank.catalogue import StoredQuestion, module_of
from studyapp.bank.grading import AnswerShapeError, Given, Grade
from studyapp.bank.presentation import shown_order
from studyapp.bank.queries import catalogue, get_version
from studyapp.bank.question import Locate, Question
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.reading.reading_place import ModuleKey
from studyapp.review.asking.card import Filled, face_of, first_value
from studyapp.review.asking.form_answer import answer_in
from studyapp.review.asking.forms import AnswerForm
from studyapp.review.asking.grade_queries import graded
from studyapp.review.asking.recall_page import Recall, recall_step
from studyapp.review.log.queries import find_answer
from studyapp.review.log.values import GivenAnswer
from studyapp.review.modes import CRAM, Mode
from studyapp.review.operations import record_answer
from studyapp.web import checked_form

Page = str | Response | tuple[str, int]
NEARLY = "Nearly. Check the spelling, and answer once more."
NEARBY = "Nearly. It stands next to the paragraph you chose. Answer once more."
LONGEST_STRIP = 40


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a question is asked.

    Attributes:
        action: gives the address that takes the answer to a question.
        results: the answers given so far, right or not.
        ahead: questions still to come, this one among them.
        only: what the session is limited to, in words.
        recall: whether the choices stay hidden first, and what was said before they were shown.
    """

    mode: Mode
    action: Callable[[int], str]
    results: list[bool]
    ahead: int
    stop_url: str
    undo_url: str | None
    only: str | None = None
    recall: Recall | None = None

    @property
    def number(self) -> int:
        """Return which question this is, counted from 1."""
        return len(self.results) + 1

    @property
    def total(self) -> int:
        """Return how many questions there are in all."""
        return len(self.results) + self.ahead


@dataclass(frozen=True, slots=True)
class Taking:
    """How an answer that was sent is recorded.

    Attributes:
        module: the module whose check this is.
        last_seen: log id of the last answer to the question when it was found due.
        may_recall: the learner is asked whether they know it before the choices are shown.
    """

    mode: Mode
    run_id: str | None = None
    module: ModuleKey | None = None
    last_seen: int | None = None
    may_recall: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent with a form that comes back."""

    filled: Filled = field(default_factory=dict)
    error: str | None = None
    nearly: str | None = None


def card_page(
    stored: StoredQuestion, answer_id: str, asking: Asking, sent: Sent | None = None
) -> str:
    """Return the page that asks a question; the answer will have this id."""
    sent = sent or Sent()
    face = face_of(stored, stored.question, answer_id, sent.filled, catalogue())
    values = {
        "mode": asking.mode,
        "only": asking.only,
        "number": asking.number,
        "total": asking.total,
        "run": run_strip(asking.results, asking.ahead, asking=True),
        "kicker": kicker_of(stored),
        "action": asking.action(stored.id),
        "answer_id": answer_id,
        "version": stored.version_id,
        "error": sent.error,
        "nearly": sent.nearly,
        "confidence": first_value(sent.filled, "confidence"),
        "again": sent.nearly is not None or sent.filled.get("again") == ["1"],
        "stop_url": asking.stop_url,
        "undo_url": asking.undo_url,
        "recall": recall_step(asking.recall, face.kind, stored.id, sent.filled),
    }
    shown = face.shown()
    shown["count"] = len(face.items)
    return render_template("review/card.html", card=values | shown)


def posted_answer() -> AnswerForm:
    """Return the posted form of an answer; raise BadInputError when it cannot be one."""
    form = AnswerForm()
    checked_form(form)
    return form


def known_answer(learner_id: int, form: AnswerForm) -> Response | None:
    """Return the way to the feedback when the posted answer is in the log already."""
    answer_id = str(form.answer_id.data)
    if find_answer(db.session, learner_id, answer_id) is None:
        return None
    return redirect(url_for("review.show_answer", answer_id=answer_id), 303)


def take_answer(
    learner_id: int,
    form: AnswerForm,
    stored: StoredQuestion,
    taking: Taking,
    asking: Callable[[], Asking],
) -> Page:
    """Record the answer in the posted form and go to its feedback; a faulty one comes back.

    Args:
        learner_id: whose answer it is.
        form: what was sent.
        stored: the question.
        taking: how it is recorded.
        asking: says how the question is asked once more; most answers do without.
    """
    answer_id = str(form.answer_id.data)
    question = get_version(stored.id, form.version_id)
    filled = request.form.to_dict(flat=False)
    try:
        given = None if form.is_unsure else answer_in(question, filled, answer_id)
        result = graded(stored, question, given)
    except AnswerShapeError as error:
        return card_page(stored, answer_id, asking(), Sent(filled, error=str(error))), 422
    if result.verdict == "near" and not form.is_second_try:
        told = NEARBY if isinstance(question, Locate) else NEARLY
        return card_page(stored, answer_id, asking(), Sent(filled, nearly=told))
    taking = _settled(taking, result)
    answer = _given_answer(form, stored, question, given, taking)
    _record(learner_id, answer, result, taking)
    return redirect(url_for("review.show_answer", answer_id=answer_id), 303)


def run_strip(results: list[bool], ahead: int, *, asking: bool) -> list[str]:
    """Return the run of cards for the bar; empty when it would be too long to read.

    While a card is being asked, the first one ahead is that card.
    """
    if len(results) + ahead > LONGEST_STRIP:
        return []
    done = ["right" if right else "wrong" for right in results]
    current = ["now"] if asking and ahead else []
    return done + current + [""] * (ahead - len(current))


def kicker_of(stored: StoredQuestion) -> dict[str, str]:
    """Return the line over a question: where it belongs, without giving its passage away."""
    here = module_of(catalogue(), stored.module)
    if here is None:
        return {"text": "Comparing sources", "url": url_for("reading.show_library")}
    article, module = here
    url = url_for("reading.show_module", article_key=article.key, module_key=module.key)
    return {"text": f"{article.label} · {module.title}", "url": url}


def _settled(taking: Taking, result: Grade) -> Taking:
    """Let a miss while cramming count as a review: only what is known leaves the schedule alone."""
    is_review = taking.mode == CRAM and not result.right
    return replace(taking, mode="review") if is_review else taking


def _given_answer(
    form: AnswerForm, stored: StoredQuestion, question: Question, given: Given, taking: Taking
) -> GivenAnswer:
    answer_id = str(form.answer_id.data)
    return GivenAnswer(
        answer_id=answer_id,
        question_id=stored.id,
        version_id=form.version_id,
        given=given,
        shown=tuple(shown_order(question, answer_id)),
        mode=taking.mode,
        run_id=taking.run_id,
        milliseconds=form.milliseconds,
        confidence=form.sureness,
        recalled=taking.may_recall and form.is_recalled,
    )


def _record(learner_id: int, answer: GivenAnswer, result: Grade, taking: Taking) -> None:
    record_answer(
        learner_id,
        answer,
        result,
        zone=current_zone(),
        now=utc_now(),
        module=taking.module,
        last_seen=taking.last_seen,
    )
