"""Counts of a live quiz, always from the rows themselves."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, and_, bindparam, func, or_, select

from studyapp.classroom.classes.models import AccommodationRow
from studyapp.classroom.classes.more_time import MoreTime
from studyapp.classroom.quizzes.frozen import FrozenItem
from studyapp.classroom.sittings.models import AttemptRow, PlayerRow, ResponseRow
from studyapp.classroom.sittings.scoring import Rule, grade_under
from studyapp.database import db, table_of
from studyapp.storage.prepared import PreparedRead


@dataclass(frozen=True, slots=True)
class Spread:
    """How the players answered a question.

    Attributes:
        chosen: how often each position of the bank file was chosen; empty for typed kinds.
        right, near, wrong: how many answers were judged so.
    """

    chosen: Counter[int]
    right: int
    near: int
    wrong: int

    @property
    def answers(self) -> int:
        """Return how many answered."""
        return self.right + self.near + self.wrong


_PLAYER, _ATTEMPT = table_of(PlayerRow), table_of(AttemptRow)
_RESPONSE, _MORE = table_of(ResponseRow), table_of(AccommodationRow)
_PLAYS = and_(_PLAYER.c.sitting_id == bindparam("sitting_id"), _PLAYER.c.kicked_at.is_(None))
_TO_ITEM = and_(
    _RESPONSE.c.attempt_id == _PLAYER.c.attempt_id,
    _RESPONSE.c.position == bindparam("position"),
)


def _answers(*columns: object) -> Select[tuple[object, ...]]:
    return select(*columns).select_from(_PLAYER).join(_RESPONSE, _TO_ITEM).where(_PLAYS)  # type: ignore[call-overload, no-any-return]  # columns of tables


_PLAYERS = PreparedRead(select(func.count()).select_from(_PLAYER).where(_PLAYS))
_ANSWERED = PreparedRead(_answers(func.count()))
_SPREAD = PreparedRead(
    _answers(_RESPONSE.c.given, _RESPONSE.c.verdict, func.count()).group_by(
        _RESPONSE.c.given, _RESPONSE.c.verdict
    )
)
_SLOWER = PreparedRead(
    select(_MORE.c.factor, _MORE.c.extra_minutes, _MORE.c.untimed)
    .select_from(_PLAYER)
    .join(_ATTEMPT, _ATTEMPT.c.id == _PLAYER.c.attempt_id)
    .join(_MORE, _MORE.c.learner_id == _ATTEMPT.c.learner_id)
    .outerjoin(_RESPONSE, _TO_ITEM)
    .where(_PLAYS, or_(_MORE.c.untimed, _MORE.c.factor > 1), _RESPONSE.c.id.is_(None))
)
_AHEAD = PreparedRead(
    select(func.count())
    .select_from(_PLAYER)
    .join(_ATTEMPT, _ATTEMPT.c.id == _PLAYER.c.attempt_id)
    .where(_PLAYS, _ATTEMPT.c.points > bindparam("points"))
)


def count_players(sitting_id: int) -> int:
    """Count who plays; those sent out do not."""
    return int(_PLAYERS.scalar(db.session, sitting_id=sitting_id))


def count_answered(sitting_id: int, position: int) -> int:
    """Count the players who have answered an item."""
    return int(_ANSWERED.scalar(db.session, sitting_id=sitting_id, position=position))


def more_time_of_unanswered(sitting_id: int, position: int) -> list[MoreTime]:
    """Return what the players with more time have who have not answered an item yet."""
    rows = _SLOWER.all(db.session, sitting_id=sitting_id, position=position)
    return [MoreTime(*row) for row in rows]


def count_ahead(sitting_id: int, points: float) -> int:
    """Count the players with more points."""
    return int(_AHEAD.scalar(db.session, sitting_id=sitting_id, points=points))


def spread_of(sitting_id: int, item: FrozenItem, rule: Rule | None) -> Spread:
    """Return how the players answered an item, judged by the key in force."""
    chosen: Counter[int] = Counter()
    verdicts: Counter[str] = Counter()
    rows = _SPREAD.all(db.session, sitting_id=sitting_id, position=item.position)
    for text, verdict, count in rows:
        given = json.loads(text)
        by_key = grade_under(item.question, given, rule).verdict if rule is not None else verdict
        verdicts[by_key] += count
        for place in _places(given):
            chosen[place] += count
    return Spread(chosen, verdicts["right"], verdicts["near"], verdicts["wrong"])


def _places(given: object) -> Iterable[int]:
    entries = given if isinstance(given, list) else [given]
    return (entry for entry in entries if isinstance(entry, int))
