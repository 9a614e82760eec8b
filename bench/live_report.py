"""What a live quiz with a crowd amounts to: figures, limits, and the last line."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bench.live_host import Stored
from bench.live_player import Record

AFTER_OUTAGE_SECONDS = 5.0
"""Clients come back within this time after the server does; it is the longest they wait."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured time; `most` is the limit and `aim` what is hoped for."""

    name: str
    value: float
    unit: str
    most: float | None = None
    aim: float | None = None

    @property
    def is_missed(self) -> bool:
        """Tell whether the limit is passed."""
        return self.most is not None and self.value > self.most

    def __str__(self) -> str:
        limits = [f"limit {self.most:g}"] if self.most is not None else []
        limits += [f"aim {self.aim:g}"] if self.aim is not None else []
        verdict = "" if self.most is None else ", MISSED" if self.is_missed else ", held"
        told = f" ({', '.join(limits)}{verdict})" if limits else ""
        return f"{self.name:<46} {self.value:8.2f} {self.unit}{told}"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was seen by the crowd, and what the database holds of it.

    Attributes:
        opened_at: number of a question -> when the host pressed the button.
        outage: from when until when the server was away.
        joined_in: seconds until the last player had joined.
        cpu_per_answer_ms: of the server, for one player and one question with all its polls.
    """

    record: Record
    host_ticks: Sequence[float]
    opened_at: Mapping[int, float]
    outage: tuple[float, float] | None
    joined_in: float
    cpu_per_poll_ms: float | None
    cpu_per_answer_ms: float
    stored: Stored | None = None

    def against(self, stored: Stored) -> "Measured":
        """Return the same beside what the database holds."""
        return replace(self, stored=stored)

    @property
    def lost(self) -> int:
        """Count what was acknowledged and is not in the database as it was sent."""
        kept = self.stored.answers if self.stored is not None else {}
        return sum(kept.get(key) != entry for key, entry in self.record.acknowledged.items())

    @property
    def doubled(self) -> int:
        """Count answers that stand twice, were replaced, or that nobody was told about."""
        if self.stored is None:
            return 0
        unknown = self.stored.answers.keys() - self.record.acknowledged.keys()
        return self.stored.doubled + len(unknown)

    @property
    def errors(self) -> int:
        """Count what no retry has mended."""
        return len(self.record.errors)

    def figures(self, burst: int, killed: int) -> list[Figure]:
        """Return every time that was measured; `burst` and `killed` are numbers of questions."""
        polls = [late * 1000 for due, late in self.record.polls if not self._is_outage(due)]
        ticks = [took * 1000 for took in self.host_ticks]
        seen = [
            at - self.opened_at[number]
            for number, moments in self.record.seen.items()
            if number != killed
            for at in moments
        ]
        acknowledged = [t for n, times in self.record.took.items() if n != killed for t in times]
        return [
            Figure("all have joined after", self.joined_in, "s", 10),
            Figure("one player joins within", max(self.record.joins, default=0.0), "s"),
            Figure(
                "answers at one moment: the last acknowledged", self._burst(burst), "s", 1.2, 0.6
            ),
            Figure("answers, p99", _share(acknowledged, 0.99), "s"),
            Figure("polls, p50 from the due moment", _share(polls, 0.5), "ms"),
            Figure("polls, p99 from the due moment", _share(polls, 0.99), "ms", 100, 50),
            Figure("a quiet poll costs the server", self.cpu_per_poll_ms or 0.0, "ms CPU"),
            Figure("a player and a question cost it", self.cpu_per_answer_ms, "ms CPU"),
            Figure("new question on the screen, p50", _share(seen, 0.5), "s"),
            Figure("new question on the screen, p95", _share(seen, 0.95), "s", 1.5),
            Figure("the host's own poll, p50", _share(ticks, 0.5), "ms"),
            Figure("the host's own poll, p99", _share(ticks, 0.99), "ms"),
        ]

    def summary(self) -> str:
        """Return the line that everything comes down to."""
        return (
            f"joined {len(self.record.joins)}, acknowledged {len(self.record.acknowledged)}, "
            f"lost {self.lost}, doubled {self.doubled}, errors {self.errors}"
        )

    def has_failed(self, figures: Sequence[Figure]) -> bool:
        """Tell whether anything was lost or a limit was missed."""
        faults = self.lost + self.doubled + self.errors
        return bool(faults) or any(figure.is_missed for figure in figures)

    def _burst(self, number: int) -> float:
        return max(self.record.took.get(number, [0.0]))

    def _is_outage(self, due: float) -> bool:
        if self.outage is None:
            return False
        return self.outage[0] - 1 <= due <= self.outage[1] + AFTER_OUTAGE_SECONDS


def _share(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not pass; 0 when there are none."""
    if len(values) < 2:
        return max(values, default=0.0)
    return statistics.quantiles(values, n=1000, method="inclusive")[round(share * 1000) - 1]
