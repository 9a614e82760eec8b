"""Tests of review, and a memory to try it on."""

from datetime import date, timedelta

from studyapp.review.memory import Memory

DAY = timedelta(days=1)
TODAY = date(2026, 3, 10)
HELD = Memory(stability=10.0, difficulty=5.0, reviewed_on=TODAY, due_on=TODAY + 10 * DAY)
