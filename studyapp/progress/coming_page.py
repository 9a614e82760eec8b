"""What the progress page says of what to do next and of what is coming."""

from typing import Any

from flask import url_for

from studyapp.bank.catalogue import Catalogue, language_in
from studyapp.day_words import day_text
from studyapp.progress.coming import Coming, coming_days
from studyapp.progress.overview import Learning
from studyapp.review.asking.feedback import sources_of
from studyapp.review.plan.exam_page import exam_row
from studyapp.review.plan.exam_queries import exams_of
from studyapp.review.plan.goals import goal_of_day
from studyapp.review.plan.habit_queries import habits_of
from studyapp.review.plan.pace_queries import pace_of
from studyapp.review.plan.put_off_queries import day_off, put_offs_at_work
from studyapp.review.queries import due_by_day, lasting_rests
from studyapp.review.session.next_reading import next_module
from studyapp.review.session.queries import Waiting, count_waiting, review_day

DAYS_AHEAD = 30


def next_part(
    served: Catalogue, learning: Learning, learner_id: int | None, coming: Coming
) -> dict[str, Any]:
    """Return what to do next, how long it takes, and how the goal of the day stands."""
    reading = next_module(served, learning.readings)
    if learner_id is None:
        return {"waiting": None, "minutes": 0, "goal": None, "off": None, "reading": reading}
    day = review_day(learner_id, learning.today)
    waiting = count_waiting(learner_id, learning.today, day)
    return {
        "waiting": waiting,
        "minutes": coming.minutes(waiting.total),
        "goal": goal_of_day(habits_of(learner_id), day.studied),
        "off": day_off(learner_id, learning.today),
        "reading": reading,
    }


def coming_of(learner_id: int | None, learning: Learning, length: int = DAYS_AHEAD) -> Coming:
    """Return what is due on so many days from today on."""
    last = learning.today + (length - 1) * learning.today.resolution
    due = due_by_day(learner_id, last) if learner_id is not None else {}
    return coming_days(due, learning.today, length, pace_of(learner_id))


def week_rows(coming: Coming, waiting: int) -> list[dict[str, Any]]:
    """Return a row for each of the coming days; today holds all that still waits to be asked."""
    _, *later = coming.days
    days = [("Today", waiting), *((f"{day:%a} {day.day}", n) for day, n in later)]
    return [{"label": label, "count": count} for label, count in days]


def coming_part(coming: Coming, waiting: Waiting | None) -> dict[str, Any]:
    """Return the rows of what is coming, what is overdue first, and what they say together."""
    today = coming.days[0][0]
    days = [
        {
            "label": "Today" if day == today else f"{day:%a} {day.day} {day:%b}",
            "count": count,
            "minutes": coming.minutes(count),
            "overdue": False,
        }
        for day, count in coming.days
    ]
    before = {
        "label": "Before today",
        "count": coming.overdue,
        "minutes": coming.minutes(coming.overdue),
        "overdue": True,
    }
    return {
        "rows": [before, *days] if coming.overdue else days,
        "overdue": coming.overdue,
        "total": coming.total,
        "today": coming.days[0][1],
        "today_minutes": coming.minutes(coming.due_today),
        "most": max(days, key=lambda day: int(str(day["count"]))),
        "seconds": round(coming.seconds),
        "besides": waiting.new + waiting.again if waiting is not None else 0,
    }


def plan_part(served: Catalogue, learning: Learning, learner_id: int | None) -> dict[str, Any]:
    """Return the exams to come and what is put off."""
    if learner_id is None:
        return {"exams": [], "put_offs": []}
    today, memories = learning.today, dict(learning.memories)
    return {
        "exams": [
            exam_row(exam, served, memories, today)
            for exam in exams_of(learner_id)
            if exam.held_on >= today
        ],
        "put_offs": [
            {"kind": put_off.kind, "last": day_text(put_off.last_day, today)}
            for put_off in put_offs_at_work(learner_id, today)
        ],
    }


def resting_part(served: Catalogue, learner_id: int | None) -> list[dict[str, Any]]:
    """Return the questions that rest until they are woken, why, and the way to their passage."""
    reasons = lasting_rests(learner_id) if learner_id is not None else {}
    return [
        {
            "stem": stored.question.stem,
            "language": language_in(served, stored.module),
            "passages": sources_of(stored.question, served),
            "reason": reason,
            "wake_url": url_for("review.wake_question", question_id=n),
        }
        for n, reason in reasons.items()
        if (stored := served.questions.get(n)) is not None
    ]
