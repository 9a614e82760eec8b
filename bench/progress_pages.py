"""Row 10: the page of progress of one learner, with a short log and a long."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench.browser import Browser
from bench.growth import size_name
from bench.histories import Group, make_history
from bench.instances import Content
from bench.rows import Goal, Row, median_row, ratio_row
from bench.sampling import in_turns, repeated
from bench.servers import serving_app
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
    batches = []
    with ExitStack() as stack:
        for history in learners:
            server = stack.enter_context(serving_app(history.instance, content))
            ask = partial(Browser(server.port, {COOKIE: history.pupils[0].token}).get, "/progress")
            name = size_name(history.rows)
            batches.append(repeated(name, ask, PAGES_A_SAMPLE, server.cpu_seconds))
        samples = in_turns(batches, rounds)
    short, long = map(size_name, LOGS)
    return [
        median_row(
            10,
            f"GET /progress, {long} answers of one learner",
            [sample.wall_ms for sample in samples[long]],
            PROGRESS,
        ),
        ratio_row(10, f"  {long} : {short}", samples[long], short, samples[short], GROWTH),
    ]
