"""The page of a quiz: its questions, what was made of it, and what may give its answers away."""

from typing import Any

from flask import render_template

from studyapp.accounts.access import current_zone
from studyapp.bank.catalogue import Catalogue, StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.classroom.quizzes.carried_page import carried_lines
from studyapp.classroom.quizzes.cues import cues_in
from studyapp.classroom.quizzes.forms import QuizForm
from studyapp.classroom.quizzes.preview_page import preview_of
from studyapp.classroom.quizzes.queries import Quiz
from studyapp.classroom.quizzes.settings import LONGEST_QUIZ
from studyapp.classroom.quizzes.use_queries import Use, next_version, retired_in, uses_of
from studyapp.day_words import day_text


def quiz_page(quiz: Quiz, form: QuizForm) -> str:
    """Return the page of a quiz for its teacher."""
    served = catalogue()
    known = {n: served.questions[n] for n in quiz.question_ids if n in served.questions}
    found = known | retired_in(quiz, served)
    held = [found[n] for n in quiz.question_ids if n in found]
    uses = uses_of(quiz.id)
    return render_template(
        "classroom/quiz.html",
        quiz=quiz,
        form=form,
        questions=[preview_of(stored, served) for stored in held],
        retired_count=len(held) - len(known),
        carried=carried_lines(quiz),
        cues=_cues(held, known, served),
        uses=[(use, _day(use)) for use in uses],
        state=_state(uses, next_version(quiz, served)) if uses else None,
        longest=LONGEST_QUIZ,
    )


def _day(use: Use) -> str:
    return day_text(use.created_at.astimezone(current_zone()).date())


def _state(uses: list[Use], coming: int) -> dict[str, Any]:
    """Say which version the latest uses ask, how many there are, and what the next one asks."""
    latest = max(use.version for use in uses)
    return {
        "version": latest,
        "count": sum(use.version == latest for use in uses),
        "next": coming,
        "changed": coming != latest,
        "is_new": all(use.version != coming for use in uses),
    }


def _cues(
    held: list[StoredQuestion], known: dict[int, StoredQuestion], served: Catalogue
) -> list[dict[str, Any]]:
    """Return what comes twice, with the numbers of the questions in the quiz."""
    number = {stored.id: place for place, stored in enumerate(held, start=1)}
    return [
        {
            "questions": [{"id": n, "number": number[n]} for n in cue.question_ids],
            "passage": _passage_text(cue.paragraph, served) if cue.paragraph else None,
        }
        for cue in cues_in(known.values())
    ]


def _passage_text(paragraph: str, served: Catalogue) -> str:
    key, _, number = paragraph.partition(":")
    place = served.places.get(paragraph)
    return f"{place.article.label if place is not None else key}, paragraph {number}"
