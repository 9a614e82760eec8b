"""Rows 1 and 2: how long until the first page."""

import itertools
from collections.abc import Mapping
from pathlib import Path

from bench.instances import Content
from bench.rows import Goal, Row, amount_row, ratio_row
from bench.sampling import Sample, Samples, in_turns, median_sample
from bench.servers import serving_app, serving_limit

FIRST, WARM, BARE = "first start", "warm start", "bare start"


def starting_rows(work: Path, base: Path, content: Content, rounds: int) -> list[Row]:
    """Start the app on a ready instance, on an empty one, and the bare program, in turns."""
    fresh = (work / f"first-{n}" for n in itertools.count())

    def first() -> Mapping[str, Sample]:
        with serving_app(next(fresh), content) as server:
            return {FIRST: server.start}

    def warm() -> Mapping[str, Sample]:
        with serving_app(base, content) as server:
            return {WARM: server.start}

    def bare() -> Mapping[str, Sample]:
        with serving_limit(work / "bare.db") as server:
            return {BARE: server.start}

    return _rows(in_turns([first, warm, bare], rounds))


def _rows(samples: Samples) -> list[Row]:
    limit = "bare Flask + waitress"
    first, warm, bare = (median_sample(samples[name]) for name in (FIRST, WARM, BARE))
    added = warm.cpu_ms - bare.cpu_ms
    return [
        ratio_row(
            1,
            "warm start to the first 200",
            samples[WARM],
            limit,
            samples[BARE],
            Goal(moonshot=1.5),
        ),
        amount_row(1, "  CPU more than bare", added, "ms", goal=Goal(must=1000)),
        ratio_row(2, "first start ever to the first 200", samples[FIRST], limit, samples[BARE]),
        amount_row(2, "  wall time", first.wall_ms, "ms", goal=Goal(3000, 1500)),
    ]
