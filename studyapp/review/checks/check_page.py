"""What pages say of the thing that a check is about, and the way back to it."""

from dataclasses import dataclass

from flask import url_for

from studyapp.bank.catalogue import module_of
from studyapp.bank.queries import catalogue
from studyapp.review.asking.card_page import kicker_of
from studyapp.review.checks.queries import Run, get_study_quiz
from studyapp.review.checks.study_quiz import StudyQuiz, quiz_named


@dataclass(frozen=True, slots=True)
class About:
    """What a check is about.

    Attributes:
        label: the article of a module, or the class of a quiz; empty across sources.
        noun: what it is called in a sentence: module or quiz.
        url: where reading goes on after the check, or where the quiz is offered.
        back: the words of the link to it.
    """

    title: str
    label: str
    noun: str
    url: str
    back: str


def about_of(run: Run) -> About:
    """Return what a check is about."""
    if run.quiz is not None:
        return _about_quiz(run.quiz)
    return _about_module(run.module, run.anchor)


def about_named(learner_id: int | None, module: str) -> About:
    """Return what a module is, or a quiz as it is offered to a learner."""
    number = quiz_named(module)
    if number is not None:
        return _about_quiz(get_study_quiz(learner_id, number))
    return _about_module(module)


def _about_quiz(quiz: StudyQuiz) -> About:
    url = url_for("check.show_quiz", study_id=quiz.name.number)
    return About(quiz.title, quiz.class_name, "quiz", url, "Back to the quiz")


def _about_module(module: str, anchor: str = "") -> About:
    served = catalogue()
    here = module_of(served, module)
    url = kicker_of(served.questions_in(module)[0])["url"] + anchor
    title = here[1].title if here else "Comparing sources"
    return About(title, here[0].label if here else "", "module", url, "Back to the text")
