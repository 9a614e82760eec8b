"""When something was made and last used, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from studyapp.day_words import day_text


def use_text(made_at: datetime, used_at: datetime | None, used: str, zone: ZoneInfo) -> str:
    """Return such as `made 5 March 2026, not used yet`; `used` says what is done with it."""
    made = f"made {day_text(made_at.astimezone(zone))}"
    if used_at is None:
        return f"{made}, not {used} yet"
    return f"{made}, last {used} {day_text(used_at.astimezone(zone))}"
