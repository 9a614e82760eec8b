"""Row 10: the page of progress of one learner, with a short log and a long."""

import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.browser import Browser
from bench.growth import size_name
from bench.histories import Group, make_history
from bench.instances import Content
from bench.rows import Goal, Row, amount_row, ratio_row
from bench.sampling import Batch, Sample, cost_of, in_turns
from bench.servers import Server, serving_app
from studyapp.accounts.access import COOKIE

ALONE = Group(pupils=1, held=500, due=60)
LOGS = (1_000, 100_000)
PAGES_A_SAMPLE = 5
PROGRESS, GROWTH = Goal(50, 25), Goal(1.3, 1.1)


def progress_rows(base: Path, content: Content, rounds: int) -> list[Row]:
    """Open the page of one learner with a short log and one with a long.

    Args:
        base: an instance folder that holds the content.
        content: what it holds.
        rounds: how often.
    """
    learners = [make_history(base, content, size, ALONE) for size in LOGS]
    with ExitStack() as stack:
        batches = [
            _opening(size_name(history.rows), server, history.pupils[0].token, "/progress")
            for history in learners
            for server in [stack.enter_context(serving_app(history.instance, content))]
        ]
        samples = in_turns(batches, rounds)
    short, long = map(size_name, LOGS)
    return [
        _wall_row(f"GET /progress, {long} answers of one learner", samples[long], PROGRESS),
        ratio_row(10, f"  {long} : {short}", samples[long], short, samples[short], GROWTH),
    ]


def _opening(name: str, server: Server, token: str, path: str) -> Batch:
    browser = Browser(server.port, {COOKIE: token})

    def batch() -> Mapping[str, Sample]:
        pages = range(PAGES_A_SAMPLE)
        _, cost = cost_of(
            lambda: [browser.get(path) for _ in pages], len(pages), server.cpu_seconds
        )
        return {name: cost}

    return batch


def _wall_row(operation: str, samples: Sequence[Sample], goal: Goal) -> Row:
    """Hold the median time until the page was there against the goal."""
    times = [sample.wall_ms for sample in samples]
    cuts = statistics.quantiles(times, n=4, method="inclusive")
    value = statistics.median(times)
    return amount_row(10, operation, value, "ms", goal=goal, spread=(cuts[0], cuts[2]))
