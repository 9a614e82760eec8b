"""The shipped bank with one question edited, as its author would."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from flask import Flask

from studyapp.bank.catalogue import StoredQuestion
from studyapp.bank.operations import sync_content
from studyapp.places import ROOT

Edit = Callable[[list[dict[str, Any]], int], None]


def sync_edited(app: Flask, folder: Path, stored: StoredQuestion, edit: Edit) -> None:
    """Sync a copy of the bank in which one question was edited in the list of its file."""
    bank = folder / "question_bank"
    shutil.copytree(ROOT / "question_bank", bank)
    path = bank / f"{stored.module}.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    keys = [question["id"] for question in content["questions"]]
    edit(content["questions"], keys.index(stored.question.id))
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with app.app_context():
        result = sync_content(ROOT / "seeds", bank, now=datetime.now(UTC))
    assert not result.refused, result.faults


def turn_round(questions: list[dict[str, Any]], at: int) -> None:
    """Make the first wrong option the right one and the right one wrong."""
    options = questions[at]["options"]
    right = next(option for option in options if option.get("correct"))
    wrong = next(option for option in options if not option.get("correct"))
    right["why"] = wrong.pop("why")
    del right["correct"]
    wrong["correct"] = True


def take_out(questions: list[dict[str, Any]], at: int) -> None:
    """Take the question out of the bank."""
    del questions[at]
