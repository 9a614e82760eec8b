"""Measure operations in turns, so that an operation and its limit see the same machine."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Clock = Callable[[], float]
"""Returns the CPU seconds that somebody has used so far."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one operation cost."""

    cpu_ms: float
    wall_ms: float


Samples = dict[str, list[Sample]]
"""Operation -> one sample of each round."""
Batch = Callable[[], Mapping[str, Sample]]


def cost_of(
    work: Callable[[], T], count: int = 1, cpu: Clock = time.process_time
) -> tuple[T, Sample]:
    """Return the result of `work` and what each of the `count` operations in it cost."""
    wall_start, cpu_start = time.perf_counter(), cpu()
    result = work()
    cpu_used, wall_used = cpu() - cpu_start, time.perf_counter() - wall_start
    return result, Sample(cpu_used * 1000 / count, wall_used * 1000 / count)


def repeated(
    name: str, work: Callable[[], object], count: int = 1, cpu: Clock = time.process_time
) -> Batch:
    """Return a batch that does the same `count` times in a row; its sample is of one time."""

    def batch() -> Mapping[str, Sample]:
        return {name: cost_of(lambda: [work() for _ in range(count)], count, cpu)[1]}

    return batch


def in_turns(batches: Sequence[Batch], rounds: int, *, warm_up: bool = True) -> Samples:
    """Run every batch once a round, each second round backwards.

    Args:
        batches: each measures one operation or more.
        rounds: samples to be kept of each operation.
        warm_up: run one more round before and forget it.
    """
    samples: Samples = defaultdict(list)
    for number in range(-1 if warm_up else 0, rounds):
        for batch in batches if number % 2 == 0 else reversed(batches):
            for operation, sample in batch().items():
                if number >= 0:
                    samples[operation].append(sample)
    return dict(samples)


def median_sample(samples: Sequence[Sample]) -> Sample:
    """Return the median of CPU and the median of wall time."""
    return Sample(
        statistics.median(sample.cpu_ms for sample in samples),
        statistics.median(sample.wall_ms for sample in samples),
    )


def cpu_ratios(samples: Sequence[Sample], limits: Sequence[Sample]) -> list[float]:
    """Return the CPU of each sample over that of the limit in the same round."""
    pairs = zip(samples, limits, strict=True)
    return [sample.cpu_ms / limit.cpu_ms for sample, limit in pairs]


def wall_ratios(samples: Sequence[Sample], limits: Sequence[Sample]) -> list[float]:
    """Return the wall time of each sample over that of the limit in the same round."""
    pairs = zip(samples, limits, strict=True)
    return [sample.wall_ms / limit.wall_ms for sample, limit in pairs]
