"""The page of a quiz that is offered to be studied alone."""

from typing import Any

from flask import render_template, url_for

from studyapp.day_words import day_text
from studyapp.review.checks.queries import PastRun, get_study_quiz, runs_of_quiz
from studyapp.review.checks.study_quiz import StudyQuiz, address_of_quiz

RUNS_SHOWN = 20


def quiz_page(learner_id: int | None, number: int) -> str:
    """Return the page before a quiz is studied: what it holds, and what came of it so far."""
    quiz = get_study_quiz(learner_id, number)
    runs = runs_of_quiz(learner_id, quiz) if learner_id is not None else []
    rows = [_row(quiz, run, which) for which, run in enumerate(runs, start=1)][-RUNS_SHOWN:]
    return render_template(
        "review/study_quiz.html",
        quiz=quiz,
        runs=rows[::-1],
        more=len(runs) - len(rows),
        begun=rows[-1] if rows and rows[-1]["left"] else None,
        start_url=url_for("check.start_check", module=address_of_quiz(number)),
    )


def _row(quiz: StudyQuiz, past: PastRun, which: int) -> dict[str, Any]:
    left = sum(question_id not in past.right for question_id in quiz.draw(past.run_id))
    page = "check.show_check" if left and quiz.is_open else "check.show_check_done"
    module = address_of_quiz(quiz.name.number)
    return {
        "which": which,
        "day": day_text(past.day),
        "right": sum(past.right.values()),
        "answered": len(past.right),
        "left": left,
        "url": url_for(page, module=module, run_id=past.run_id),
    }
