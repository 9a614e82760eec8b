"""Alembic, on a connection that is handed over: it brings a database to a newer schema.

`studyapp.storage.schema` loads this once there is something to do. Nearly every start finds the
newest schema, and Alembic takes time and memory.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection, migrations: Path, revision: str = "head") -> None:
    """Bring a database up to a revision, within the transaction of its connection."""
    command.upgrade(alembic_config(connection, migrations), revision)


def alembic_config(connection: Connection, migrations: Path) -> Config:
    """Return the settings of Alembic; there is no ini file.

    Args:
        migrations: the folder with `env.py` and the revisions.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations))
    config.attributes["connection"] = connection
    return config
