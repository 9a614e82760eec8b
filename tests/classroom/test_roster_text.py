"""A list of pupils, from whichever program, becomes names; what cannot is named by its line."""

import time

import pytest

from studyapp.classroom.classes.seat_names import name_order, word_fault, word_key
from studyapp.classroom.roster.encoding import decode_roster
from studyapp.classroom.roster.text import LINES_MOST, NO_SEPARATOR, Roster, read_roster
from studyapp.errors import BadInputError

FAMILY = "\U0001f469\u200d\U0001f467"


def pupils(roster: Roster) -> list[tuple[int, str, str | None]]:
    return [(pupil.line, pupil.name, pupil.pupil_code) for pupil in roster.pupils]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ada\nBea", [(1, "Ada", None), (2, "Bea", None)], id="names alone"),
        pytest.param("Ada,1\nBea,2", [(1, "Ada", "1"), (2, "Bea", "2")], id="comma"),
        pytest.param("Ada;1\nBea;2", [(1, "Ada", "1"), (2, "Bea", "2")], id="semicolon"),
        pytest.param("Ada\t1\nBea\t2", [(1, "Ada", "1"), (2, "Bea", "2")], id="tab"),
        pytest.param("sep=;\nAda;1", [(2, "Ada", "1")], id="separator told in the file"),
        pytest.param("Lace, Ada;1\nBay, Al;2", [(1, "Lace, Ada", "1"), (2, "Bay, Al", "2")],
                     id="semicolons between names with commas"),
        pytest.param('"Lovelace, Ada",1', [(1, "Lovelace, Ada", "1")], id="comma in quotes"),
        pytest.param('"Ada ""Al"" L.",1', [(1, 'Ada "Al" L.', "1")], id="quotes in quotes"),
        pytest.param('Ada "Al" L.,1', [(1, 'Ada "Al" L.', "1")], id="quotes within"),
        pytest.param('"Ada\nLovelace",1\nBea,2', [(1, "Ada Lovelace", "1"), (3, "Bea", "2")],
                     id="line break in quotes"),
        pytest.param("Ada\r\nBea\rCid\n", [(1, "Ada", None), (2, "Bea", None), (3, "Cid", None)],
                     id="every kind of line end"),
        pytest.param("\n\nAda\n  \n,,\nBea,1\n\n", [(3, "Ada", None), (6, "Bea", "1")],
                     id="empty lines"),
        pytest.param("Name,Number\nAda,1", [(2, "Ada", "1")], id="titles"),
        pytest.param("number;NAME ;class\n1;Ada;5a", [(2, "Ada", "1")], id="titles in any order"),
        pytest.param("Pupil\nAda", [(2, "Ada", None)], id="title over one column"),
        pytest.param("=1+1,+1\n@A1", [(1, "=1+1", "+1"), (2, "@A1", None)], id="formulas are text"),
        pytest.param("  Ada \u00a0 B.\t ", [(1, "Ada B.", None)], id="spaces are folded"),
        pytest.param("علي حسن;3", [(1, "علي حسن", "3")], id="right to left"),
        pytest.param("\u202eAda\u202c\u200b", [(1, "Ada", None)], id="marks that turn text go"),
        pytest.param(f"{FAMILY} Zoë", [(1, f"{FAMILY} Zoë", None)], id="joined emoji stay"),
        pytest.param("\ufeffAda", [(1, "Ada", None)], id="mark of the byte order"),
        pytest.param("x" * 60, [(1, "x" * 60, None)], id="longest name"),
    ],
)  # fmt: skip
def test_good_lists_are_read(text: str, expected: list[tuple[int, str, str | None]]) -> None:
    roster = read_roster(text)

    assert pupils(roster) == expected
    assert roster.faults == ()


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        pytest.param("First name,Last name\nAnna,Miller", "Anna Miller", None, id="first and last"),
        pytest.param("Surname;First name;Class\nMiller;Anna;5a", "Anna Miller", None, id="turned"),
        pytest.param("Name;First name\nMiller;Anna", "Anna Miller", None, id="name is the last"),
        pytest.param("Nr.;Name;Vorname\n7;Müller;Anna", "Anna Müller", "7", id="German"),
        pytest.param("NACHNAME\tVorname\tSchüler-Nr.\nMüller\tAnna\t7", "Anna Müller", "7",
                     id="German with a number"),
        pytest.param("Nom;Pre\u0301nom;Numéro\nMeunier;Anna;7", "Anna Meunier", "7", id="French"),
        pytest.param("Prénom,Nom de famille\nAnna,Meunier", "Anna Meunier", None, id="French too"),
        pytest.param("given_name,family_name,student id\nAnna,Miller,7", "Anna Miller", "7",
                     id="underlined"),
        pytest.param("Full name,Surname,ID\nAnna Miller,Miller,7", "Anna Miller", "7", id="full"),
        pytest.param("Name,Surname\nAnna,Miller", "Anna Miller", None, id="name is the first"),
        pytest.param("Forename;Number\nAnna;7", "Anna", "7", id="first alone"),
        pytest.param("Nom;Code\nMeunier;7", "Meunier", "7", id="last alone"),
        pytest.param("First name,Last name\n,Miller", "Miller", None, id="half a name"),
    ],
)  # fmt: skip
def test_titles_say_what_makes_up_the_name(text: str, name: str, number: str | None) -> None:
    roster = read_roster(text)

    assert pupils(roster) == [(2, name, number)]
    assert roster.faults == ()


def test_columns_that_no_title_explains_are_named() -> None:
    columns = read_roster("Name,Email,Class\nAnna Miller,a@example.org,5a").columns

    assert columns.name_titles == ["Name"]
    assert columns.unread_titles == ["Email", "Class"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Miller, Anna\nSmith, Ben", ["Miller, Anna", "Smith, Ben"]),
        ("Miller;Anna\nSmith;Ben\nCid", ["Miller Anna", "Smith Ben", "Cid"]),
    ],
)
def test_a_second_column_without_a_digit_is_part_of_the_name(text: str, names: list[str]) -> None:
    roster = read_roster(text)

    assert [(p.name, p.pupil_code) for p in roster.pupils] == [(name, None) for name in names]
    assert roster.columns.guesses_name
    assert not read_roster(f"{text}\nDan,7\nEva;7").columns.guesses_name


def test_a_second_column_without_a_digit_is_a_number_where_a_title_says_so() -> None:
    roster = read_roster("Name;Number\nAnna;abc\nBen;abd")

    assert pupils(roster) == [(2, "Anna", "abc"), (3, "Ben", "abd")]
    assert not roster.columns.guesses_name


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        pytest.param("Ada,1\n,2", 2, "there is no name", id="no name"),
        pytest.param("Ada\n\u200b\u200d", 2, "there is no name", id="invisible name"),
        pytest.param("Ada\n" + "x" * 61, 2, "longer than 60", id="long name"),
        pytest.param("Ada," + "1" * 41, 1, "longer than 40", id="long number"),
        pytest.param("Ada\x07,1", 1, "U+0007", id="control sign"),
        pytest.param("Ada\x00,1", 1, "U+0000", id="null"),
        pytest.param("Zo\ufffd,1", 1, "a letter was lost", id="lost letter"),
        pytest.param("Ada,1\nBea,2,5a", 2, "there are 3 columns", id="too many columns"),
        pytest.param("Ada;1\nBea;2\nCid,3", 3, "comma where other lines have a semicolon",
                     id="mixed separators"),
        pytest.param('Ada,1\n"Bea,2\nCid,3', 2, "is never closed", id="open quotation"),
        pytest.param('Ada,1\n"Bea" B,2', 2, "follows a closing quotation mark", id="text after it"),
        pytest.param('"A\nB",1\n"C\nD",2\n,3', 5, "there is no name", id="after quoted line ends"),
        pytest.param('Ada\n"' + f"{'x' * 20}\n" * 8000, 2, "becomes too long", id="endless cell"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named(text: str, line: int, says: str) -> None:
    (fault,) = read_roster(text).faults

    assert fault.line == line
    assert says in fault.text


def test_good_lines_beside_bad_ones_are_kept() -> None:
    roster = read_roster('Ada,1\n,2\n"Bea" B,3\nCid,4')

    assert pupils(roster) == [(1, "Ada", "1"), (4, "Cid", "4")]
    assert [fault.line for fault in roster.faults] == [2, 3]


def test_a_bad_line_is_shown_without_signs_that_a_page_cannot_hold() -> None:
    (fault,) = read_roster("Ada\x00\x1b," + "1" * 100).faults

    assert fault.shown.isprintable()
    assert len(fault.shown) <= 60


def test_a_separator_that_was_chosen_is_used() -> None:
    roster = read_roster("Lovelace, Ada\nByron, A", NO_SEPARATOR)

    assert [name for _, name, _ in pupils(roster)] == ["Lovelace, Ada", "Byron, A"]


def test_ten_thousand_lines_are_read_and_more_are_refused() -> None:
    lines = [f"Pupil {n};{n}" for n in range(LINES_MOST)]

    assert len(read_roster("\n".join(["name;number", *lines, ""])).pupils) == LINES_MOST
    with pytest.raises(BadInputError, match="10,002 lines"):
        read_roster("\n".join([*lines, "a", "b"]))


NAMES = "Zoë;1\nBöll, Heinrich;2"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        pytest.param(NAMES.encode(), "UTF-8", id="UTF-8"),
        pytest.param(NAMES.encode("utf-8-sig"), "UTF-8", id="UTF-8 with a mark"),
        pytest.param(NAMES.encode("utf-16"), "UTF-16", id="UTF-16 with a mark"),
        pytest.param(b"\xfe\xff" + NAMES.encode("utf-16-be"), "UTF-16", id="UTF-16, big end first"),
        pytest.param(NAMES.encode("utf-16-le"), "UTF-16", id="UTF-16 without a mark"),
        pytest.param(NAMES.encode("utf-16-be"), "UTF-16", id="the same, big end first"),
        pytest.param(NAMES.encode("cp1252"), "Windows-1252", id="Windows-1252"),
    ],
)
def test_a_file_is_read_in_the_character_set_it_was_saved_in(content: bytes, charset: str) -> None:
    decoded = decode_roster(content)

    assert (decoded.text, decoded.charset) == (NAMES, charset)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"PK\x03\x04" + b"x" * 50, "workbook", id="workbook"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"x" * 50, "workbook", id="old workbook"),
        pytest.param(b"Zo\x81\xff", "cannot be read", id="no text"),
        pytest.param(b"\xff\xfeA\x00B", "cannot be read", id="half a sign"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(BadInputError, match=says):
        decode_roster(content)


@pytest.mark.parametrize("typed", ["Frog 7", " frog  7", "FROG 7", "\uff46rog 7"])
def test_a_word_need_not_be_typed_as_it_was_chosen(typed: str) -> None:
    assert word_key(typed) == "frog 7"


@pytest.mark.parametrize(
    ("word", "is_taken"),
    [
        ("abc", True),
        ("x" * 40, True),
        (" a b ", True),
        ("ab", False),
        ("", False),
        ("x" * 41, False),
    ],
)
def test_a_word_has_three_to_forty_characters(word: str, is_taken: bool) -> None:
    assert (word_fault(word) is None) is is_taken


def test_a_heap_of_accents_keeps_nobody_waiting() -> None:
    heap = "a" + "\u0301\u0327" * 20_000
    began = time.process_time()

    assert word_fault(heap) is not None
    assert read_roster(f"name,{heap}\nAda,1").pupils[0].name == "Ada"
    assert time.process_time() - began < 1


def test_names_are_sorted_as_in_a_class_register() -> None:
    names = ["Zoe", "Änne", "anna", "Łukasz", "Öztürk", "Adam", "Luc", "Otto", "Lene", "Евгений"]

    assert sorted(names, key=name_order) == [
        *("Adam", "anna", "Änne", "Lene", "Luc", "Łukasz", "Otto", "Öztürk", "Zoe", "Евгений"),
    ]
