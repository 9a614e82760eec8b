"""Golden databases: what each released schema held, as SQL in the words of SQLite.

The file of a revision is that of the one before, migrated, and what `added/` says beside it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.script import ScriptDirectory

from studyapp.storage.schema import MIGRATIONS, migrating_engine, prepare_for_migration
from studyapp.storage.upgrading import upgrade

FOLDER = Path(__file__).resolve().parent


def revisions() -> list[str]:
    """Return every revision, the first one first."""
    scripts = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return [script.revision for script in scripts][::-1]


def golden_file(revision: str) -> Path:
    """Return where the golden database of a revision is kept."""
    return FOLDER / f"{revision}.sql"


def added_file(revision: str) -> Path:
    """Return where the rows of a revision stand that those before it do not have."""
    return FOLDER / "added" / f"{revision}.sql"


def load_golden(revision: str, database: Path) -> None:
    """Make a SQLite file that holds the golden database of a revision."""
    _execute(database, golden_file(revision).read_text(encoding="utf-8"))


def upgrade_to(revision: str, address: str) -> None:
    """Migrate a database to a revision, as it was once the newest."""
    engine = migrating_engine(address)
    prepare_for_migration(engine)
    with engine.connect() as connection, connection.begin():
        upgrade(connection, MIGRATIONS, revision)
    engine.dispose()


def golden_text(revision: str, folder: Path) -> str:
    """Return what the golden file of a revision holds; `folder` is used for files on the way."""
    database, before = folder / f"{revision}.db", revisions().index(revision) - 1
    if before >= 0:
        load_golden(revisions()[before], database)
    upgrade_to(revision, f"sqlite:///{database}")
    added = added_file(revision).read_text(encoding="utf-8")
    _execute(database, f"PRAGMA foreign_keys=ON;\n{added}")
    with closing(sqlite3.connect(database)) as connection:
        return "".join(f"{line}\n" for line in connection.iterdump())


def _execute(database: Path, script: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(script)
        connection.commit()
