from pathlib import Path

from studyapp.bank.validation import check_bank
from studyapp.reading.library import Library
from tests.bank.builders import MILL, edited, make_files
from tests.bank.conftest import Planted

STEM = "stem: In what, according to Oak, did the miller pay his rent?\n    options:"
KEY = f"{STEM}\n      - text: Flour\n"


def accepting(code: str) -> str:
    """Return the first stem with an accepted code after it."""
    reason = "The unit is part of the answer."
    return STEM.replace("options:", f"accept: {{{code}: {reason}}}\n    options:")


def test_a_warning_that_is_accepted_with_a_reason_is_answered(planted: Planted) -> None:
    planted(KEY, f"{accepting('key-too-long')}\n      - text: ¤Flour by the sack\n")


def test_only_the_code_that_is_named_is_accepted(planted: Planted) -> None:
    planted(
        KEY,
        f"{accepting('key-too-long')}\n      - text: ¤Only flour by the sack\n",
        "warning absolute-word",
    )


def test_a_code_accepted_without_need_is_told(planted: Planted) -> None:
    planted(STEM, accepting("stem-long").replace("The", "¤The"), "warning accept-unused")


def test_while_a_text_cannot_be_read_no_accepted_code_is_called_needless(
    tmp_path: Path, library: Library
) -> None:
    text = MILL.replace(STEM, accepting("distractor-in-evidence"))
    files = make_files(tmp_path, text)

    assert [fault.code for fault in check_bank(files, library)] == ["accept-unused"]
    assert check_bank(files, library, texts_are_sound=False) == []


def test_in_a_module_that_is_not_there_no_accepted_code_is_called_needless(
    tmp_path: Path, library: Library
) -> None:
    text = MILL.replace(STEM, accepting("distractor-in-evidence"))
    files = make_files(tmp_path, text.replace("module: oak-1950/mill", "module: oak-1950/mills"))

    assert [fault.code for fault in check_bank(files, library)] == ["module-unknown"]


def test_an_error_cannot_be_accepted(tmp_path: Path, library: Library) -> None:
    unnamed = accepting("source-not-named").replace(", according to Oak,", "¤")
    text, _, _ = edited(MILL, STEM, unnamed)

    faults = check_bank(make_files(tmp_path, text), library)

    assert [f"{fault.level} {fault.code}" for fault in faults] == [
        "error source-not-named",
        "warning accept-unused",
    ]
