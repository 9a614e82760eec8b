"""Put the promises of the app to the test: `python3 -m trust`."""

import os
import sys

from studyapp.bootstrap import ensure_venv
from tests.__main__ import find_chromium

if __name__ == "__main__":
    chromium = find_chromium()
    ensure_venv("tests/browser.lock" if chromium else "tests/requirements.lock", "trust")
    if chromium:
        os.environ["CHROMIUM"] = chromium
    else:
        sys.stderr.write("No Chromium found (CHROMIUM=/path): no row is shown in a browser.\n")

    from trust.cli import main

    main(prog_name="python3 -m trust")
