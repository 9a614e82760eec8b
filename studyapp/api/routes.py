"""The addresses under /api/v1/."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, stream_with_context, url_for

from studyapp import __version__
from studyapp.accounts.access import (
    act_by_api_token,
    acting_learner,
    current_learner,
    current_zone,
    known_learner,
)
from studyapp.accounts.own_data.queries import own_data_json
from studyapp.api.answer_queries import (
    due_on,
    find_known,
    grade_sent,
    read_sent,
    refusal,
    result_of,
)
from studyapp.api.answer_shapes import (
    AnswerResult,
    AnswerResults,
    SentAnswer,
    SentAnswers,
    UndoneAnswer,
)
from studyapp.api.card_page import with_html
from studyapp.api.card_queries import next_asked
from studyapp.api.card_shapes import Cards, CardsQuery
from studyapp.api.cards import card_of
from studyapp.api.exchange import Document, Exchange
from studyapp.api.forms import JSON, check_form_token, exchanges, routes_of
from studyapp.api.openapi import document_of
from studyapp.api.schedule_queries import held_questions
from studyapp.api.standing import days_of, progress_of
from studyapp.api.study_shapes import (
    DueDay,
    HeldQuery,
    HeldQuestions,
    Me,
    OwnData,
    Progress,
    Schedule,
    ScheduleQuery,
)
from studyapp.bank.queries import catalogue
from studyapp.clock import utc_now
from studyapp.errors import BusyError, StorageError, StudyAppError
from studyapp.progress.queries import learning_of
from studyapp.review.learner_day import learner_day
from studyapp.review.log.late_operations import record_late_answer
from studyapp.review.operations import undo_answer
from studyapp.review.queries import due_by_day
from studyapp.review.session.queries import count_waiting, review_day, waiting_today
from studyapp.web import csrf

bp = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(bp)


@bp.before_request
def check_caller() -> None:
    """Let a token speak for its learner; what comes with the cookie must come from our pages."""
    if not act_by_api_token():
        check_form_token()


@bp.get("/review/cards")
@exchanges(Exchange(Cards, query=CardsQuery))
def show_cards(query: CardsQuery) -> Cards:
    """Hand out the next questions in the order to ask them, with their answers."""
    learner, today = current_learner(), _today()
    if learner is None:
        return Cards(today=today, waiting=0, cards=[])
    day = review_day(learner.id, today)
    asked = next_asked(learner.id, today, day, query.limit)
    served = catalogue()
    cards = [card_of(one, served) for one in asked]
    if query.html == "1":
        pairs = enumerate(zip(cards, asked, strict=True), start=1)
        cards = [with_html(card, one, number, len(cards)) for number, (card, one) in pairs]
    return Cards(today=today, waiting=count_waiting(learner.id, today, day).total, cards=cards)


@bp.post("/review/answers")
@exchanges(Exchange(AnswerResults, body=SentAnswers))
def take_answers(body: SentAnswers) -> AnswerResults:
    """Record answers; each is stored or refused on its own, and its id counts once."""
    zone, now = current_zone(), utc_now()
    return AnswerResults(results=[_taken(raw, zone, now) for raw in body.answers])


@bp.post("/review/answers/<uuid:answer_id>/undo")
@exchanges(Exchange(UndoneAnswer, errors=(404,)))
def undo(answer_id: UUID) -> UndoneAnswer:
    """Take an answer back; one that is undone stays undone."""
    learner_id = known_learner().id
    undone = undo_answer(learner_id, str(answer_id), zone=current_zone(), now=utc_now())
    return UndoneAnswer(
        answer_id=answer_id,
        question_id=undone.question_id,
        due_on=due_on(learner_id, undone.question_id),
    )


@bp.get("/openapi.json")
@exchanges(Exchange(Document))
def show_document() -> Document:
    """Describe every address of the API (OpenAPI 3.1)."""
    return Document.model_validate(document_of(routes_of(bp.name), __version__))


@bp.get("/schedule")
@exchanges(Exchange(Schedule, query=ScheduleQuery))
def show_schedule(query: ScheduleQuery) -> Schedule:
    """Count the questions due on each day."""
    today = _today()
    first, last = days_of(query, today)
    learner = current_learner()
    due = due_by_day(learner.id, last) if learner is not None else {}
    return Schedule(
        today=today,
        first=first,
        last=last,
        overdue=sum(count for day, count in due.items() if day < first),
        days=[DueDay(day=day, due=due[day]) for day in sorted(due) if day >= first],
    )


@bp.get("/schedule/questions")
@exchanges(Exchange(HeldQuestions, query=HeldQuery))
def show_held(query: HeldQuery) -> HeldQuestions:
    """Tell what is held of each question met, a part at a time."""
    learner, today = current_learner(), _today()
    if learner is None:
        return HeldQuestions(today=today, questions=[], next=None)
    found = held_questions(learner.id, today, after=query.cursor, limit=query.limit + 1)
    shown = found[: query.limit]
    after = shown[-1].question_id if len(found) > len(shown) else None
    return HeldQuestions(today=today, questions=shown, next=after)


@bp.get("/progress")
@exchanges(Exchange(Progress))
def show_progress() -> Progress:
    """Tell what is known and due of each source and module."""
    learner, today = current_learner(), _today()
    learner_id = learner.id if learner is not None else None
    return progress_of(catalogue(), learning_of(learner_id, today))


@bp.get("/me")
@exchanges(Exchange(Me))
def show_me() -> Me:
    """Tell who is asking."""
    learner, today = current_learner(), _today()
    return Me(
        name=learner.name if learner is not None else None,
        guest=learner is None or learner.name is None,
        role=learner.role if learner is not None else "learner",
        zone=current_zone().key,
        today=today,
        waiting=waiting_today(learner.id, today).total if learner is not None else 0,
    )


@bp.get("/me/data")
@exchanges(Exchange(OwnData))
def show_own_data() -> Response:
    """Hand out everything that is kept of the learner, but for passwords and tokens."""
    learner = current_learner()
    pieces = own_data_json(learner.id if learner is not None else None)
    return Response(stream_with_context(pieces), mimetype=JSON)


def _taken(raw: object, zone: ZoneInfo, now: datetime) -> AnswerResult:
    """Take one answer; where the server cannot store any, that is no fault of the answer."""
    try:
        return _recorded(read_sent(raw), zone, now)
    except (BusyError, StorageError):
        raise
    except StudyAppError as error:
        return refusal(raw, str(error))


def _recorded(sent: SentAnswer, zone: ZoneInfo, now: datetime) -> AnswerResult:
    learner = current_learner()
    known = find_known(learner.id, sent) if learner is not None else None
    if learner is None or known is None:
        read = grade_sent(sent, zone=zone, now=now)
        learner = acting_learner()
        answer = record_late_answer(
            learner.id,
            read.answer,
            read.grade,
            zone=read.zone,
            answered_at=read.answered_at,
            now=now,
        )
    return AnswerResult(
        status="recorded" if known is None else "known",
        feedback_url=url_for("review.show_answer", answer_id=sent.answer_id),
        **result_of(learner.id, sent, known or answer),
    )


def _today() -> date:
    return learner_day(utc_now(), current_zone())
