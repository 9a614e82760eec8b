"""The page that teaches how to write questions: its example is sound, its list is whole."""

import ast
import re
from pathlib import Path

from studyapp.bank.bank_file import read_bank
from studyapp.bank.question import BankFile
from studyapp.bank.validation import check_bank
from studyapp.places import ROOT
from studyapp.reading.library import read_library

PAGE = (ROOT / "docs/question-writing.md").read_text(encoding="utf-8")
RULES = [*(ROOT / "studyapp/bank/rules").glob("*.py"), ROOT / "studyapp/bank/validation.py"]


def test_the_example_has_every_kind_and_no_fault(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.M | re.S)
    path = tmp_path / "question_bank/woods-2003/general-secretary.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(example, encoding="utf-8")

    files, faults = read_bank(tmp_path / "question_bank")
    library, _ = read_library(ROOT / "seeds")

    assert [str(fault) for fault in [*faults, *check_bank(files, library)]] == []
    kinds = {placed.question.kind for placed in files[0].questions}
    assert kinds == set(
        BankFile.model_json_schema()["properties"]["questions"]["items"]["discriminator"]["mapping"]
    )


def test_every_code_that_can_be_accepted_is_explained() -> None:
    calls = [
        [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        for path in RULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    codes = {
        value
        for values in calls
        if {"warning", "info"} & set(values)
        for value in values
        if isinstance(value, str) and "-" in value
    }

    assert {"stem-negative", "options-unordered", "key-position"} <= codes
    assert sorted(code for code in codes if f"`{code}`" not in PAGE) == []
