"""Addresses of the players: join with a code, answer, see what came of it."""

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from studyapp.accounts.access import (
    acting_learner,
    current_learner,
    current_token,
    guess_keys,
    limits_here,
    replace_token,
    secret_key,
)
from studyapp.bank.grading import AnswerShapeError
from studyapp.classroom.classes.code_operations import note_wrong_code, require_room_for_code
from studyapp.classroom.classes.codes import typed_code
from studyapp.classroom.live.comeback_operations import come_back
from studyapp.classroom.live.forms import ComebackForm, PlayerAnswerForm, PlayForm
from studyapp.classroom.live.play_operations import NicknameTakenError, answer_live, join_live
from studyapp.classroom.live.play_page import Sent, join_page, player_page, seat_of
from studyapp.classroom.live.queries import (
    Live,
    Player,
    asked_items,
    find_live_by_code,
    find_player,
    get_live,
    get_player,
)
from studyapp.classroom.live.tick_page import tick_answer
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.queries import get_frozen
from studyapp.classroom.sittings.attempt_operations import NewResponse
from studyapp.classroom.sittings.attempt_order import choice_seed
from studyapp.classroom.sittings.miss_operations import keep_misses
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.errors import BadInputError, ConflictError, NotFoundError
from studyapp.problems import is_for_program
from studyapp.review.asking.form_answer import answer_in
from studyapp.web import LARGEST_ID, EmptyForm, checked_form

bp = Blueprint("play", __name__, url_prefix="/play")
SITTING = f"/<int(max={LARGEST_ID}):sitting_id>"
TOLD = {
    "already": "Your first answer stands.",
    "late": "That came too late; the answers to this question were closed.",
}
Page = str | AnyResponse | tuple[str, int]


@bp.get("/<code>")
def show_join(code: str) -> Page:
    """Show how to join; whoever plays already goes on playing."""
    live, learner = find_live_by_code(typed_code(code)), current_learner()
    plays = (
        live is not None and learner is not None and find_player(db.session, live.id, learner.id)
    )
    if live is not None and plays:
        return redirect(url_for(".show_player", sitting_id=live.id), 303)
    return join_page(typed_code(code), live, PlayForm())


@bp.post("/<code>")
def join(code: str) -> Page:
    """Join under a nickname, or with the seat in the class; wrong codes are counted."""
    form = PlayForm()
    is_fit, live = form.validate(), _live_of(code)
    seat = seat_of(live, current_learner())
    if not is_fit and (seat is None or "csrf_token" in form.errors):
        return join_page(typed_code(code), live, form), 422
    try:
        join_live(live.id, acting_learner().id, form.name, seat=seat, now=utc_now())
    except NicknameTakenError as error:
        form.nickname.errors = [str(error)]
        return join_page(typed_code(code), live, form), 422
    return redirect(url_for(".show_player", sitting_id=live.id), 303)


@bp.post("/<code>/again")
def join_again(code: str) -> Page:
    """Sign this browser in as a player who joined on another one."""
    form = ComebackForm()
    is_fit, live = form.validate(), _live_of(code)
    if not is_fit:
        return join_page(typed_code(code), live, PlayForm(), form), 422
    present, old_token, limits = current_learner(), current_token(), limits_here()
    try:
        come_back(
            live.id,
            form.name,
            str(form.words.data or ""),
            secret_key(),
            wide=limits,
            present=present,
            old_token=old_token,
            new_token=replace_token(),
            merges=current_app.extensions["studyapp_merges"],
            now=utc_now(),
        )
    except BadInputError as error:
        form.words.errors = [str(error)]
        return join_page(typed_code(code), live, PlayForm(), form), 422
    return redirect(url_for(".show_player", sitting_id=live.id), 303)


@bp.get(SITTING)
def show_player(sitting_id: int) -> str:
    """Show the quiz as it stands for the player who is asking."""
    player = get_player(db.session, sitting_id, _learner_id())
    return player_page(get_live(db.session, sitting_id), player, utc_now())


@bp.get(f"{SITTING}/tick")
def tick(sitting_id: int) -> Response:
    """Tell where the quiz stands; nothing of a question, nothing of anybody."""
    g.unlogged = True
    return tick_answer(sitting_id, utc_now())


@bp.post(f"{SITTING}/answer")
def answer(sitting_id: int) -> Page:
    """Keep the answer of a player; the first one stays."""
    form = PlayerAnswerForm()
    checked_form(form)
    learner_id, number = _learner_id(), form.number.data or 0
    player, live = get_player(db.session, sitting_id, learner_id), get_live(db.session, sitting_id)
    _require_same_player(player, form.player.data)
    item, filled = _item_numbered(live, number), request.form.to_dict(flat=False)
    try:
        given = answer_in(item.question, filled, choice_seed(player.attempt.seed, item.position))
    except AnswerShapeError as error:
        if is_for_program():
            raise BadInputError(str(error)) from error
        return player_page(live, player, utc_now(), Sent(filled, str(error))), 422
    new = NewResponse(item, given, str(form.entry.data))
    reply = answer_live(sitting_id, player.attempt.learner_id, number, new, now=utc_now())
    if is_for_program():
        return jsonify(state=reply)
    if reply in TOLD:
        flash(TOLD[reply])
    return redirect(url_for(".show_player", sitting_id=sitting_id), 303)


@bp.post(f"{SITTING}/misses")
def take_misses(sitting_id: int) -> Page:
    """Put what was missed into the player's own review; doing so twice changes nothing."""
    checked_form(EmptyForm())
    player = get_player(db.session, sitting_id, _learner_id())
    if get_live(db.session, sitting_id).state.phase != "done":
        raise ConflictError("The quiz goes on. What you missed can be taken when it is over.")
    keep_misses(player.attempt.id, now=utc_now())
    flash("What you missed is in your review and will be asked again.")
    return redirect(url_for(".show_player", sitting_id=sitting_id), 303)


def _live_of(code: str) -> Live:
    """Return the quiz of a code; raise NotFoundError for others, and count them."""
    require_room_for_code(*guess_keys(), now=utc_now())
    live = find_live_by_code(typed_code(code))
    if live is None:
        note_wrong_code(*guess_keys(), now=utc_now())
        raise NotFoundError("No quiz is open under this code. Look at the wall and type it again.")
    return live


def _learner_id() -> int | None:
    learner = current_learner()
    return learner.id if learner is not None else None


def _require_same_player(player: Player, key: str | None) -> None:
    """Raise ConflictError when a page was opened before its browser came to play as another."""
    if key and key != player.attempt.browser_key:
        raise ConflictError(
            f"This browser plays as {player.nickname} by now, so this answer was not kept. Load "
            "the page again to go on under that name."
        )


def _item_numbered(live: Live, number: int) -> FrozenItem:
    """Return a question that was asked; raise ConflictError for one that was not, as yet."""
    if number > live.state.position:
        raise ConflictError("This question has not been asked yet.")
    return asked_items(get_frozen(live.sitting.version_id), live.sitting)[number - 1]
