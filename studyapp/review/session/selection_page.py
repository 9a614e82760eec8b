"""The page that offers limited sessions, and the selection that an address names."""

from collections import Counter
from datetime import date
from typing import Any

from flask import render_template, request

from studyapp.accounts.access import current_learner
from studyapp.bank.catalogue import Catalogue
from studyapp.bank.queries import catalogue
from studyapp.bank.question import COMPARE
from studyapp.errors import NotFoundError
from studyapp.review.plan.exam import ONLY, covered
from studyapp.review.plan.exam_queries import find_exam
from studyapp.review.queries import due_ids
from studyapp.review.session.new_queries import new_ids
from studyapp.review.session.queries import (
    count_waiting,
    left_before_class,
    new_left,
    review_day,
    waiting_today,
)
from studyapp.review.session.selection import (
    MISTAKES,
    MISTAKES_LABEL,
    TAG,
    Selection,
    counts_by_name,
    selection_named,
    title_of,
)
from studyapp.web import LARGEST_ID

TAGS_SHOWN = 24


def current_selection() -> Selection | None:
    """Return what the present session is limited to, if that is still there."""
    name = request.args.get("only")
    if name is None:
        return None
    exam_id = _exam_id(name)
    return selection_named(name, catalogue()) if exam_id is None else _last_pass(name, exam_id)


def _exam_id(name: str) -> int | None:
    number = name.removeprefix(ONLY)
    is_exam = name.startswith(ONLY) and number.isascii() and number.isdigit()
    return min(int(number), LARGEST_ID) if is_exam and len(number) < 20 else None


def _last_pass(name: str, exam_id: int) -> Selection | None:
    """Return the last pass before an exam; None where the one who asks has no such exam."""
    learner = current_learner()
    exam = find_exam(learner.id, exam_id) if learner is not None else None
    if exam is None:
        return None
    ids = frozenset(covered(exam.covers, catalogue()))
    return Selection(name, f"{exam.title}, last pass", ids, exam_id=exam_id)


def required_selection() -> Selection | None:
    """Return what the session is limited to; raise NotFoundError when that is nothing."""
    selection = current_selection()
    if selection is None and "only" in request.args:
        raise NotFoundError("There is nothing of that name to review.")
    return selection


def choices_page(learner_id: int | None, today: date) -> str:
    """Return the page with every selection that holds something to be asked today."""
    served = catalogue()
    counts = _waiting_by_name(learner_id, today) if learner_id is not None else Counter()
    waiting = waiting_today(learner_id, today).total if learner_id is not None else 0
    left = left_before_class(learner_id, today) if learner_id is not None else set()
    crammed = counts_by_name([n for n in left if n in served.questions], served)
    missed = Selection(MISTAKES, MISTAKES_LABEL, None)
    tags = [name for name, n in counts.most_common() if name.startswith(TAG) and n > 1]
    return render_template(
        "review/choose.html",
        total=waiting,
        waiting_count=lambda: waiting,
        mistakes=_waiting(learner_id, today, missed) if learner_id is not None else 0,
        compare=counts[COMPARE],
        articles=[_article(key, served, counts) for key in served.articles if counts[key]],
        cram=[_article(key, served, crammed) for key in served.articles if crammed[key]],
        tags=[_choice(name, served, counts) for name in tags[:TAGS_SHOWN]],
    )


def _waiting(learner_id: int, today: date, only: Selection) -> int:
    return count_waiting(learner_id, today, review_day(learner_id, today, only)).total


def _waiting_by_name(learner_id: int, today: date) -> Counter[str]:
    """Count what a session limited to each selection would ask today."""
    served, day = catalogue(), review_day(learner_id, today)
    met = [*due_ids(learner_id, today), *day.wanted]
    counts = counts_by_name([n for n in met if n in served.questions], served)
    most = new_left(learner_id, day)
    queue = [n for n in new_ids(learner_id, len(served.questions)) if n in served.questions]
    for name, new in counts_by_name(queue, served).items():
        counts[name] += max(min(new, most), 0)
    return counts


def _article(key: str, served: Catalogue, counts: dict[str, int]) -> dict[str, Any]:
    names = [name for name in served.modules if name.startswith(f"{key}/") and counts[name]]
    modules = [
        {"label": served.modules[name][1].title, "name": name, "count": counts[name]}
        for name in names
    ]
    return _choice(key, served, counts) | {"modules": modules}


def _choice(name: str, served: Catalogue, counts: dict[str, int]) -> dict[str, Any]:
    return {"label": title_of(name, served), "name": name, "count": counts[name]}
