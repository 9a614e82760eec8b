import os
from pathlib import Path

import pytest

from studyapp.bank.check_scope import Scope, scope_of


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return made(tmp_path / "project" / "seeds", "oak.yaml", "format: studyapp-source/1")


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return made(tmp_path / "project" / "question_bank", "compare.yaml", "format: studyapp-bank/1")


def made(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_without_a_path_everything_is_checked(seeds: Path, bank: Path) -> None:
    assert scope_of(None, seeds, bank) == Scope(seeds, bank)


def test_a_path_inside_narrows_the_report(seeds: Path, bank: Path) -> None:
    file = bank / "compare.yaml"

    assert scope_of(file, seeds, bank) == Scope(seeds, bank, file)
    assert scope_of(seeds, seeds, bank) == Scope(seeds, bank, seeds)


def test_a_copy_of_the_questions_takes_their_place(seeds: Path, bank: Path, tmp_path: Path) -> None:
    copy = made(tmp_path / "copy", "compare.yaml", "format: studyapp-bank/1")

    assert scope_of(copy, seeds, bank) == Scope(seeds, copy)


def test_a_copy_of_the_texts_takes_their_place(seeds: Path, bank: Path, tmp_path: Path) -> None:
    copy = made(tmp_path / "texts", "elm.yaml", "format: studyapp-source/1")

    assert scope_of(copy, seeds, bank) == Scope(copy, bank)


def test_a_pipe_among_questions_elsewhere_is_not_waited_for(
    seeds: Path, bank: Path, tmp_path: Path
) -> None:
    copy = made(tmp_path / "copy", "compare.yaml", "format: studyapp-bank/1")
    os.mkfifo(copy / "a.yaml")

    assert scope_of(copy, seeds, bank) == Scope(seeds, copy)


def test_a_whole_project_brings_both_folders(seeds: Path, bank: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    texts = made(other / "seeds", "elm.yaml", "format: studyapp-source/1")
    questions = made(other / "question_bank", "compare.yaml", "format: studyapp-bank/1")

    assert scope_of(other, seeds, bank) == Scope(texts, questions)


def test_a_file_elsewhere_is_checked_in_its_own_bank(
    seeds: Path, bank: Path, tmp_path: Path
) -> None:
    questions = tmp_path / "other" / "question_bank"
    file = made(questions / "oak", "mill.yaml", "format: studyapp-bank/1") / "mill.yaml"

    assert scope_of(file, seeds, bank) == Scope(seeds, questions, file)


def test_a_lone_file_is_checked_in_its_folder(seeds: Path, bank: Path, tmp_path: Path) -> None:
    file = made(tmp_path / "lone", "compare.yaml", "format: studyapp-bank/1") / "compare.yaml"

    assert scope_of(file, seeds, bank) == Scope(seeds, tmp_path / "lone", file)
