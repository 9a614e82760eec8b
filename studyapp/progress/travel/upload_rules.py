"""What rows that come from another server must be beyond their types, so that none is forged."""

import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from studyapp.bank.question import Cloze, Match, Multiple, Order, Question, Single
from studyapp.progress.travel.upload_file import Row
from studyapp.reading.note import BODY_LIMIT
from studyapp.reading.note_selector import QUOTE_LIMIT
from studyapp.review.log.values import LONGEST_MILLISECONDS
from studyapp.review.memory import (
    PARAMETERS,
    RETENTION_HIGHEST,
    RETENTION_LOWEST,
    Rating,
    remember,
)
from studyapp.review.modes import MODES, UNSCHEDULED
from studyapp.review.plan.exam import LONGEST_AHEAD_DAYS, MINUTES_MOST
from studyapp.review.plan.habits import (
    GOAL_KINDS,
    GOAL_LARGEST,
    LIGHT,
    MOST_NEW_PER_DAY,
    NORMAL,
    OFF,
)
from studyapp.review.rating import CONFIDENCES
from studyapp.zones import zone_named

LARGEST_STABILITY = 1_000_000
FURTHEST_DUE = timedelta(days=40_000)
LONGEST_PLAN = timedelta(days=4_000)
FURTHEST_PLAN = timedelta(days=LONGEST_AHEAD_DAYS + 1)
"""Where it is tomorrow already, a day may lie one further ahead."""
PLANNED: Mapping[str, tuple[str, ...]] = {"exam": ("held_on",), "put_off": ("first_day",)}
"""The days that a form lets nobody choose further ahead than that."""
LONGEST_STRETCH = timedelta(days=3)
"""It ends with the learner's own day, which lasts two days and two hours for whoever flies west."""
MOST_OPTIONS = 6
_WEEKDAYS = re.compile(f"[{NORMAL}{LIGHT}{OFF}]{{7}}")

Rule = tuple[str, Callable[[Row], bool]]
"""What a row lacks when it does not hold."""


def is_uuid(text: object) -> bool:
    """Tell whether a text is a UUID as clients write it."""
    try:
        return isinstance(text, str) and str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_entry(row: Row) -> bool:
    is_near = _is_near(row["learner_day"], row["recorded_at"])
    return row["mode"] in MODES and is_near and zone_named(row["zone"]) is not None


def _is_stretch(row: Row) -> bool:
    length = row["ended_at"] - row["started_at"]
    return timedelta(0) <= length <= LONGEST_STRETCH and _is_near(row["day"], row["started_at"])


def _is_near(day: date, moment: datetime) -> bool:
    """Tell whether a moment can belong to a learner's own day somewhere."""
    return abs((day - moment.date()).days) <= 1


def _is_answer_or_undo(row: Row) -> bool:
    if row["kind"] == "undo":
        return row["undoes"] is not None and row["rating"] is None and row["right"] is None
    is_graded = row["right"] is not None and row["score"] is not None and 0 <= row["score"] <= 1
    is_rated = row["rating"] in set(Rating)
    return row["kind"] == "answer" and row["undoes"] is None and is_graded and is_rated


def _has_memory(row: Row) -> bool:
    if row["kind"] == "undo":
        return True
    if row["stability"] is None or row["difficulty"] is None or row["due_on"] is None:
        return False
    wait = row["due_on"] - row["learner_day"]
    is_later = row["mode"] in UNSCHEDULED or wait > timedelta(0)
    is_held = 0 < row["stability"] <= LARGEST_STABILITY and 1 <= row["difficulty"] <= 10
    return bool(is_held and is_later and wait <= FURTHEST_DUE)


def _is_shown(row: Row) -> bool:
    """Check the order in which choices were shown: each once, or none."""
    shown = json.loads(row["shown"] or "[]")
    is_order = isinstance(shown, list) and sorted(map(str, shown)) == [
        str(n) for n in range(len(shown))
    ]
    return is_order and (row["kind"] == "undo" or row["shown"] is not None)


def _are_parameters(row: Row) -> bool:
    parameters = json.loads(row["parameters"])
    if not isinstance(parameters, list) or len(parameters) != len(PARAMETERS):
        return False
    if not all(type(number) in {int, float} for number in parameters):
        return False
    try:
        remember(None, Rating.GOOD, row["fitted_at"].date(), parameters=tuple(parameters))
    except (ValueError, OverflowError):
        return False
    return True


def _covers(row: Row) -> bool:
    covers = json.loads(row["covers"])
    return isinstance(covers, list) and all(isinstance(name, str) for name in covers)


def _is_as_long_as_notes(row: Row) -> bool:
    return len(row["exact"]) <= QUOTE_LIMIT and len(row["body"]) <= BODY_LIMIT


def _is_within(column: str, lowest: float, highest: float) -> Callable[[Row], bool]:
    def is_within(row: Row) -> bool:
        return row[column] is None or bool(lowest <= row[column] <= highest)

    return is_within


def _is_one_of(column: str, *words: str | None) -> Callable[[Row], bool]:
    return lambda row: row[column] in words


_COUNTS: tuple[Rule, ...] = (
    ("number of words read", lambda row: row["words"] >= 0),
    ("time of reading", lambda row: row["seconds"] >= 0),
)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "put_off": (
        ("known kind", _is_one_of("kind", "days_off", "backlog")),
        (
            "days that follow one another",
            lambda row: timedelta(0) <= row["last_day"] - row["first_day"] <= LONGEST_PLAN,
        ),
        ("minutes of a day", _is_within("minutes", 1, MINUTES_MOST)),
    ),
    "review_log": (
        ("id of the form of a UUID", lambda row: is_uuid(row["entry_uuid"])),
        (
            "check of the form of a UUID",
            lambda row: row["run_id"] is None or is_uuid(row["run_id"]),
        ),
        ("known mode, day and zone that fit", _is_entry),
        ("complete answer, nor a complete undo", _is_answer_or_undo),
        ("memory that an answer could leave", _has_memory),
        ("order of choices", _is_shown),
        ("known confidence", _is_one_of("confidence", None, *CONFIDENCES)),
        ("time that an answer takes", _is_within("milliseconds", 0, LONGEST_MILLISECONDS)),
    ),
    "lapse_reason": (
        ("known reason", _is_one_of("reason", "forgot", "misread", "unclear", "bad")),
    ),
    "pretest": (("option that there is", _is_within("given", 0, MOST_OPTIONS - 1)),),
    "rest": (("known reason", _is_one_of("reason", "sibling", "leech", "left_out", "put_off")),),
    "study_habit": (
        (
            "wanted recall of 0.80 to 0.95",
            _is_within("retention", RETENTION_LOWEST, RETENTION_HIGHEST),
        ),
        ("number of new questions", _is_within("new_per_day", 0, MOST_NEW_PER_DAY)),
        ("known goal", _is_one_of("goal_kind", *GOAL_KINDS)),
        ("goal of that size", _is_within("goal", 0, GOAL_LARGEST)),
        ("seven weekdays", lambda row: _WEEKDAYS.fullmatch(row["weekdays"]) is not None),
    ),
    "exam": (
        ("title", lambda row: bool(row["title"].strip())),
        ("list of what it covers", _covers),
        ("minutes of a day", _is_within("minutes", 1, MINUTES_MOST)),
    ),
    "memory_fit": (
        ("parameters that the scheduler takes", _are_parameters),
        ("number of answers", lambda row: row["reviews"] >= 0),
    ),
    "reading": (("paragraph", lambda row: row["place"] >= 0), *_COUNTS),
    "reading_stretch": (
        ("start, end and day that fit", _is_stretch),
        *_COUNTS,
    ),
    "note": (
        ("id of the form of a UUID", lambda row: is_uuid(row["note_uuid"])),
        ("words within the limit", _is_as_long_as_notes),
    ),
}


def find_broken_rule(table: str, row: Row, now: datetime) -> str | None:
    """Return what a row lacks, the first of it; None when it is sound."""
    latest = now.date() + FURTHEST_PLAN
    if any(row[column] > latest for column in PLANNED.get(table, ())):
        return "day within two years"
    return next((lacks for lacks, holds in RULES.get(table, ()) if not holds(row)), None)


def find_broken_link(row: Row, before: Mapping[int, Row], undone: set[int]) -> str | None:
    """Return what is wrong with how an entry of the log hangs on those before it.

    Args:
        row: the entry, `question_key` among its columns.
        before: the entries before it, by id.
        undone: ids of answers taken back so far; an undo adds to it.
    """
    if row["id"] in before:
        return "has the id of another one"
    for column in ("undoes", "follows"):
        named = before.get(row[column]) if row[column] is not None else None
        if row[column] is not None and not _is_answer_to(named, row["question_key"]):
            return f"{column} no earlier answer to its question"
    if row["kind"] == "undo":
        if row["undoes"] in undone:
            return "undoes what is undone already"
        if before[row["undoes"]]["mode"] != row["mode"]:
            return "undoes an answer of another mode"
        undone.add(row["undoes"])
    return None


def is_given_to(question: Question, given: object) -> bool:
    """Tell whether an answer can be told in the words of its question; see `grading.Given`.

    It may be one that a form would not take today: what was answered once stays an answer.
    """
    match question:
        case Single():
            return given is None or _are_positions([given], question.options)
        case Multiple():
            return given is None or _are_positions(given, question.options)
        case Order():
            return given is None or _are_positions(given, question.items)
        case Match():
            is_whole = isinstance(given, list) and len(given) == len(question.pairs)
            return given is None or (is_whole and _are_positions(given, question.pairs))
        case Cloze():
            is_list = isinstance(given, list) and all(isinstance(text, str) for text in given)
            return given is None or is_list
        case _:
            return given is None or isinstance(given, str)


def _are_positions(given: object, choices: Sequence[object]) -> bool:
    return isinstance(given, list) and all(type(n) is int and 0 <= n < len(choices) for n in given)


def _is_answer_to(row: Row | None, question_key: str) -> bool:
    return row is not None and (row["kind"], row["question_key"]) == ("answer", question_key)
