"""A question as its teacher sees it before it is asked: with its key and its passages."""

from typing import Any

from studyapp.bank.catalogue import Catalogue, StoredQuestion, language_in
from studyapp.bank.grading import key_text
from studyapp.bank.kind_words import KIND_WORDS
from studyapp.bank.question import Multiple, Single
from studyapp.classroom.quizzes.passages import passages_of
from studyapp.review.session.selection import label_of


def preview_of(stored: StoredQuestion, served: Catalogue) -> dict[str, Any]:
    """Return what a page shows of a question, its key among it."""
    question = stored.question
    options = question.options if isinstance(question, Single | Multiple) else []
    return {
        "id": stored.id,
        "key": question.id,
        "stem": question.stem,
        "language": language_in(served, stored.module),
        "kind": KIND_WORDS[question.kind],
        "difficulty": question.difficulty,
        "part": label_of(stored.module, served),
        "options": options,
        "answer": key_text(question),
        "passages": passages_of(question, served),
        "retired": stored.id not in served.questions,
    }
