"""Rows 11 and 12 as an author waits for them: the command, and a bank of 10,000 questions."""

import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.contents import check_all, in_new_process, load_all
from bench.errors import BenchError
from bench.instances import Content
from bench.rows import Goal, Row, amount_row, ratio_row
from bench.sampling import Batch, Sample, cost_of, in_turns, median_sample
from studyapp.places import ROOT

MANY = 10_000
FIRST, AGAIN, BARE = "first", "again", "bare"


def command_rows(work: Path, content: Content, rounds: int) -> list[Row]:
    """Run `content check` on files not seen before and again, beside an empty interpreter."""
    instance = work / "reports"
    samples = in_turns(
        [lambda: _check_twice(instance, content), _python(BARE, "-c", "import flask, pydantic")],
        rounds,
        warm_up=False,
    )
    limit = "import flask, pydantic"
    first, again = (median_sample(samples[name]).wall_ms for name in (FIRST, AGAIN))
    return [
        ratio_row(11, "content check, the command", samples[FIRST], limit, samples[BARE]),
        amount_row(11, "  wall time", first, "ms", goal=Goal(must=3000)),
        ratio_row(12, "content check, unchanged", samples[AGAIN], limit, samples[BARE]),
        amount_row(12, "  wall time", again, "ms", goal=Goal(must=500)),
    ]


def large_rows(work: Path, content: Content) -> list[Row]:
    """Check a bank of MANY questions once, in a new process."""
    large = _multiplied(work / "large", content)
    samples = in_turns(
        [
            in_new_process("check", check_all, large),
            in_new_process("load", load_all, large),
        ],
        rounds=1,
        warm_up=False,
    )
    check = samples["check"]
    wall_ms = median_sample(check).wall_ms
    return [
        ratio_row(11, "check 10,000 questions, cold", check, "C loader", samples["load"]),
        amount_row(11, "  wall time", wall_ms, "ms", goal=Goal(must=20_000)),
    ]


def _check_twice(instance: Path, content: Content) -> Mapping[str, Sample]:
    """Check without and then with a report that was kept."""
    shutil.rmtree(instance, ignore_errors=True)
    instance.mkdir()
    settings = {
        "STUDYAPP_NO_VENV": "1",
        "STUDYAPP_INSTANCE": str(instance),
        "STUDYAPP_SEEDS": str(content.seeds),
        "STUDYAPP_QUESTION_BANK": str(content.bank),
    }
    command = ("-m", "studyapp", "content", "check")
    return {name: _run(*command, **settings) for name in (FIRST, AGAIN)}


def _python(name: str, *arguments: str) -> Batch:
    return lambda: {name: _run(*arguments)}


def _run(*arguments: str, **settings: str) -> Sample:
    """Measure a process of this interpreter from its start to its end."""
    command = [sys.executable, *arguments]
    done, sample = cost_of(
        lambda: subprocess.run(  # noqa: S603 -- this interpreter and our own program
            command, cwd=ROOT, env=os.environ | settings, capture_output=True, check=False
        ),
        cpu=_cpu_of_children,
    )
    if done.returncode != 0:
        raise BenchError(f"{' '.join(arguments)} failed: {done.stderr.decode()[-300:]}")
    return sample


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _multiplied(folder: Path, content: Content) -> Content:
    """Copy the content with every question as often as MANY of them need, under new ids."""
    large = Content(folder / content.seeds.name, folder / content.bank.name)
    shutil.copytree(content.seeds, large.seeds)
    shutil.copytree(content.bank, large.bank)
    heads = {path: path.read_text("utf-8").partition("questions:\n") for path in _files(large)}
    total = sum(questions.count("\n  - id: ") + 1 for _, _, questions in heads.values())
    copies = range(-(-MANY // total))
    for path, (head, word, questions) in heads.items():
        many = [re.sub(r"(?m)^(  - id: .*)$", rf"\1-{n}", questions) for n in copies]
        path.write_text(head + word + "\n".join(many), "utf-8")
    return large


def _files(content: Content) -> list[Path]:
    return sorted(content.bank.rglob("*.yaml"))
