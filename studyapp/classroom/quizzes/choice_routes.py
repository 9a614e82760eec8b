"""Questions are chosen for a quiz: picked by rules, or found by words."""

import secrets
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from studyapp.bank.catalogue import Catalogue
from studyapp.bank.coverage import DIFFICULTIES, KINDS
from studyapp.bank.kind_words import KIND_WORDS
from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.access import own_quiz
from studyapp.classroom.quizzes.forms import COUNTED, FillForm, SearchForm
from studyapp.classroom.quizzes.pick import PickRules, pick_questions
from studyapp.classroom.quizzes.preview_page import preview_of
from studyapp.classroom.quizzes.queries import Quiz
from studyapp.classroom.quizzes.search import search_questions
from studyapp.classroom.quizzes.settings import LONGEST_QUIZ
from studyapp.counts import counted
from studyapp.review.plan.exam_page import cover_choices
from studyapp.review.session.selection import counts_by_name
from studyapp.web import LARGEST_ID

bp = Blueprint("quiz_choice", __name__, url_prefix="/quizzes")
Page = str | Response | tuple[str, int]
QUIZ = f"/<int(max={LARGEST_ID}):quiz_id>"
FOUND_SHOWN = 50
COUNT_DEFAULT = 10
WORDS_LONGEST = 200


@bp.get(f"{QUIZ}/fill")
def show_fill(quiz_id: int) -> str:
    """Show the rules by which questions can be picked."""
    quiz, form = own_quiz(quiz_id), _fill_form()
    form.count.data = min(COUNT_DEFAULT, _room(quiz)) or 1
    form.seed.data = _new_seed()
    return _fill_page(quiz, form, None)


@bp.post(f"{QUIZ}/fill")
def preview_fill(quiz_id: int) -> Page:
    """Show what the rules pick; nothing is added yet."""
    quiz, form = own_quiz(quiz_id), _fill_form()
    if not form.validate():
        return _fill_page(quiz, form, None), 422
    if form.wants_others or not form.seed.data:
        form.seed.data = _new_seed()
    picked = pick_questions(catalogue(), form.rules, str(form.seed.data), quiz.question_ids)
    if len(picked) > _room(quiz):
        form.count.errors = [
            f"That would be {counted(len(picked), 'question')}, and only {_room(quiz)} more fit. "
            f"A quiz holds {LONGEST_QUIZ}. Choose fewer, or fewer parts."
        ]
        return _fill_page(quiz, form, None), 422
    return _fill_page(quiz, form, picked)


@bp.get(f"{QUIZ}/search")
def show_search(quiz_id: int) -> str:
    """Show the questions that hold the words looked for."""
    quiz, form, served = own_quiz(quiz_id), SearchForm(), catalogue()
    form.q.data = request.args.get("q", "").replace("\0", "").strip()[:WORDS_LONGEST]
    found = search_questions(served, form.q.data)
    return render_template(
        "classroom/search.html",
        quiz=quiz,
        form=form,
        found=[preview_of(stored, served) for stored in found[:FOUND_SHOWN]],
        count_all=len(found),
    )


def _fill_form() -> FillForm:
    served = catalogue()
    return FillForm(counts_by_name(served.questions, served))


def _fill_page(quiz: Quiz, form: FillForm, picked: list[int] | None) -> str:
    served = catalogue()
    return render_template(
        "classroom/fill.html",
        quiz=quiz,
        form=form,
        choices=_choices(served, form),
        picked=[preview_of(served.questions[n], served) for n in picked or ()],
        is_picked=picked is not None,
        is_short=picked is not None and _is_short(form.rules, picked),
        room=_room(quiz),
    )


def _is_short(rules: PickRules, picked: list[int]) -> bool:
    return not rules.per_section and len(picked) < rules.count


def _choices(served: Catalogue, form: FillForm) -> dict[str, Any]:
    chosen = {*(form.parts.data or ()), *(form.tags.data or ())}
    return cover_choices(served, chosen) | {
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
        "difficulties": DIFFICULTIES,
        "counted": COUNTED.items(),
    }


def _room(quiz: Quiz) -> int:
    return max(LONGEST_QUIZ - len(quiz.question_ids), 0)


def _new_seed() -> str:
    return secrets.token_hex(4)
