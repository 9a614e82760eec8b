"""The page at the end of a session: what was known, what is weak, when to come back."""

from collections import Counter
from datetime import date

from flask import render_template, url_for

from studyapp.bank.catalogue import language_in
from studyapp.bank.queries import catalogue
from studyapp.reading.queries import readings_of
from studyapp.review.plan.goals import goal_of_day
from studyapp.review.plan.habit_queries import habits_of
from studyapp.review.queries import due_by_day
from studyapp.review.session.due_queue import next_interval_text
from studyapp.review.session.next_reading import next_module
from studyapp.review.session.queries import ReviewDay

FAR_AHEAD = date(9999, 12, 31)


def end_page(
    learner_id: int | None, today: date, day: ReviewDay | None, *, waiting: int = 0
) -> str:
    """Return the page at the end of a session; `waiting` questions are left of one that stops."""
    ahead = due_by_day(learner_id, FAR_AHEAD) if learner_id is not None else {}
    later = sorted(on for on in ahead if not waiting or on > today)
    upcoming = None
    if later:
        text = next_interval_text((later[0] - today).days)
        upcoming = {"text": text, "count": ahead[later[0]]}
    readings = readings_of(learner_id) if learner_id is not None else {}
    return render_template(
        "review/empty.html",
        next_due=upcoming,
        waiting=waiting,
        scheduled=sum(ahead.values()),
        session=_session_rows(day) if day is not None else [],
        only=day.only.label if day is not None and day.only is not None else None,
        next_module=next_module(catalogue(), readings),
        goal=goal_of_day(habits_of(learner_id), day.studied) if day is not None else None,
    )


def _session_rows(day: ReviewDay) -> list[dict[str, object]]:
    """Return what was asked in the review of a day, the weak first: each question once."""
    served = catalogue()
    first = {answer.question_id: answer for answer in reversed(day.reviews)}
    tries = Counter(answer.question_id for answer in day.reviews)
    return [
        {
            "stem": stored.question.stem,
            "language": language_in(served, stored.module),
            "right": answer.right,
            "tries": tries[stored.id],
            "url": url_for("review.show_answer", answer_id=answer.answer_id),
        }
        for answer in sorted(first.values(), key=lambda answer: answer.right)
        if (stored := served.questions.get(answer.question_id)) is not None
    ]
