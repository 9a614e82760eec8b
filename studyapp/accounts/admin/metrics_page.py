"""The figures of this process, and of the moment, as a monitoring system reads them."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from werkzeug.wrappers import Response

from studyapp.database import db, sqlite_file
from studyapp.safety.regular_backups import backups_of
from studyapp.serving.metrics import current_metrics


class OfThisMoment(Collector):
    """What is looked up when it is asked for."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the pool of connections and, of a SQLite file, its size, room and backups."""
        pool: Any = db.engine.pool
        yield _gauge("studyapp_database_connections", "Connections in use.", pool.checkedout())
        file = sqlite_file(db.engine)
        if file is None:
            return
        yield _gauge("studyapp_database_bytes", "Size of the database file.", file.stat().st_size)
        free = shutil.disk_usage(file.parent).free
        yield _gauge("studyapp_disk_free_bytes", "Room left beside the database.", free)
        backups = backups_of(file)
        yield _gauge("studyapp_backups", "Backups that are kept.", len(backups))
        if backups:
            age = self._now - max(backups).made_at
            yield _gauge("studyapp_backup_age_seconds", "Age of the newest.", age.total_seconds())


def figures_page(now: datetime) -> Response:
    """Return every figure as text."""
    text = generate_latest(current_metrics().registry) + generate_latest(OfThisMoment(now))
    return Response(text, content_type=CONTENT_TYPE_LATEST)


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value)
