"""Tell which of a learner's own days a moment belongs to."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, tzinfo

ONE_DAY = timedelta(days=1)
ROLLOVER = timedelta(hours=4)


def learner_day(moment: datetime, zone: tzinfo) -> date:
    """Return the learner's own day at `moment`: it starts at 04:00 on the wall clock in `zone`.

    Raises:
        ValueError: `moment` has no time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"A learner's day needs a moment with a time zone, not {moment!r}.")
    # Within one zone Python subtracts on the wall clock, whatever its clocks do that night.
    return (moment.astimezone(zone) - ROLLOVER).date()


def day_starts_at(day: date, zone: tzinfo) -> datetime:
    """Return the first instant, in UTC, of the learner's `day` in `zone`."""
    wall = datetime.combine(day, time.min, zone) + ROLLOVER
    earlier, later = sorted(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    # Where clocks skip 04:00, no wall time names the start: look for it between the two readings.
    unsure = range(int((later - earlier).total_seconds()))
    seconds = bisect_left(
        unsure, day, key=lambda s: learner_day(earlier + timedelta(seconds=s), zone)
    )
    return earlier + timedelta(seconds=seconds)
