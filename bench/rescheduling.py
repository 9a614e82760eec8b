"""Row 13: a learner's whole schedule reckoned anew, as after a fit."""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, event

from bench.histories import Group, History, make_history
from bench.instances import Content, open_instance
from bench.large_bank import enlarge
from bench.rows import Goal, Row, amount_row, ratio_row
from bench.sampling import Sample, cost_of, in_turns, median_sample
from studyapp.clock import utc_now
from studyapp.database import db, write_transaction
from studyapp.review.log.history_queries import log_of
from studyapp.review.log.replay import replay
from studyapp.review.memory import PARAMETERS, SCHEDULER_VERSION
from studyapp.review.operations import rebuild_learner
from studyapp.review.plan.fit_operations import use_standard
from studyapp.review.plan.models import MemoryFitRow

CARDS, ANSWERS = 10_000, 100_000
FORGETFUL = 0.9
"""What the first parameter, the stability after a first miss, is multiplied with in the fit."""


@dataclass(slots=True)
class Locks:
    """How long each transaction that writes has kept others from writing.

    Attributes:
        held: milliseconds, longest last once sorted.
    """

    held: list[float] = field(default_factory=list)
    began: dict[int, float] = field(default_factory=dict)

    def begin(self, connection: Connection) -> None:
        """Note the begin of a transaction that writes."""
        if connection.get_execution_options().get("rw"):
            self.began[threading.get_ident()] = time.perf_counter()

    def commit(self, _connection: Connection) -> None:
        """Note its end."""
        began = self.began.pop(threading.get_ident(), None)
        if began is not None:
            self.held.append((time.perf_counter() - began) * 1000)


def rescheduling_rows(base: Path, content: Content, rounds: int) -> list[Row]:
    """Go back from fitted parameters to the standard ones, and replay the log alone beside it.

    Args:
        base: an instance folder that holds the content.
        content: what it holds.
        rounds: how often.
    """
    large = enlarge(base, CARDS)
    alone = make_history(large, content, ANSWERS, Group(pupils=1, held=CARDS, due=2_000))
    with open_instance(alone.instance, content) as app, app.app_context(), _watched() as locks:
        samples = in_turns([lambda: _replayed(alone), lambda: _restored(alone, locks)], rounds)
        longest = max(locks.held)
    name = f"all {ANSWERS:,} answers of one learner reckoned anew"
    whole = median_sample(samples["restored"]).wall_ms
    limit = "replay of the log alone"
    return [
        ratio_row(13, name, samples["restored"], limit, samples["replayed"]),
        amount_row(13, "  wall time", whole, "ms", goal=Goal(3000, 800)),
        amount_row(13, "  longest time that others wait", longest, "ms", goal=Goal(100, 30)),
    ]


@contextmanager
def _watched() -> Iterator[Locks]:
    locks = Locks()
    event.listen(db.engine, "begin", locks.begin)
    event.listen(db.engine, "commit", locks.commit)
    yield locks


def _replayed(alone: History) -> Mapping[str, Sample]:
    entries = log_of(db.session, alone.pupils[0].id)
    _, cost = cost_of(lambda: replay(entries))
    return {"replayed": cost}


def _restored(alone: History, locks: Locks) -> Mapping[str, Sample]:
    learner_id = alone.pupils[0].id
    _fit(learner_id, (PARAMETERS[0] * FORGETFUL, *PARAMETERS[1:]))
    locks.held.clear()
    _, cost = cost_of(lambda: use_standard(learner_id))
    return {"restored": cost}


def _fit(learner_id: int, parameters: Sequence[float]) -> None:
    """Let the learner's memory be reckoned with these parameters."""
    with write_transaction(learner_id) as session:
        session.add(
            MemoryFitRow(
                learner_id=learner_id,
                fitted_at=utc_now(),
                reviews=ANSWERS,
                parameters=json.dumps(list(parameters)),
                scheduler=SCHEDULER_VERSION,
                loss_before=1.0,
                loss_after=0.9,
                used=True,
            )
        )
        session.flush()
        rebuild_learner(session, learner_id)
