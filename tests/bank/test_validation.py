from pathlib import Path

from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library
from tests.bank.builders import COMPARE, MILL, edited, make_files


def test_a_sound_bank_has_no_fault(tmp_path: Path, library: Library) -> None:
    assert check_bank(make_files(tmp_path, MILL, COMPARE), library) == []


def test_a_fault_reads_as_file_line_column_code_and_advice(
    tmp_path: Path, library: Library
) -> None:
    text, _, _ = edited(
        MILL, "- text: Coins\n        why: Oak speaks of no money.", "¤- text: Coins"
    )

    faults = check_bank(make_files(tmp_path, text), library)

    assert [str(fault) for fault in faults] == [
        "question_bank/oak-1950/mill.yaml:10:9: error why-missing: "
        "the wrong option 'Coins' needs a `why` that says what makes it so"
    ]


def test_an_id_given_twice_names_both_places(tmp_path: Path, library: Library) -> None:
    text, line, column = edited(MILL, "id: oak-mill-pairs", "id: ¤compare-money")

    faults = check_bank(make_files(tmp_path, text, COMPARE), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/oak-1950/mill.yaml:{line}:{column}: error id-twice: the id compare-money "
        "is given twice; it stands first at question_bank/compare.yaml:4"
    ]


def test_an_unknown_module_is_one_fault_for_its_whole_file(
    tmp_path: Path, library: Library
) -> None:
    text, line, column = edited(MILL, "module: oak-1950/mill", "module: ¤oak-1950/mills")

    faults = check_bank(make_files(tmp_path, text), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/oak-1950/mills.yaml:{line}:{column}: error module-unknown: "
        "there is no module oak-1950/mills; did you mean oak-1950/mill?"
    ]


def test_what_is_not_asked_must_be_a_paragraph_of_the_module(
    tmp_path: Path, library: Library
) -> None:
    text, line, column = edited(
        MILL,
        "questions:\n  - id: oak-mill-rent",
        "not_asked:\n  oak-1950:5: A letter.\n  oak-1950:8: ¤A fire.\n"
        "questions:\n  - id: oak-mill-rent",
    )

    faults = check_bank(make_files(tmp_path, text), library)

    assert [str(fault) for fault in faults] == [
        f"question_bank/oak-1950/mill.yaml:{line}:{column}: error paragraph-unknown: "
        "oak-1950/mill has no paragraph oak-1950:8"
    ]
