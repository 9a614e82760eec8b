"""The page of a quiz that is offered to be studied alone."""

import uuid
from typing import Any

from flask import render_template, url_for

from studyapp.day_words import day_text
from studyapp.review.check_queries import PastRun, get_study_quiz, runs_of_quiz
from studyapp.review.study_quiz import StudyQuiz, name_of_quiz

RUNS_SHOWN = 20


def quiz_page(learner_id: int | None, number: int) -> str:
    """Return the page before a quiz is studied: what it holds, and what came of it so far."""
    quiz = get_study_quiz(learner_id, number)
    runs = runs_of_quiz(learner_id, quiz) if learner_id is not None else []
    rows = [_row(quiz, run) for run in runs[:RUNS_SHOWN]]
    return render_template(
        "review/study_quiz.html",
        quiz=quiz,
        asked=len(quiz.draw(str(uuid.uuid4()))),
        runs=rows,
        more=len(runs) - len(rows),
        begun=rows[0] if rows and rows[0]["left"] else None,
        start_url=url_for("check.start_check", module=name_of_quiz(number)),
    )


def _row(quiz: StudyQuiz, past: PastRun) -> dict[str, Any]:
    left = len(quiz.draw(past.run_id)) - past.answered
    page = "check.show_check" if left else "check.show_check_done"
    return {
        "day": day_text(past.day),
        "right": past.right,
        "answered": past.answered,
        "left": left,
        "url": url_for(page, module=name_of_quiz(quiz.number), run_id=past.run_id),
    }
