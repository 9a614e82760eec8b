import re
import time

import pytest

from studyapp.reading.paragraph_ids import (
    Assignment,
    RegisterEntry,
    assign_numbers,
    entry_for,
    likeness,
    read_register,
    write_register,
)

MILL = "The miller of Lower Oak kept nine geese, sold no eggs and paid his rent in flour."
FLOOD = "A toll of four pence was asked at every bridge until the great flood took them away."
FIRE = "Nobody ever learnt who had started what burned down our school, church and bakery."
FAIR = "Each spring, traders from three valleys met there with horses, cloth, salt or knives."
# Ten words that differ from one another in one; so each pair shares nine of eleven.
TWIN = "nine geese walked over the old bridge at noon "
EDITED = {
    "a word more": f"Yes: {MILL}",
    "a word less": MILL.replace(" Lower", ""),
    "another word": MILL.replace("flour", "eggs"),
    "capital letters": MILL.upper(),
    "spaces and signs": MILL.replace(",", " –"),
    "another order": " ".join(reversed(MILL.split())),
}


def registered(*texts: str) -> tuple[RegisterEntry, ...]:
    """Return the register of texts that once stood on lines 1, 3, 5 and so on."""
    return tuple(entry_for(2 * n + 1, text) for n, text in enumerate(texts))


def assigned(texts: list[str], register: tuple[RegisterEntry, ...]) -> Assignment:
    """Assign numbers to texts that stand on lines 101, 103, 105 and so on."""
    return assign_numbers([(2 * n + 101, text) for n, text in enumerate(texts)], register)


def codes(assignment: Assignment) -> list[tuple[int, str, str]]:
    """Return line, code and level of each problem."""
    return [(line, code, level) for line, _, code, _, level in assignment.problems]


def test_a_first_assignment_takes_the_seed_lines_and_says_nothing() -> None:
    found = assign_numbers([(3, MILL), (5, FLOOD), (9, FIRE)], ())

    assert found.numbers == [3, 5, 9]
    assert [entry.number for entry in found.register] == [3, 5, 9]
    assert found.problems == []


def test_the_same_texts_keep_numbers_and_register() -> None:
    register = registered(MILL, FLOOD, FIRE)

    found = assigned([MILL, FLOOD, FIRE], register)

    assert (found.numbers, found.register, found.problems) == ([1, 3, 5], register, [])


def test_a_moved_paragraph_keeps_its_number() -> None:
    found = assigned([FIRE, MILL, FLOOD], registered(MILL, FLOOD, FIRE))

    assert (found.numbers, found.problems) == ([5, 1, 3], [])


@pytest.mark.parametrize("text", EDITED.values(), ids=EDITED)
def test_an_edited_paragraph_keeps_its_number_and_a_warning_says_so(text: str) -> None:
    found = assigned([FLOOD, text, FIRE], registered(MILL, FLOOD, FIRE))

    assert found.numbers == [3, 1, 5]
    assert codes(found) == [(103, "text-changed", "warning")]
    assert found.problems[0][3].endswith("changed; it stays 1")


def test_a_change_of_every_paragraph_of_a_long_text_is_followed_at_once() -> None:
    text = [
        " ".join(f"w{n * 7919 % 100_003}" for n in range(60 * m, 60 * m + 60)) for m in range(800)
    ]
    register = registered(*text)
    before = time.process_time()

    found = assigned([f"{words} ." for words in text], register)

    assert found.numbers == [entry.number for entry in register]
    assert time.process_time() - before < 5


def test_an_edit_is_followed_where_no_spaces_part_the_words() -> None:
    inn = "我从十二岁起便在镇口的咸亨酒店里当伙计"
    table = "鲁镇的酒店的格局是和别处不同的都是当街一个曲尺形的大柜台"

    found = assigned([table, inn.replace("十二", "十三")], registered(inn, table))

    assert found.numbers == [3, 1]


def test_an_edit_is_learnt_so_that_the_next_one_is_followed_from_there() -> None:
    first = assigned([MILL.replace("nine geese", "two ducks")], registered(MILL))

    second = assigned([MILL.replace("nine geese", "two ducks")], first.register)

    assert first.numbers == second.numbers == [1]
    assert second.problems == []
    assert second.register == first.register


def test_a_new_paragraph_gets_a_number_of_its_own_and_a_warning() -> None:
    found = assigned([MILL, FAIR, FLOOD], registered(MILL, FLOOD))

    assert found.numbers == [1, 103, 3]
    assert codes(found) == [(103, "new-paragraph", "warning")]


def test_a_new_paragraph_on_a_line_whose_number_is_given_gets_the_next_number() -> None:
    found = assign_numbers([(1, FAIR), (3, MILL), (5, FIRE)], registered(MILL, FLOOD))

    assert found.numbers == [4, 1, 5]


def test_the_number_of_a_removed_paragraph_is_kept_and_never_given_again() -> None:
    removed = assigned([FLOOD], registered(MILL, FLOOD))

    found = assign_numbers([(1, FAIR), (3, FLOOD)], removed.register)

    assert removed.numbers == [3]
    assert [entry.number for entry in removed.register] == [1, 3]
    assert found.numbers == [4, 3]


def test_a_removed_paragraph_that_comes_back_gets_its_number_back() -> None:
    removed = assigned([FLOOD], registered(MILL, FLOOD))

    found = assigned([MILL, FLOOD], removed.register)

    assert (found.numbers, found.problems) == ([1, 3], [])


def test_copies_of_one_text_keep_their_order() -> None:
    found = assigned([MILL, FLOOD, MILL, MILL], registered(MILL, FIRE, MILL, FLOOD, MILL))

    assert found.numbers == [1, 7, 5, 9]
    assert codes(found) == [(0, "paragraph-gone", "warning")]


def test_a_lost_paragraph_is_told_once_and_comes_back_under_its_number() -> None:
    lost = assigned([MILL], registered(MILL, FIRE))
    again = assigned([MILL], lost.register)
    back = assigned([MILL, FIRE], again.register)
    lost_anew = assigned([MILL], back.register)

    assert codes(lost) == codes(lost_anew) == [(0, "paragraph-gone", "warning")]
    assert (codes(again), codes(back)) == ([], [])
    assert back.numbers == [1, 3]


def test_one_copy_more_is_a_new_paragraph() -> None:
    found = assigned([MILL, MILL], registered(MILL))

    assert found.numbers == [1, 103]
    assert codes(found) == [(103, "new-paragraph", "warning")]


def test_a_copy_with_one_other_word_does_not_take_the_number_of_its_model() -> None:
    found = assigned([TWIN + "singing", TWIN + "talking"], registered(TWIN + "talking"))

    assert found.numbers == [101, 1]
    assert codes(found) == [(101, "new-paragraph", "warning")]


AMBIGUOUS = {
    "one text, two models": (
        [TWIN + "crying", FIRE],
        registered(TWIN + "singing", TWIN + "talking", FIRE),
        [101],
    ),
    "two texts, one model": (
        [TWIN + "singing", TWIN + "talking"],
        registered(TWIN + "crying"),
        [101, 103],
    ),
    "two texts, two models": (
        [TWIN + "a", TWIN + "b"],
        registered(TWIN + "c", TWIN + "d"),
        [101, 103],
    ),
    "half of a paragraph": ([MILL.partition(" no ")[0]], registered(MILL), [101]),
}


@pytest.mark.parametrize(("texts", "register", "lines"), AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_look_alikes_are_an_error_and_take_no_number_of_another(
    texts: list[str], register: tuple[RegisterEntry, ...], lines: list[int]
) -> None:
    found = assigned(texts, register)

    errors = [(line, code) for line, code, level in codes(found) if level == "error"]
    assert errors == [(line, "ambiguous-paragraph") for line in lines]
    given = dict(zip(range(101, 200, 2), found.numbers, strict=False))
    old = {entry.number for entry in register}
    assert [line for line in lines if given[line] in old] == []


@pytest.mark.parametrize("is_old", [True, False], ids=["the old one", "another one"])
@pytest.mark.parametrize(("texts", "register", "lines"), AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_the_line_that_a_look_alike_prints_settles_which_it_is(
    texts: list[str], register: tuple[RegisterEntry, ...], lines: list[int], is_old: bool
) -> None:
    message = next(
        message for *_, message, level in assigned(texts, register).problems if level == "error"
    )
    printed = message.rpartition(": ")[2]
    old, new = printed.partition("\t")[0], re.findall(r"with (\d+) at its start", message)[0]
    kept = write_register(entry for entry in register if not is_old or str(entry.number) != old)
    pasted = printed if is_old else printed.replace(old, new, 1)

    found = assigned(texts, read_register(f"{kept}{pasted}\n"))

    assert found.numbers[(lines[0] - 101) // 2] == int(old if is_old else new)
    assert (lines[0], "ambiguous-paragraph", "error") not in codes(found)


def test_texts_with_a_clear_margin_are_followed_although_they_resemble_each_other() -> None:
    one, other = MILL + " " + FLOOD, MILL + " " + FIRE

    found = assigned([other + " Yes.", one + " Yes."], registered(one, other))

    assert found.numbers == [3, 1]


def test_numbers_are_given_once_whatever_happens() -> None:
    texts = [FAIR, MILL + " Yes.", FLOOD, FLOOD, FIRE]

    found = assign_numbers(list(enumerate(texts, 1)), registered(FLOOD, MILL, FIRE, FAIR))

    assert len(set(found.numbers)) == len(texts)


LIKENESSES = [
    pytest.param(MILL, MILL, 1.0, id="equal"),
    pytest.param(MILL, MILL.upper(), 1.0, id="capital letters do not count"),
    pytest.param(MILL, "", 0.0, id="nothing"),
    pytest.param("", "", 0.0, id="nothing twice"),
    pytest.param("a b c", "d e f", 0.0, id="no word in common"),
    pytest.param("a b c", "b c d", 0.5, id="two of four words"),
    pytest.param("a a a b", "a b", 1.0, id="how often a word stands does not count"),
    pytest.param("Füße küssen", "füße KÜSSEN", 1.0, id="beyond ASCII"),
]


@pytest.mark.parametrize(("one", "other", "share"), LIKENESSES)
def test_likeness_is_the_share_of_words_in_common(one: str, other: str, share: float) -> None:
    a, b = entry_for(1, one), entry_for(2, other)

    assert likeness(a, b) == likeness(b, a) == share


def test_likeness_of_long_texts_is_estimated_from_a_few_words() -> None:
    words = [f"word{n}" for n in range(400)]
    one, other = entry_for(1, " ".join(words[:300])), entry_for(2, " ".join(words[100:]))

    assert len(one.sketch) == 24 * 6
    assert likeness(one, other) == pytest.approx(0.5, abs=0.25)
