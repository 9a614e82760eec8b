"""Rows 11, 12 and 19: reading, checking and hashing the content files."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import yaml

from bench.errors import BenchError
from bench.instances import Content, open_instance
from bench.rows import Goal, Row, amount_row, ratio_row
from bench.sampling import Batch, Sample, cost_of, in_turns, median_sample, repeated
from studyapp.bank.bank import check_content
from studyapp.bank.operations import sync_if_changed
from studyapp.clock import utc_now
from studyapp.reading.library import read_library


def cold_rows(work: Path, content: Content, article_key: str, rounds: int) -> list[Row]:
    """Check everything and parse the longest article, each time in a new process."""
    alone = _article_alone(work / "longest" / "seeds", content.seeds, article_key)
    samples = in_turns(
        [
            in_new_process("check", check_all, content),
            in_new_process("load", load_all, content),
            in_new_process("parse", parse_articles, alone),
            in_new_process("sidecar", load_sidecars, alone),
        ],
        rounds,
        warm_up=False,
    )
    loader = "C loader, same files"
    check, load = samples["check"], samples["load"]
    parse, sidecar = samples["parse"], samples["sidecar"]
    parse_ms = median_sample(parse).cpu_ms
    return [
        ratio_row(11, "check all content, cold", check, loader, load, Goal(1.8, 1.25)),
        ratio_row(19, "parse the longest article", parse, "C loader, its sidecar", sidecar),
        amount_row(19, "  CPU", parse_ms, "ms", goal=Goal(1000, 500)),
    ]


def unchanged_rows(base: Path, content: Content, rounds: int) -> list[Row]:
    """Find that nothing has changed since the last sync."""
    with open_instance(base, content) as app, app.app_context():
        samples = in_turns(
            [
                repeated("sync", lambda: _sync_nothing(content)),
                repeated("hash", lambda: _hash_files(content)),
            ],
            rounds,
        )
    sync = samples["sync"]
    wall_ms = median_sample(sync).wall_ms
    return [
        ratio_row(
            12, "nothing changed", sync, "sha256, same files", samples["hash"], Goal(moonshot=3)
        ),
        amount_row(12, "  wall time", wall_ms, "ms", goal=Goal(must=500)),
    ]


def check_all(content: Content) -> Sample:
    """Measure the check of every file by every rule."""
    return cost_of(lambda: check_content(content.seeds, content.bank))[1]


def load_all(content: Content) -> Sample:
    """Measure the C loader on the same YAML files, from disk to plain data."""
    return cost_of(lambda: _load(_yaml_files(content)))[1]


def parse_articles(seeds: Path) -> Sample:
    """Measure reading the texts of a folder into articles."""
    (_, faults), sample = cost_of(lambda: read_library(seeds))
    if faults:
        raise BenchError(f"The text alone has faults: {faults[0]}")
    return sample


def load_sidecars(seeds: Path) -> Sample:
    """Measure the C loader on the sidecars of a folder."""
    return cost_of(lambda: _load(seeds.glob("*.yaml")))[1]


def in_new_process(name: str, work: Callable[..., Sample], *arguments: object) -> Batch:
    """Return a batch that measures where no cache of an earlier round is left."""

    def batch() -> Mapping[str, Sample]:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return {name: pool.submit(work, *arguments).result()}

    return batch


def _article_alone(folder: Path, seeds: Path, key: str) -> Path:
    folder.mkdir(parents=True)
    sidecar = seeds / f"{key}.yaml"
    text = yaml.load(sidecar.read_bytes(), yaml.CSafeLoader)["file"]
    for path in (sidecar, seeds / f"{key}.ids.tsv", seeds / text):
        shutil.copy(path, folder)
    return folder


def _yaml_files(content: Content) -> Iterator[Path]:
    yield from content.seeds.glob("*.yaml")
    yield from content.bank.rglob("*.yaml")


def _load(paths: Iterator[Path]) -> None:
    for path in paths:
        yaml.load(path.read_bytes(), yaml.CSafeLoader)


def _sync_nothing(content: Content) -> None:
    if sync_if_changed(content.seeds, content.bank, now=utc_now()).plan is not None:
        raise BenchError("The content has changed while it was measured.")


def _hash_files(content: Content) -> str:
    digest = hashlib.sha256()
    for folder in (content.seeds, content.bank):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()
