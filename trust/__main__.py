"""Put the promises of the app to the test: `python3 -m trust`."""

from studyapp.bootstrap import ensure_venv
from tests.__main__ import find_chromium

if __name__ == "__main__":
    ensure_venv("tests/browser.lock" if find_chromium() else "tests/requirements.lock", "trust")

    from trust.cli import main

    main(prog_name="python3 -m trust")
