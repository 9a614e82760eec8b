"""Tell which of a learner's own days a moment belongs to."""

from datetime import date, datetime, timedelta, tzinfo

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
