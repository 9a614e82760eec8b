"""The clock of the served app, held still and moved on by a test."""

from datetime import datetime, timedelta, tzinfo


class Clock:
    """Stands in for `datetime` where the app reads the time."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self, zone: tzinfo) -> datetime:
        return self.moment.astimezone(zone)

    def move(self, **ahead: int) -> None:
        """Move on by so many `days`, `hours` or `minutes`."""
        self.moment += timedelta(**ahead)
