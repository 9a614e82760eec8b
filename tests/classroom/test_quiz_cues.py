"""What in a quiz gives another question away, and how questions are found by words."""

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.queries import catalogue
from studyapp.classroom.quizzes.cues import Cue, cues_in
from studyapp.classroom.quizzes.search import search_questions
from tests.bank import make_question

QUOTE = "paid his rent in flour"


def stored(number: int, stem: str, *paragraphs: str) -> StoredQuestion:
    evidence = [{"paragraph": name, "quote": QUOTE} for name in paragraphs]
    return StoredQuestion(number, number, "m", make_question("short", stem=stem, evidence=evidence))


def test_two_questions_about_one_passage_are_named_once() -> None:
    questions = [
        stored(1, "Who paid?", "oak-1950:3", "oak-1950:3"),
        stored(2, "What fell?", "oak-1950:5"),
        stored(3, "When was it?", "oak-1950:3", "oak-1950:5"),
    ]

    assert cues_in(questions) == [Cue((1, 3), "oak-1950:3"), Cue((2, 3), "oak-1950:5")]


def test_a_stem_that_comes_twice_is_named_however_it_is_written() -> None:
    questions = [stored(1, "Who paid?", "oak-1950:3"), stored(2, "who  PAID", "oak-1950:5")]

    assert cues_in(questions) == [Cue((1, 2), None)]


def test_questions_that_share_nothing_are_not_named() -> None:
    assert cues_in([stored(1, "Who paid?", "oak-1950:3"), stored(2, "Why?", "oak-1950:5")]) == []


def test_every_word_must_stand_in_the_stem_the_name_or_the_tags(app_context: None) -> None:
    served = catalogue()
    one = served.questions[1].question

    tagged = {s.id for s in served.questions.values() if "individual-in-history" in s.question.tags}

    by_stem = search_questions(served, one.stem.upper())
    by_name = search_questions(served, one.id)
    by_tag = search_questions(served, "individual in history")

    assert [s.id for s in by_stem] == [1]
    assert [s.id for s in by_name] == [1]
    assert tagged
    assert tagged <= {s.id for s in by_tag}
    assert search_questions(served, f"{one.stem} zanzibar") == []
    assert search_questions(served, "  ?! ") == []
