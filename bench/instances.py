"""Copies of the shipped content and instance folders that serve it; all of them temporary."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from bench.errors import BenchError
from studyapp.app import create_app
from studyapp.bank.operations import sync_content
from studyapp.clock import utc_now
from studyapp.database import db
from studyapp.places import ROOT
from studyapp.storage.schema import migrate


@dataclass(frozen=True, slots=True)
class Content:
    """The folders of texts and questions."""

    seeds: Path
    bank: Path


def copy_content(folder: Path) -> Content:
    """Copy the shipped content, so that nobody changes it while it is measured."""
    content = Content(folder / "seeds", folder / "question_bank")
    shutil.copytree(ROOT / "seeds", content.seeds)
    shutil.copytree(ROOT / "question_bank", content.bank)
    return content


def make_instance(folder: Path, content: Content, database: str | None = None) -> None:
    """Make an instance folder whose database holds the content; see `open_instance`.

    Raises:
        BenchError: the content has errors.
    """
    with open_instance(folder, content, database) as app:
        migrate(app.config["SQLALCHEMY_DATABASE_URI"])
        with app.app_context():
            result = sync_content(content.seeds, content.bank, now=utc_now())
    if result.refused:
        faults = "\n".join(str(fault) for fault in result.faults if fault.level == "error")
        raise BenchError(f"The shipped content has errors:\n{faults}")


@contextmanager
def open_instance(folder: Path, content: Content, database: str | None = None) -> Iterator[Flask]:
    """Open an app on an instance folder and let go of its database afterwards.

    Args:
        folder: holds the SQLite file, unless `database` is the address of another one.
    """
    settings = {
        "INSTANCE": str(folder),
        "SEEDS": str(content.seeds),
        "QUESTION_BANK": str(content.bank),
        "DATABASE_URL": database,
    }
    app = create_app(settings)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()
