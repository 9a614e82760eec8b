from pathlib import Path

import pytest

from studyapp.bank.bank_file import read_bank
from tests.bank.builders import COMPARE, MILL, edited, make_questions, write_bank

FIRE = """\
format: studyapp-bank/1
module: oak-1950/fire
questions:
  - id: oak-fire-start
    kind: short
    stem: Where, in Oak, did the fire begin?
    answers: [bakery]
    explanation: It went on from there.
    evidence: [{paragraph: oak-1950:8, quote: began in the bakery}]
    difficulty: easy
    skill: recall
"""


def test_questions_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    questions = make_questions(tmp_path, MILL, FIRE, COMPARE)

    assert [placed.question.id for placed in questions][:3] == [
        "compare-money",
        "oak-fire-start",
        "oak-mill-rent",
    ]
    assert len(questions) == 10


def test_a_question_knows_its_module_and_every_place_inside_it(tmp_path: Path) -> None:
    placed = make_questions(tmp_path, MILL)[1]

    assert placed.module == "oak-1950/mill"
    assert placed.file == "question_bank/oak-1950/mill.yaml"
    assert placed.position(("module",)) == (2, 9)
    assert (placed.line, placed.place("options", 2, "why")) == (20, (26, 40))


def test_a_key_that_is_left_out_is_placed_at_its_question(tmp_path: Path) -> None:
    placed = make_questions(tmp_path, MILL)[1]

    assert placed.place("note") == placed.place() == (20, 5)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("12,5", "must be a number such as 1500 or 12.5, but is '12,5'"),
        ("0.0000001", "must have 6 or fewer decimal places, but is '0.0000001'"),
        ("!year 1931", "the tag '!year' is not allowed; put the text in quotes"),
    ],
)
def test_a_wrong_number_is_told_what_it_should_be(tmp_path: Path, answer: str, words: str) -> None:
    _, faults = read_bank(write_bank(tmp_path, MILL.replace("answer: 1931", f"answer: {answer}")))

    assert words in faults[0].message


def test_a_file_with_an_error_gives_no_question_but_all_its_faults(tmp_path: Path) -> None:
    broken = FIRE.replace("kind: short", "kind: essay").replace("format: studyapp", "format: x")

    files, faults = read_bank(write_bank(tmp_path, broken, COMPARE))

    assert [file.module for file in files] == ["compare"]
    assert [str(fault).partition(" error")[0] for fault in faults] == [
        "question_bank/oak-1950/fire.yaml:1:9:",
        "question_bank/oak-1950/fire.yaml:5:11:",
    ]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("oak-1950/mill.yaml", id="another module"),
        pytest.param("fire.yaml", id="another folder"),
        pytest.param("oak-1950/fire.yml", id="another ending"),
        pytest.param("oak-1950/more/fire.yaml", id="a folder too many"),
    ],
)
def test_a_file_stands_where_its_module_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / "question_bank" / name
    path.parent.mkdir(parents=True)
    path.write_text(FIRE, encoding="utf-8")

    files, faults = read_bank(tmp_path / "question_bank")

    assert files == []
    assert [str(fault) for fault in faults] == [
        f"question_bank/{name}:2:9: error file-misplaced: "
        "the questions of oak-1950/fire belong in question_bank/oak-1950/fire.yaml"
    ]


def test_other_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, COMPARE)
    for name in ("schema.json", ".compare.yaml", "compare.yaml~"):
        (folder / name).write_text("{", encoding="utf-8")

    files, faults = read_bank(folder)

    assert (len(files), faults) == (1, [])


def test_a_folder_that_is_a_link_is_read_like_any_other(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, MILL, COMPARE)
    away = (folder / "oak-1950").rename(tmp_path / "kept-elsewhere")
    (folder / "oak-1950").symlink_to(away)

    files, faults = read_bank(folder)

    assert ([file.module for file in files], faults) == (["compare", "oak-1950/mill"], [])


def test_a_link_back_to_a_folder_above_is_reported_once(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, MILL, COMPARE)
    (folder / "oak-1950/again").symlink_to(folder)

    files, faults = read_bank(folder)

    assert [file.module for file in files] == ["compare", "oak-1950/mill"]
    assert [str(fault) for fault in faults] == [
        "question_bank/oak-1950/again: error folder-unreadable: "
        "this link leads back to a folder that it lies in; take it away"
    ]


def test_links_that_lead_to_one_another_are_not_followed_for_ever(tmp_path: Path) -> None:
    folder = write_bank(tmp_path, COMPARE)
    for name, other in (("oak", "elm"), ("elm", "oak")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "on").symlink_to(tmp_path / other)
        (folder / name).symlink_to(tmp_path / name)

    _, faults = read_bank(folder)

    assert sorted(fault.file for fault in faults) == [
        "question_bank/elm/on/on",
        "question_bank/oak/on/on",
    ]


@pytest.mark.parametrize("target", ["gone", "oak-1950"], ids=["to nothing", "to itself"])
def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path, target: str) -> None:
    folder = write_bank(tmp_path, COMPARE)
    (folder / "oak-1950").symlink_to(target)

    _, faults = read_bank(folder)

    assert [(fault.file, fault.code) for fault in faults] == [
        ("question_bank/oak-1950", "folder-unreadable")
    ]


def test_a_bank_is_not_called_empty_while_some_of_it_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "oak-1950").symlink_to("gone")

    _, faults = read_bank(tmp_path / "bank")

    assert [fault.code for fault in faults] == ["folder-unreadable"]


def test_a_bank_that_is_missing_or_empty_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    codes = [read_bank(tmp_path / name)[1][0].code for name in ("nowhere", "empty")]

    assert codes == ["folder-missing", "folder-empty"]


def test_a_warning_keeps_no_question_out(tmp_path: Path) -> None:
    text, _, _ = edited(FIRE, "skill: recall", "skill: ¤place")

    assert [placed.question.skill for placed in make_questions(tmp_path, text)] == ["place"]
