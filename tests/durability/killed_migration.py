"""Migrate copies of a database, each in a process that kills itself at one of its statements.

`python -m tests.durability.killed_migration OLD FOLDER MOST` prints how many statements there are.
Then FOLDER holds `whole.db` and a database for each statement that was the last, named by it.
With ADDRESS LAST alone it does so to one database, wherever that is.
"""

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event

from studyapp.storage.schema import migrate


def migrate_until(address: str, last: int) -> int:
    """Migrate in a process of its own that dies before the statement or commit after the last.

    Returns:
        How many there were if it came to its end, else 0.
    """
    reads, writes = os.pipe()
    process = os.fork()
    if process == 0:
        done = count(1)

        def die_or_go_on(*_: object) -> None:
            if next(done) > last:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", die_or_go_on)
        event.listen(Engine, "commit", die_or_go_on)
        migrate(address)
        os.write(writes, str(next(done) - 1).encode())
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        statements = told.read()
    os.waitpid(process, 0)
    return int(statements or 0)


def main(old: Path, folder: Path, most: int) -> None:
    """Kill after up to `most` of the statements, evenly spread."""
    statements = migrate_until(_address_of_copy(old, folder / "whole.db"), sys.maxsize)
    kills = min(most, statements)
    for number in range(kills):
        last = number * statements // kills
        if migrate_until(_address_of_copy(old, folder / f"{last}.db"), last):
            sys.exit(f"The migration outlived statement {last}.")
    sys.stdout.write(f"{statements}\n")


def _address_of_copy(old: Path, file: Path) -> str:
    return f"sqlite:///{shutil.copy(old, file)}"


if __name__ == "__main__":
    if len(sys.argv) == 3:
        sys.stdout.write(f"{migrate_until(sys.argv[1], int(sys.argv[2]))}\n")
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
