"""Quizzes on paper: printed in forms with a key for each, and typed in afterwards."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from studyapp.bank.queries import catalogue
from studyapp.classroom.classes.access import current_teacher, own_quiz, own_sitting
from studyapp.classroom.classes.queries import classes_of_teacher
from studyapp.classroom.paper.face import printed_questions, printed_texts
from studyapp.classroom.paper.form import PaperForm
from studyapp.classroom.paper.forms import (
    COUNTS,
    SIZES,
    GridForm,
    PrintForm,
    letters_of,
    size_of,
)
from studyapp.classroom.paper.grid_page import (
    GridRow,
    columns,
    grid_part,
    rows_after,
    saved_words,
    stored_row,
    typed_rows,
)
from studyapp.classroom.paper.key import key_lines
from studyapp.classroom.paper.operations import ChangedMeanwhileError, open_paper, save_result
from studyapp.classroom.paper.queries import Paper, Pupil, get_paper, pupils_of, rules_of
from studyapp.classroom.quizzes.carried_page import carried_lines
from studyapp.classroom.quizzes.queries import Quiz
from studyapp.clock import utc_now
from studyapp.paging import ListPage
from studyapp.web import LARGEST_ID

bp = Blueprint("paper", __name__)
Page = str | Response | tuple[str, int]
QUIZ = f"/quizzes/<int(max={LARGEST_ID}):quiz_id>/paper"
PAPERS = f"/papers/<int(max={LARGEST_ID}):sitting_id>"
FORM = f"{PAPERS}/forms/<any(A, B, C):letter>"
ONE_FORM = "1"


@bp.get(QUIZ)
def show_new(quiz_id: int) -> str:
    """Ask for whom and on what a quiz is printed."""
    return _print_page(own_quiz(quiz_id), _print_form())


@bp.post(QUIZ)
def add_paper(quiz_id: int) -> Page:
    """Freeze a quiz for printing and go to what can be printed."""
    quiz, form = own_quiz(quiz_id), _print_form()
    if not form.validate():
        return _print_page(quiz, form), 422
    sitting_id = open_paper(
        quiz_id,
        catalogue(),
        host_id=current_teacher().id,
        class_id=int(form.class_id.data or 0),
        now=utc_now(),
    )
    choice: dict[str, Any] = {"forms": form.forms.data, "size": form.size.data}
    return redirect(url_for(".show_papers", sitting_id=sitting_id, **choice), 303)


@bp.get(PAPERS)
def show_papers(sitting_id: int) -> str:
    """Show what can be printed of a quiz on paper, and the way to its results."""
    paper = _own_paper(sitting_id)
    return render_template(
        "classroom/papers.html",
        paper=paper,
        choice=_choice(),
        letters=letters_of(request.args.get("forms", "")),
        counts=COUNTS.items(),
        sizes=SIZES.items(),
        entered=sum(pupil.attempt is not None for pupil in pupils_of(paper)),
    )


@bp.get(FORM)
def show_form(sitting_id: int, letter: str) -> str:
    """Show a form to be printed, with the texts that its questions are about to find."""
    paper = _own_paper(sitting_id)
    served = catalogue()
    questions = printed_questions(paper.forms[letter], served)
    texts = printed_texts(questions, served)
    return _printed_page("form", paper, letter, questions=questions, texts=texts)


@bp.get(f"{FORM}/sheet")
def show_sheet(sitting_id: int, letter: str) -> str:
    """Show the sheet for the answers to a form."""
    paper = _own_paper(sitting_id)
    questions = printed_questions(paper.forms[letter], catalogue())
    return _printed_page("sheet", paper, letter, questions=questions)


@bp.get(f"{FORM}/key")
def show_key(sitting_id: int, letter: str) -> str:
    """Show the key of a form, with the passages that prove it."""
    paper = _own_paper(sitting_id)
    lines = key_lines(paper.forms[letter], catalogue(), rules_of(paper))
    return _printed_page("key", paper, letter, lines=lines)


@bp.get(f"{PAPERS}/results")
def show_results(sitting_id: int) -> str:
    """Show the grid with what was typed in so far."""
    paper = _own_paper(sitting_id)
    pupils = pupils_of(paper)
    default = "A" if _choice()["forms"] == ONE_FORM else ""
    rows = [stored_row(paper, pupil, default) for pupil in _part(pupils).shown]
    return _grid_page(paper, pupils, rows)


@bp.post(f"{PAPERS}/results")
def save_results(sitting_id: int) -> Page:
    """Keep what was typed into the grid; with a fault in it nothing is saved yet.

    A row that shows other results than are stored by now comes back with both.
    """
    paper, form = _own_paper(sitting_id), GridForm()
    pupils = pupils_of(paper)
    rows = typed_rows(paper, pupils, request.form.to_dict())
    if not form.validate() or any(row.read.faults for row in rows):
        return _grid_page(paper, pupils, rows), 422
    done, stale = _save_rows(paper, rows)
    if done or not stale:
        back = [row.pupil.seat.name for row in done if row.is_emptied]
        flash(saved_words(len(done) - len(back), back))
    if stale:
        return _grid_page(paper, pupils, rows_after(paper, rows, stale)), 409
    page = {"page": _part(pupils).number} | _choice()
    return redirect(url_for(".show_results", sitting_id=sitting_id, **page), 303)


def _save_rows(paper: Paper, rows: Sequence[GridRow]) -> tuple[list[GridRow], set[int]]:
    """Save what is new in rows; return those that were saved, and the seats of those that not."""
    done, stale = [], set()
    for row in rows:
        result = row.result(paper)
        if result is None:
            continue
        try:
            save_result(paper, result, now=utc_now())
            done.append(row)
        except ChangedMeanwhileError:
            stale.add(row.pupil.seat.id)
    return done, stale


def _own_paper(sitting_id: int) -> Paper:
    return get_paper(own_sitting(sitting_id))


def _choice() -> dict[str, Any]:
    """Return which forms and which paper were chosen; links carry them on."""
    letters = letters_of(request.args.get("forms", ""))
    return {"forms": str(len(letters)), "size": size_of(request.args.get("size", ""))}


def _part(pupils: Sequence[Pupil]) -> ListPage[Pupil]:
    """Return the page of the grid that is asked for."""
    return grid_part(pupils, request.args.get("page", 1, type=int))


def _print_form() -> PrintForm:
    return PrintForm(classes_of_teacher(current_teacher().id))


def _print_page(quiz: Quiz, form: PrintForm) -> str:
    return render_template(
        "classroom/print_quiz.html",
        quiz=quiz,
        form=form,
        carried=carried_lines(quiz),
        counts=COUNTS.items(),
        sizes=SIZES.items(),
    )


def _printed_page(name: str, paper: Paper, letter: str, **values: object) -> str:
    form: PaperForm = paper.forms[letter]
    return render_template(
        f"classroom/paper_{name}.html", paper=paper, form=form, choice=_choice(), **values
    )


def _grid_page(paper: Paper, pupils: Sequence[Pupil], rows: list[GridRow]) -> str:
    return render_template(
        "classroom/grid.html",
        paper=paper,
        rows=rows,
        columns=columns(paper),
        faults=[fault for row in rows for fault in row.faults],
        stale=[row for row in rows if row.meanwhile],
        letters=sorted(paper.forms),
        choice=_choice(),
        page=_part(pupils),
    )
