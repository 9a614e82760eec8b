"""What the server counts of itself, for a monitoring system: instruments, each app its own.

Labels hold rules of addresses, methods and kinds of status, never an address itself or anything
of a person.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from flask import Flask, Response, current_app, g, request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from sqlalchemy.orm import Session

from studyapp import __version__

METRICS: Final = "studyapp_metrics"
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
WRITE_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 8.0)
GROUP_SIZES = (1, 2, 4, 8, 16, 32, 64, 128)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
NO_RULE, OTHER = "none", "other"
BUSY = 503
_CONVERTER = re.compile(r"<(?:[^<>]*:)?([a-z_]+)>")
_ANSWERS = "studyapp_answers"

# When each series began would be as many lines again, and tell nothing that a restart does not.
disable_created_metrics()  # type: ignore[no-untyped-call]  # the library leaves it untyped


class Metrics:
    """The instruments of one app."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._requests = Counter(
            "studyapp_requests",
            "Answered requests.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._durations = Histogram(
            "studyapp_request_seconds",
            "Time from the start of a request until its answer is ready to be sent.",
            ("route",),
            buckets=REQUEST_SECONDS,
            registry=registry,
        )
        self._in_flight = Gauge(
            "studyapp_requests_in_flight", "Requests being answered.", registry=registry
        )
        self._busy = Counter(
            "studyapp_busy", "Requests refused with 503: busy, or no storage.", registry=registry
        )
        self._write_wait = Histogram(
            "studyapp_write_wait_seconds",
            "Time that a write waited for its turn.",
            buckets=WRITE_SECONDS,
            registry=registry,
        )
        self._write_hold = Histogram(
            "studyapp_write_hold_seconds",
            "Time from the turn of a write until it was stored.",
            buckets=WRITE_SECONDS,
            registry=registry,
        )
        self._group_sizes = Histogram(
            "studyapp_grouped_writes",
            "How many requests one transaction stored together.",
            buckets=GROUP_SIZES,
            registry=registry,
        )
        self._answers = Counter("studyapp_answers_stored", "Stored answers.", registry=registry)
        build = Gauge("studyapp_build_info", "The version.", ("version",), registry=registry)
        build.labels(__version__).set(1)
        self._series: dict[tuple[str, str, int], tuple[Any, Any]] = {}

    def begin_request(self) -> None:
        """Note that a request is being answered."""
        g.measured_from = time.perf_counter()
        self._in_flight.inc()

    def answer_request(self, response: Response) -> Response:
        """Note how a request was answered."""
        rule = request.url_rule
        status = response.status_code
        key = (rule.rule if rule is not None else NO_RULE, request.method, status // 100)
        counter, duration = self._series.get(key) or self._new_series(key)
        counter.inc()
        if (began := g.get("measured_from")) is not None:
            duration.observe(time.perf_counter() - began)
        if status == BUSY:
            self._busy.inc()
        return response

    def end_request(self, _error: BaseException | None) -> None:
        """Note that nothing is left to be done for a request."""
        if g.pop("measured_from", None) is not None:
            self._in_flight.dec()

    def count_short_answer(self, rule: str, status: int) -> None:
        """Count a request that was answered before it came to its view."""
        key = (rule, "GET", status // 100)
        counter, _ = self._series.get(key) or self._new_series(key)
        counter.inc()

    def measure_write(self, asked: float, turn: float | None, ended: float) -> None:
        """Note how long a write waited, for good if its turn did not come, and how long it took."""
        self._write_wait.observe((ended if turn is None else turn) - asked)
        if turn is not None:
            self._write_hold.observe(ended - turn)

    def count_answers(self, stored: int) -> None:
        """Count answers that a transaction has stored."""
        self._answers.inc(stored)

    def count_group(self, size: int) -> None:
        """Count how many writes share a transaction."""
        self._group_sizes.observe(size)

    def _new_series(self, key: tuple[str, str, int]) -> tuple[Any, Any]:
        rule, method, hundreds = key
        route = route_of(rule)
        shown = method if method in METHODS else OTHER
        series = (
            self._requests.labels(route, shown, f"{hundreds}xx"),
            self._durations.labels(route),
        )
        if shown != OTHER:
            self._series[key] = series
        return series


def init_app(app: Flask) -> None:
    """Give an app its instruments."""
    metrics = app.extensions[METRICS] = Metrics()
    app.before_request(metrics.begin_request)
    app.after_request(metrics.answer_request)
    app.teardown_request(metrics.end_request)


def current_metrics() -> Metrics:
    """Return the instruments of this app."""
    metrics: Metrics = current_app.extensions[METRICS]
    return metrics


class MeasuredWrite:
    """A write that waits for its turn, and then holds up the others."""

    def __init__(self) -> None:
        self.asked = time.perf_counter()
        self.turn: float | None = None
        self.session: Session | None = None

    def come(self, session: Session) -> None:
        """Note that its turn has come."""
        self.turn, self.session = time.perf_counter(), session

    @property
    def answers(self) -> int:
        """Return how many answers it stores."""
        return self.session.info.get(_ANSWERS, 0) if self.session is not None else 0


@contextmanager
def measured_write() -> Iterator[MeasuredWrite]:
    """Measure the write within, and count its answers if it stores them."""
    metrics, write = current_metrics(), MeasuredWrite()
    try:
        yield write
        if write.answers:
            metrics.count_answers(write.answers)
    finally:
        metrics.measure_write(write.asked, write.turn, time.perf_counter())


def note_answer(session: Session) -> None:
    """Have an answer counted that a transaction stores, if it comes to be stored."""
    session.info[_ANSWERS] = session.info.get(_ANSWERS, 0) + 1


def route_of(rule: str) -> str:
    """Return a rule as it is shown: `/classes/<class_id>`; that of files without their version."""
    if rule.startswith("/static/"):
        return "/static"
    return _CONVERTER.sub(r"<\1>", rule)
