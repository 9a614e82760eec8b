"""The page of one exam, and the parts of the bank that an exam can cover."""

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any

from flask import render_template, url_for

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.counts import counted
from studyapp.database import db
from studyapp.day_words import day_text
from studyapp.percents import percent_figure
from studyapp.review.memory import Memory, recall, remember
from studyapp.review.plan.exam import Exam, can_foresee, covered
from studyapp.review.plan.exam_queries import last_pass
from studyapp.review.plan.forecast import FIRST_RIGHT
from studyapp.review.plan.habit_queries import scheduling_of
from studyapp.review.plan.outlook import (
    Outlook,
    Studying,
    outlook,
    outlook_text,
    path_of,
)
from studyapp.review.plan.pace_queries import pace_of
from studyapp.review.queries import memories_of
from studyapp.review.session.due_queue import next_interval_text
from studyapp.review.session.selection import TAG, counts_by_name, title_of

TAGS_SHOWN = 24
NEAR_DAYS = 60
"""So far ahead a date is told in days: in rounded weeks it would seem later than it is."""


def exam_page(learner_id: int, exam: Exam, today: date) -> str:
    """Return the page of an exam: what it covers, what to expect, the last pass."""
    served = catalogue()
    memories = memories_of(learner_id)
    cards = [memories.get(n) for n in covered(exam.covers, served)]
    studying = studying_of(learner_id)
    is_to_come = exam.held_on > today
    has_forecast = is_to_come and can_foresee(exam.held_on, today) and cards
    return render_template(
        "review/exam.html",
        exam=exam,
        when=when_text(exam.held_on, today),
        is_to_come=is_to_come,
        covers=[title_of(name, served) for name in exam.covers],
        questions=len(cards),
        met=sum(card is not None for card in cards),
        expected=_expected(cards, exam, studying, today) if has_forecast else None,
        last_pass=_last_pass(learner_id, exam, today) if is_to_come else None,
        seconds=round(studying.seconds),
        new_a_day=studying.new_a_day,
        first_right=round(10 * FIRST_RIGHT),
    )


def forecast_text(learner_id: int, exam: Exam, today: date) -> str:
    """Say what going on gives, and what skipping a week costs; empty when nothing is to come."""
    memories = memories_of(learner_id)
    cards = [memories.get(n) for n in covered(exam.covers, catalogue())]
    if exam.held_on <= today or not can_foresee(exam.held_on, today) or not cards:
        return ""
    found = outlook(cards, exam, studying_of(learner_id), today)
    return outlook_text(found, exam, day_text(exam.held_on, today))


def studying_of(learner_id: int) -> Studying:
    """Return how a learner studies, for a forecast."""
    scheduling = scheduling_of(db.session, learner_id)
    habits = scheduling.habits
    review = partial(remember, retention=habits.retention, parameters=scheduling.parameters)
    return Studying(pace_of(learner_id), habits.new_per_day, review)


def exam_row(
    exam: Exam, served: Catalogue, memories: dict[int, Memory], today: date
) -> dict[str, Any]:
    """Describe an exam to a list of them."""
    ids = covered(exam.covers, served)
    held = [memories[n] for n in ids if n in memories]
    known = sum(recall(memory, exam.held_on) for memory in held)
    return {
        "title": exam.title,
        "when": when_text(exam.held_on, today),
        "url": url_for("exam.show_exam", exam_id=exam.id),
        "forecast_url": url_for("exam.show_forecast", exam_id=exam.id),
        "questions": len(ids),
        "minutes": counted(exam.minutes, "minute"),
        "percent": percent_figure(known / len(ids)) if ids and exam.held_on >= today else None,
    }


def cover_choices(served: Catalogue, chosen: Collection[str]) -> dict[str, Any]:
    """Return the parts that can be chosen: of the subjects the largest, and what is chosen."""
    counts = counts_by_name(served.questions, served)

    def choice(name: str) -> dict[str, Any]:
        return {"name": name, "label": title_of(name, served), "count": counts[name]}

    tags = [name for name, _ in counts.most_common() if name.startswith(TAG)]
    shown = {*tags[:TAGS_SHOWN], *chosen}
    modules = [
        choice(name) | {"title": module.title, "article": article.key}
        for name, (article, module) in served.modules.items()
        if counts[name]
    ]
    return {
        "articles": [
            choice(key) | {"modules": [m for m in modules if m["article"] == key]}
            for key in served.articles
            if counts[key]
        ],
        "compare": choice(COMPARE) if counts[COMPARE] else None,
        "tags": [choice(name) for name in tags if name in shown],
    }


def when_text(day: date, today: date) -> str:
    """Return a day with how far off it is, to the day while few enough to plan by."""
    ahead = (day - today).days
    if ahead <= 0:
        return day_text(day)
    is_near = 1 < ahead <= NEAR_DAYS
    far_off = f"in {ahead} days" if is_near else next_interval_text(ahead)
    return f"{day_text(day, today)}, {far_off}"


def _expected(
    cards: list[Memory | None], exam: Exam, studying: Studying, today: date
) -> dict[str, Any]:
    found = outlook(cards, exam, studying, today)
    day = day_text(exam.held_on, today)
    return {
        "text": outlook_text(found, exam, day),
        "day": day,
        "rows": [{"words": s.words, "percent": percent_figure(s.share)} for s in found.scenarios],
        "chart": _chart(found, exam, today),
    }


def _chart(found: Outlook, exam: Exam, today: date) -> dict[str, Any]:
    both = zip(found.going_on.line, found.stopping.line, strict=True)
    return {
        "own": counted(exam.minutes, "minute"),
        "going_on": path_of(found.going_on),
        "stopping": path_of(found.stopping),
        "rows": [
            {
                "day": day_text(day, today),
                "going_on": percent_figure(a),
                "stopping": percent_figure(b),
            }
            for (day, a), (_, b) in both
        ],
    }


def _last_pass(learner_id: int, exam: Exam, today: date) -> dict[str, Any]:
    found = last_pass(learner_id, exam, today)
    return {
        "starts": day_text(found.starts, today),
        "days": (exam.held_on - found.starts).days,
        "runs": found.starts <= today,
        "left": len(found.left),
        "url": url_for("review.show_next", only=exam.selection),
    }
