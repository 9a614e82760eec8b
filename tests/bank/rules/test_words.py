from pathlib import Path

from studyapp.bank.rules.words import RARE_AT_LEAST, WordCounts, base, folded_words, word_run
from tests.bank.builders import MILL, make_questions


def test_words_are_folded_and_cut_at_marks() -> None:
    assert folded_words("Lenin’s “State-and-Revolution”, 1917") == [
        "lenin", "s", "state", "and", "revolution", "1917",
    ]  # fmt: skip
    assert word_run("A — b") == " a b "


def test_a_plural_counts_as_its_singular() -> None:
    assert [base(word) for word in ["workers", "class", "congress", "tanks", "soviets"]] == [
        "worker", "class", "congress", "tanks", "soviet",
    ]  # fmt: skip


def test_content_words_are_long_rare_and_say_something(tmp_path: Path) -> None:
    questions = make_questions(tmp_path, MILL)
    counts = WordCounts(placed.question for placed in questions)

    assert counts.content_words("Which miller of Oak paid the widows in 1931 flour?") == {
        "widow",
        "flour",
    }
    assert counts.is_rare("geese")
    assert sum("miller" in placed.question.stem for placed in questions) > RARE_AT_LEAST
    assert not counts.is_rare("miller")
