"""Where Anki is for the tests that open packages with it; `python3 -m tests` finds it."""

import os

ANKI = os.environ.get("STUDYAPP_TEST_ANKI")
"""The Python of an environment that holds `anki`."""
