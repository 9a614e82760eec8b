"""Make the golden database of each revision that has none: `python3 -m tests.golden`.

The rows that only the new schema can hold stand in `added/<revision>.sql`; write them first.
A file that is there is never made anew, because it shows what was released.
"""

import sys
import tempfile
from pathlib import Path

from tests.golden.making import golden_file, golden_text, revisions


def main() -> None:
    """Write what is missing, the oldest first."""
    for revision in revisions():
        file = golden_file(revision)
        if not file.exists():
            with tempfile.TemporaryDirectory() as folder:
                file.write_text(golden_text(revision, Path(folder)), encoding="utf-8")
            sys.stdout.write(f"{file} is made.\n")


if __name__ == "__main__":
    main()
