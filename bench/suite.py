"""The whole run: prepare, measure each group of rows, tidy up."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.beside_anki import anki_rows
from bench.browser import Browser
from bench.checking import command_rows, large_rows
from bench.class_results import class_rows
from bench.contents import cold_rows, unchanged_rows
from bench.footprint import idle_rows, install_rows, memory_rows
from bench.growth import size_name
from bench.histories import History, LongestModule, longest_module, make_history
from bench.instances import Content, copy_content, make_instance, open_instance
from bench.progress_pages import progress_rows
from bench.reading import reading_rows
from bench.rescheduling import rescheduling_rows
from bench.reviewing import page_rows, service_rows
from bench.rows import Row
from bench.searching import search_rows
from bench.servers import serving_app, serving_limit
from bench.signing_in import sign_in_rows
from bench.starting import starting_rows
from studyapp.accounts.access import COOKIE
from studyapp.bank.queries import catalogue

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured.

    Attributes:
        rounds: samples of each quick operation.
        starts: samples of each start and of each cold check.
        log_sizes: answers in the log, from short to long.
        idle_seconds: how long the servers are let alone.
    """

    rounds: int
    starts: int
    log_sizes: tuple[int, ...]
    idle_seconds: float


FULL = Scale(rounds=20, starts=5, log_sizes=(1_000, 100_000, 1_000_000), idle_seconds=6)
QUICK = Scale(rounds=8, starts=3, log_sizes=(1_000, 100_000), idle_seconds=2)


def run_suite(work: Path, scale: Scale, anki: Path, tell: Tell) -> list[Row]:
    """Measure every row; all that is written goes into the folder `work`.

    Args:
        work: a folder that is thrown away afterwards.
        scale: how much is measured.
        anki: the environment of Anki, made when it is missing.
        tell: is told what is being done.
    """
    tell("copying the content and making an instance")
    content = copy_content(work)
    base = work / "base"
    make_instance(base, content)
    with open_instance(base, content) as app, app.app_context():
        longest = longest_module(catalogue())
    tell("starting servers")
    rows = starting_rows(work, base, content, scale.starts)
    tell("checking content")
    rows += cold_rows(work, content, longest.article_key, scale.starts)
    rows += unchanged_rows(base, content, scale.rounds)
    rows += command_rows(work, content, scale.starts)
    rows += large_rows(work, content)
    histories = []
    for size in scale.log_sizes:
        tell(f"filling a log with {size_name(size)} answers")
        histories.append(make_history(base, content, size))
    tell("reckoning a schedule anew")
    rows += rescheduling_rows(base, content, scale.starts)
    tell("signing in")
    rows += sign_in_rows(base, content, scale.starts)
    tell("opening results of a class")
    rows += class_rows(base, content, scale.rounds)
    tell("opening progress")
    rows += progress_rows(base, content, scale.rounds)
    tell("searching")
    rows += search_rows(work, histories[0], content, scale.rounds)
    tell("calling functions")
    rows += service_rows(histories, content, work, scale.rounds)
    tell("answering beside Anki")
    rows += anki_rows(work, base, content, anki, scale.log_sizes[-1], scale.rounds)
    rows += _served_rows(work, content, histories, longest, scale, tell)
    rows += install_rows()
    return sorted(rows, key=lambda row: row.number)


def _served_rows(
    work: Path,
    content: Content,
    histories: list[History],
    longest: LongestModule,
    scale: Scale,
    tell: Tell,
) -> list[Row]:
    with ExitStack() as stack:
        apps = [stack.enter_context(serving_app(h.instance, content)) for h in histories]
        classes = [
            (app, [Browser(app.port, {COOKIE: pupil.token}) for pupil in history.pupils])
            for app, history in zip(apps, histories, strict=True)
        ]
        (app, readers), *_ = classes
        longest_log, its_readers = classes[-1]
        page = work / "page.html"
        page.write_bytes(readers[0].get(longest.path).body)
        limit = stack.enter_context(
            serving_limit(work / "bare-served.db", page, longest.paragraph_count)
        )
        tell("letting servers idle")
        rows = idle_rows(longest_log, limit, scale.idle_seconds)
        tell("loading servers")
        rows += memory_rows(longest_log, its_readers, [longest.path, "/review", "/"], limit)
        tell("opening pages")
        rows += reading_rows(app, readers[0], longest.path, limit, scale.rounds)
        tell("answering questions")
        rows += page_rows(histories, classes, limit, scale.rounds)
    return rows
