"""The `content` commands: what they print, and an exit code that says whether all is well."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from studyapp.cli import main
from studyapp.places import ROOT
from tests.bank.folders import Folders
from tests.conftest import MakeApp
from tests.stored import everything_stored, stored_rows


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands keep their reports where no other test finds them."""
    monkeypatch.setenv("STUDYAPP_INSTANCE", str(tmp_path))


@pytest.fixture
def folders(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """Return a small bank that the commands find by the environment."""
    monkeypatch.setenv("STUDYAPP_SEEDS", str(folders.seeds))
    monkeypatch.setenv("STUDYAPP_QUESTION_BANK", str(folders.bank))
    return folders


@pytest.fixture
def small(make_app: MakeApp, folders: Folders) -> Flask:
    return make_app(SEEDS=str(folders.seeds), QUESTION_BANK=str(folders.bank))


def content(*arguments: str) -> Result:
    """Run a command that needs no database; there is none here."""
    return CliRunner().invoke(main, ["content", *arguments])


def sync(app: Flask) -> Result:
    return app.test_cli_runner().invoke(main, ["content", "sync"])


def exported() -> dict[str, Any]:
    result = content("export")
    assert result.exit_code == 0
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_a_sync_leaves_an_entry_in_the_audit_log_and_a_refused_one_none(
    small: Flask, folders: Folders
) -> None:
    kept = "SELECT act FROM audit_entry"
    sync(small)

    assert stored_rows(small, kept) == [("content sync",)]
    folders.break_rule()
    assert sync(small).exit_code == 1
    assert stored_rows(small, kept) == [("content sync",)]


def test_content_without_a_fault_passes(folders: Folders) -> None:
    result = content("check")

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "the key is the longest option in 0 of 1 items of one choice, 0.3 by chance (p = 1.00)",
        "the key is the shortest option in 0 of 1 items of one choice, 0.3 by chance (p = 1.00)",
        "2 options are right in 1 of 1 items of several keys, 0.5 if it were half (p = 0.50)",
        "the key stands first to last too seldom to tell (chi-square 0.0, p = 1.00)",
        "0 errors, 0 warnings",
    ]


def test_a_folder_whose_name_is_a_number_is_found(
    make_app: MakeApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.seeds.rename(folders.seeds.with_name("2024"))
    monkeypatch.chdir(folders.bank.parent)
    monkeypatch.setenv("STUDYAPP_SEEDS", "2024")

    result = sync(make_app(QUESTION_BANK=str(folders.bank)))

    assert result.exit_code == 0, result.output
    assert "new, 0 changed" in result.output


def test_each_fault_is_a_line_with_its_place_and_the_exit_code_says_so(folders: Folders) -> None:
    folders.break_rule()

    result = content("check")

    assert result.exit_code == 1
    fault, total = result.output.splitlines()[-2:]
    assert re.fullmatch(r"question_bank/oak-1950/mill\.yaml:\d+:\d+: error [a-z-]+: .+", fault)
    assert total == "1 error, 0 warnings"


def test_the_faults_are_given_as_json_for_programs(folders: Folders) -> None:
    folders.break_rule()

    result = content("check", "--json")

    assert result.exit_code == 1
    (fault,) = json.loads(result.stdout)
    assert fault.keys() == {"file", "line", "column", "code", "message", "level"}
    assert (fault["file"], fault["level"]) == ("question_bank/oak-1950/mill.yaml", "error")


def test_json_without_a_fault_is_an_empty_list(folders: Folders) -> None:
    result = content("check", "--json")

    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


@pytest.mark.parametrize(
    ("path", "errors"),
    [
        pytest.param("question_bank/oak-1950/mill.yaml", 1, id="the file"),
        pytest.param("question_bank/oak-1950", 1, id="its folder"),
        pytest.param("question_bank", 1, id="the bank"),
        pytest.param("question_bank/compare.yaml", 0, id="another file"),
        pytest.param("seeds", 0, id="the texts"),
    ],
)
def test_a_path_shows_the_faults_below_it_alone(folders: Folders, path: str, errors: int) -> None:
    folders.break_rule()

    result = content("check", str(folders.bank.parent / path))

    assert result.exit_code == 1
    total = "1 error" if errors else "0 errors"
    assert result.stdout.endswith(f"{total}, 0 warnings\n")
    assert ("and 1 error in other files" in result.stderr) is not bool(errors)


def test_a_path_to_questions_is_not_well_while_a_text_has_errors(folders: Folders) -> None:
    next(folders.seeds.glob("*.txt")).write_text("Other words.\n", encoding="utf-8")

    result = content("check", str(folders.mill))

    assert result.exit_code == 1
    assert "and 1 error in other files" in result.stderr


def test_a_path_that_does_not_exist_is_refused(folders: Folders) -> None:
    assert content("check", "no/such/file.yaml").exit_code == 2


def test_the_export_has_the_shape_that_others_rely_on() -> None:
    answer = exported()

    assert answer.keys() == {"format", "articles", "questions"}
    assert answer["format"] == "studyapp-content/1"
    assert len(answer["articles"]) == 5
    for article in answer["articles"]:
        assert article.keys() == {
            "key", "file", "label", "language", "title", "author", "publisher", "date", "modules",
        }  # fmt: skip
        assert (ROOT / "seeds" / article["file"]).is_file()
    modules = [m for article in answer["articles"] for m in article["modules"]]
    for module in modules:
        assert module.keys() == {
            "key", "title", "part", "minutes", "editorial_title", "paragraphs",
        }  # fmt: skip
    paragraphs = [p for module in modules for p in module["paragraphs"]]
    for paragraph in paragraphs:
        assert paragraph.keys() == {"id", "number", "section", "kind", "text"}
        assert paragraph["id"].endswith(f":{paragraph['number']}")
    assert len({paragraph["id"] for paragraph in paragraphs}) == len(paragraphs)


def test_every_exported_question_has_evidence_word_for_word() -> None:
    answer = exported()
    texts = {
        paragraph["id"]: paragraph["text"]
        for article in answer["articles"]
        for module in article["modules"]
        for paragraph in module["paragraphs"]
    }
    common = {
        "id", "kind", "module", "stem", "options", "answers", "explanation", "evidence",
        "difficulty", "skill", "tags",
    }  # fmt: skip

    assert len(answer["questions"]) > 200
    for question in answer["questions"]:
        assert common <= question.keys()
        assert question["evidence"]
        for evidence in question["evidence"]:
            assert evidence["quote"] in texts[evidence["paragraph"]], question["id"]
        for option in question["options"]:
            assert option.keys() == {"text", "correct", "why"}


def test_an_unstated_author_or_date_is_exported_as_null(folders: Folders) -> None:
    elm = next(a for a in exported()["articles"] if a["key"] == "elm")

    assert (elm["author"], elm["publisher"], elm["date"]) == (None, None, None)


def test_the_export_can_go_to_a_file(folders: Folders, tmp_path: Path) -> None:
    result = content("export", "--out", str(tmp_path / "out.json"))

    assert (result.exit_code, result.output) == (0, "")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == exported()


@pytest.mark.parametrize("command", ["export", "coverage"])
def test_content_with_a_fault_is_not_shown_as_if_it_were_good(
    folders: Folders, command: str
) -> None:
    folders.break_rule()

    result = content(command)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "question_bank/oak-1950/mill.yaml:" in result.stderr
    assert result.stderr.endswith("Error: The files have errors; mend them first.\n")


def test_a_file_that_cannot_be_written_is_named(folders: Folders, tmp_path: Path) -> None:
    result = content("export", "--out", str(tmp_path / "no" / "folder.json"))

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "folder.json cannot be written" in result.stderr


def test_the_coverage_counts_every_module_and_ends_with_the_total(folders: Folders) -> None:
    result = content("coverage")

    assert result.exit_code == 0
    rows = {line.split()[0]: line.split() for line in result.output.splitlines() if line.strip()}
    assert rows["mill"][:5] == ["mill", "2", "2", "0", "8"]
    assert rows["total"][4] == "9"


def test_the_schema_for_editors_is_the_one_beside_the_bank() -> None:
    result = content("schema")

    assert result.exit_code == 0
    assert result.output == (ROOT / "question_bank/schema.json").read_text(encoding="utf-8")


def test_a_sync_says_what_it_did(small: Flask) -> None:
    result = sync(small)

    assert result.exit_code == 0
    assert re.search(r"^9 new, 0 changed, 0 restored, [1-9]\d+ retired$", result.output, re.M)
    assert "elm.ids.tsv: paragraph numbers recorded" in result.output
    assert len(stored_rows(small, "SELECT id FROM question WHERE retired_at IS NULL")) == 9


def test_a_sync_of_faulty_files_changes_nothing(small: Flask, folders: Folders) -> None:
    folders.break_rule()
    before = everything_stored(small)

    result = sync(small)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "Error: The files have errors, so nothing was changed." in result.stderr
    assert everything_stored(small) == before
