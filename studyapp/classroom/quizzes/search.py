"""Questions are found by words of their stem, their name or their tags."""

from studyapp.bank.answer_text import normalise
from studyapp.bank.catalogue import Catalogue, StoredQuestion


def search_questions(served: Catalogue, words: str) -> list[StoredQuestion]:
    """Return the questions that hold every one of the words, in the order of the bank."""
    wanted = normalise(words).split()
    if not wanted:
        return []
    return [s for s in served.questions.values() if all(word in _text(s) for word in wanted)]


def _text(stored: StoredQuestion) -> str:
    question = stored.question
    return normalise(" ".join((question.stem, question.id, *question.tags)))
