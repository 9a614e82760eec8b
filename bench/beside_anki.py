"""Row 20: an answer and the next question, beside Anki's own package doing the same."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.errors import BenchError
from bench.growth import size_name
from bench.histories import Group, make_history
from bench.instances import Content, open_instance
from bench.large_bank import enlarge
from bench.reviewing import answered_batch
from bench.rows import Goal, Row, missing_row, ratio_row, wall_row
from bench.sampling import Batch, Sample, in_turns
from studyapp.bootstrap import SetupError, environment_python, install_once
from studyapp.places import ROOT

LOCK = ROOT / "bench" / "anki.lock"
CARDS, DUE = 10_000, 2_000
ANSWERS = 20
"""So many in a row are measured as one sample."""

NAME = "answer and next, 10k questions"
GOAL = Goal(1, 0.5)
OURS, ANKI, ANKI_MOVED = "ours", "anki", "anki moved"


def anki_rows(
    work: Path, base: Path, content: Content, environment: Path, log_rows: int, rounds: int
) -> list[Row]:
    """Answer due questions in turns with Anki; without Anki, say why it is not there.

    Args:
        work: where Anki's collections are made.
        base: an instance folder that holds the content.
        content: what it holds.
        environment: where Anki is installed, or will be.
        log_rows: answers in the log of each of the two.
        rounds: how often ANSWERS are given.
    """
    try:
        install_once(environment, LOCK)
    except SetupError as error:
        cause = str(error).splitlines()[-1]
        return [missing_row(20, NAME, f"Anki cannot be installed: {cause}")]
    large = enlarge(base, CARDS)
    alone = make_history(large, content, log_rows, Group(pupils=1, held=CARDS, due=DUE))
    python = environment_python(environment)
    with ExitStack() as stack:
        app = stack.enter_context(open_instance(alone.instance, content))
        held = stack.enter_context(_answering(python, work / "held.anki2", log_rows))
        moved = stack.enter_context(_answering(python, work / "moved.anki2", 0))
        samples = in_turns(
            [
                answered_batch(app, OURS, alone.pupils[0], ANSWERS),
                _batch(ANKI, held),
                _batch(ANKI_MOVED, moved),
            ],
            rounds,
        )
    title, ours = f"{NAME}, {size_name(log_rows)}", samples[OURS]
    return [
        *_rows(title, ours, "Anki", samples[ANKI]),
        *_rows(title, ours, "Anki, cards without a memory", samples[ANKI_MOVED]),
    ]


@contextmanager
def _answering(python: Path, collection: Path, log_rows: int) -> Iterator["subprocess.Popen[str]"]:
    """Run Anki's side, with its cards ready to be answered."""
    numbers = map(str, (CARDS, DUE, log_rows))
    with subprocess.Popen(  # noqa: S603 -- our own program in the environment made for it
        [python, "-m", "bench.anki_cards", collection, *numbers],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        yield process


def _batch(name: str, process: "subprocess.Popen[str]") -> Batch:
    def batch() -> Mapping[str, Sample]:
        if process.stdin is None or process.stdout is None:
            raise BenchError("Anki's side cannot be spoken to.")
        process.stdin.write(f"{ANSWERS}\n")
        cost = process.stdout.readline()
        if not cost:
            raise BenchError("Anki's side ended before all was answered.")
        return {name: Sample(**json.loads(cost))}

    return batch


def _rows(name: str, ours: Sequence[Sample], limit: str, limits: Sequence[Sample]) -> list[Row]:
    return [
        ratio_row(20, name, ours, limit, limits, GOAL),
        wall_row(20, "  wall time", ours, limits, GOAL),
    ]
