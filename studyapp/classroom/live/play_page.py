"""The pages of a player: joining, the present question, what came of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template

from studyapp.accounts.access import current_learner, secret_key
from studyapp.accounts.queries import Learner
from studyapp.bank.catalogue import language_in
from studyapp.bank.grading import key_text
from studyapp.bank.queries import catalogue
from studyapp.bank.question import Multiple, Single
from studyapp.classroom.classes.accommodation_queries import more_time_of
from studyapp.classroom.classes.join_page import has_sent
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.classes.queries import Seat, find_seat, get_class
from studyapp.classroom.live.count_queries import count_ahead, count_players
from studyapp.classroom.live.forms import ComebackForm, PlayForm
from studyapp.classroom.live.host_page import face_for, layout, seconds_left, step_of
from studyapp.classroom.live.nicknames import suggested_nickname
from studyapp.classroom.live.options import LiveOption, letters_of, live_options, right_options
from studyapp.classroom.live.queries import Live, Player, asked_items, present_item
from studyapp.classroom.live.rejoin_words import rejoin_word
from studyapp.classroom.live.state import closes_for, takes_answer
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.quizzes.queries import get_frozen, rules_in_force
from studyapp.classroom.sittings.attempt_order import choice_seed
from studyapp.classroom.sittings.key_in_force import rule_sentence, rule_verdict, shown_question
from studyapp.classroom.sittings.marks import DROPPED, NOT_ASKED, RIGHT, missed_text
from studyapp.classroom.sittings.miss_queries import new_misses
from studyapp.classroom.sittings.queries import Response, responses_of
from studyapp.classroom.sittings.scoring import grade_under
from studyapp.database import db
from studyapp.review.asking.feedback import given_lines, sources_of


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent with a form that comes back, and what is wrong with it."""

    filled: dict[str, list[str]]
    fault: str


def join_page(
    code: str, live: Live | None, form: PlayForm, comeback: ComebackForm | None = None
) -> str:
    """Return the page on which somebody joins: by their seat, or under a nickname.

    Of the quiz it tells only those who have typed its code or sit in its class: an address can
    be tried without being counted.
    """
    seat = seat_of(live, current_learner())
    is_known = live is not None and (seat is not None or has_sent(code))
    class_id = live.sitting.class_id if live is not None else None
    return render_template(
        "classroom/live/join.html",
        code=code,
        live=live if is_known else None,
        class_name=get_class(class_id).name if is_known and class_id is not None else None,
        form=form,
        comeback=comeback or ComebackForm(),
        seat=seat,
        suggestion=suggested_nickname(),
    )


def seat_of(live: Live | None, learner: Learner | None) -> Seat | None:
    """Return the seat of a learner in the class that plays."""
    if live is None or learner is None or live.sitting.class_id is None:
        return None
    return find_seat(db.session, live.sitting.class_id, learner.id)


def player_page(live: Live, player: Player, now: datetime, sent: Sent | None = None) -> str:
    """Return the page of a player as the quiz stands now."""
    phase = live.state.phase
    item = present_item(live) if phase in {"open", "closed", "reveal"} else None
    values: dict[str, Any] = {
        "live": live,
        "step": step_of(live),
        "player": player,
        "word": _word(player),
        "number": live.state.position,
        "count": len(asked_items(get_frozen(live.sitting.version_id), live.sitting)),
        "card": None,
        "left": None,
        "missed": item is not None and _is_left_out(player, item),
    }
    if item is not None and not values["missed"]:
        values |= _present(live, player, item, now, sent)
    if live.state.phase == "done":
        values["result"] = _result(live, player)
    if live.standings and phase in {"reveal", "done"}:
        values |= _standing(live, player)
    return render_template("classroom/live/player.html", layout=layout(), **values)


def _word(player: Player) -> str | None:
    """Return the words that bring a player back on another device; accounts have a password."""
    learner = current_learner()
    is_nameless = learner is not None and learner.name is None and player.attempt.seat_id is None
    return rejoin_word(secret_key(), player.attempt.id) if is_nameless else None


def _is_left_out(player: Player, item: FrozenItem) -> bool:
    return player.attempt.marks[item.position - 1] == NOT_ASKED


def _present(
    live: Live, player: Player, item: FrozenItem, now: datetime, sent: Sent | None
) -> dict[str, Any]:
    """Return the present question as far as the player may know it by now."""
    given = responses_of(db.session, player.attempt.id).get(item.position)
    has_timer = live.state.closes_at is not None
    more = more_time_of(db.session, player.attempt.learner_id) if has_timer else MoreTime()
    is_open = live.state.phase == "open" and takes_answer(live.state, more, now)
    seed = choice_seed(player.attempt.seed, item.position)
    face = face_for(item, seed, sent.filled if sent is not None else None)
    options = live_options(item, live.sitting.seed, player.attempt.seed)
    card = face.shown() | {
        "options": options,
        "count": len(face.items),
        "answer_id": f"q{live.state.position}",
        "entry": str(uuid.uuid4()),
        "error": sent.fault if sent is not None else None,
        "nearly": None,
    }
    return {
        "card": card,
        "is_open": is_open,
        "left": seconds_left(closes_for(live.state, more), now) if is_open else None,
        "answered": _answered(item, given, options) if given is not None else None,
        "reveal": _revealed(live, item, given) if live.state.phase == "reveal" else None,
    }


def _answered(item: FrozenItem, given: Response, options: list[LiveOption]) -> dict[str, Any]:
    chosen = _positions(given) if isinstance(item.question, Single | Multiple) else set()
    return {
        "chosen": chosen,
        "letters": letters_of(options, chosen),
        "lines": given_lines(item.question, given.given),
    }


def _positions(given: Response) -> set[int]:
    entries = given.given if isinstance(given.given, list) else [given.given]
    return {entry for entry in entries if isinstance(entry, int)}


def _revealed(live: Live, item: FrozenItem, response: Response | None) -> dict[str, Any]:
    """Return the answer by the key in force, which an earlier quiz may have changed."""
    rule = rules_in_force(db.session, live.sitting.version_id).get(item.position)
    question, given = item.question, response.given if response is not None else None
    keyed, graded = shown_question(question, given, rule), grade_under(question, given, rule)
    correct = right_options(keyed)
    served = catalogue()
    return {
        "kind": question.kind,
        "language": language_in(served, item.module),
        "right": graded.right,
        "near": graded.verdict == "near",
        "correct": correct,
        "share": graded.score,
        "given_lines": given_lines(question, given),
        "key": [] if correct else key_text(keyed),
        "rule_verdict": rule_verdict(rule),
        "rule": rule_sentence(question, rule),
        "explanation": keyed.explanation,
        "sources": sources_of(keyed, served),
    }


def _result(live: Live, player: Player) -> dict[str, Any]:
    """Return what came of the whole quiz: how many were right, and what to read again."""
    attempt = player.attempt
    rules = rules_in_force(db.session, live.sitting.version_id)
    asked = [
        item
        for item in asked_items(get_frozen(live.sitting.version_id), live.sitting)
        if attempt.marks[item.position - 1] != NOT_ASKED
    ]
    counted = [item for item in asked if attempt.marks[item.position - 1] != DROPPED]
    missed = [item for item in counted if attempt.marks[item.position - 1] != RIGHT]
    keyed = [shown_question(item.question, None, rules.get(item.position)) for item in missed]
    sources = {
        source.url: source for question in keyed for source in sources_of(question, catalogue())
    }
    return {
        "right": attempt.marks.count(RIGHT),
        "of": len(counted),
        "joined_late": len(asked) < live.state.position,
        "again": list(sources.values()),
        "missed": missed_text(attempt.marks),
        "misses": len(new_misses(db.session, attempt)),
    }


def _standing(live: Live, player: Player) -> dict[str, Any]:
    """Return where a player stands; while nobody has a point, nobody stands anywhere."""
    ahead = count_ahead(live.id, player.attempt.points)
    if not ahead and not player.attempt.points:
        return {}
    return {"standing": {"place": ahead + 1, "of": count_players(live.id)}}
