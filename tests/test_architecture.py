"""The rules of docs/architecture.md that can be read off the source files."""

import ast
from collections.abc import Iterable
from functools import cache

import pytest

from tests.imports import (
    CAPABILITIES,
    GROUPS,
    PACKAGE,
    Source,
    called_names,
    is_route,
    sources,
)

# What knows the whole program; nothing below may know it.
ABOVE_ALL = {
    *("__main__", "app", "cli", "server", "event_loop", "channels", "waiting_lines", "schema"),
    *("restoring", "doctor", "moving"),
}
LAYERS = ("accounts", "reading", "bank", "review", "classroom", "progress", "api")
# Names that mean the same in every capability; any other file is its subject in plain Python.
FIXED_PARTS = {"routes", "forms", "cli", "operations", "queries", "models", "access"}
NOT_FOR_SUBJECTS = {"flask", "flask_wtf", "flask_sqlalchemy", "sqlalchemy", "wtforms", "alembic"}
NOT_FOR_SUBJECTS_HERE = {
    *("studyapp.clock", "studyapp.database", "studyapp.web", "studyapp.storage.schema"),
}
MAY_WRITE = {"operations"}
WRITE_NAMES = {"insert", "update", "delete", "write_transaction"}
SESSION_WRITES = {"add", "add_all", "delete", "merge", "flush", "commit", "begin"}
READS_THE_CLOCK = {"now", "utcnow", "today", "localtime", "gmtime", "time_ns"}
MEASURES_TIME = {
    *("studyapp.bootstrap", "studyapp.moving.cli", "studyapp.serving.logs"),
    *("studyapp.serving.event_loop", "studyapp.serving.metrics", "studyapp.serving.server"),
}


def files(*, capability: str | None = None) -> list[Source]:
    """Return the files of the program, or of one capability; migrations stand for themselves."""
    return [
        source
        for source in sources().values()
        if source.capability != "migrations" and capability in {None, source.capability}
    ]


def is_page(source: Source) -> bool:
    return source.part == "routes" or source.part.endswith(("_routes", "_page"))


def subjects() -> list[Source]:
    return [
        source
        for source in files()
        if source.capability
        and source.path.stem.split("_")[-1] not in FIXED_PARTS
        and source.path.stem != "__init__"
        and not is_page(source)
    ]


def layer(name: str) -> int:
    """Return how far up a module stands: root modules 0, capabilities above, then the whole."""
    source = sources()[name]
    if source.capability in LAYERS:
        return LAYERS.index(source.capability) + 1
    return len(LAYERS) + 1 if source.part in ABOVE_ALL else 0


@cache
def own_modules(source: Source) -> set[str]:
    """Return the modules of the program that a file imports; packages alone say nothing."""
    return {name for name in source.modules() if name in sources()} - {"studyapp"}


@cache
def reached(start: str) -> set[str]:
    """Return every module of the program that a module needs, itself included."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += own_modules(sources()[name])
    return found


def broken(breaches: Iterable[tuple[Source, object]]) -> list[str]:
    """Return one line for each breach, for the message of a failing test."""
    return sorted(f"{source.name}: {what}" for source, what in breaches)


def test_every_folder_is_a_capability_or_known() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}

    assert folders <= {*CAPABILITIES, *GROUPS, "migrations", "static", "templates"}
    assert set(LAYERS) == set(CAPABILITIES)


def test_imports_run_one_way() -> None:
    upward = [
        (source, f"imports {name}")
        for source in files()
        for name in own_modules(source)
        if layer(name) > layer(source.name)
    ]

    assert broken(upward) == []


def test_no_modules_need_each_other() -> None:
    circles = [
        (source, f"needs itself by way of {name}")
        for source in files()
        for name in own_modules(source)
        if source.name in reached(name)
    ]

    assert broken(circles) == []


def test_no_import_stands_inside_a_function() -> None:
    inner = [
        (source, f"{function.name}() imports")
        for source in files()
        for function in source.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert broken(inner) == []


def test_a_subject_module_knows_no_web_no_database_and_no_clock() -> None:
    strangers = [
        (source, name)
        for source in subjects()
        for name in (source.packages() & NOT_FOR_SUBJECTS)
        | (source.modules() & NOT_FOR_SUBJECTS_HERE)
    ]

    assert broken(strangers) == []


def test_a_subject_module_imports_subject_modules_alone() -> None:
    plain = {source.name for source in subjects()}
    strangers = [
        (source, name)
        for source in subjects()
        for name in own_modules(source)
        if sources()[name].capability and name not in plain
    ]

    assert broken(strangers) == []


def test_only_the_clock_module_reads_the_clock() -> None:
    readers = [
        (source, ast.unparse(node))
        for source in files()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in READS_THE_CLOCK or ast.unparse(node.func) == "time.time")
    ]

    assert broken(readers) == ["studyapp.clock: datetime.now(UTC)"]


def test_durations_are_measured_where_the_program_starts_serves_logs_and_counts_alone() -> None:
    measuring = {
        source.name
        for source in files()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"perf_counter", "monotonic"}
    }

    assert measuring <= MEASURES_TIME
    assert (
        broken((s, name) for s in files() for m, name in s.imports() if m == "time" and name) == []
    )


def test_only_the_memory_module_knows_the_scheduler() -> None:
    assert [s.name for s in files() if "fsrs" in s.packages()] == ["studyapp.review.memory"]


def test_pages_hold_no_statement_of_the_database() -> None:
    assert (
        broken(
            (s, "imports sqlalchemy")
            for s in files()
            if is_page(s) and "sqlalchemy" in s.packages()
        )
        == []
    )


def test_only_operations_write() -> None:
    allowed = {"studyapp.database", "studyapp.storage.grouped_writes", "studyapp.storage.schema"}
    writers = [
        (source, name)
        for source in files()
        if source.part.split("_")[-1] not in MAY_WRITE and source.name not in allowed
        for name in source.names_from("sqlalchemy")
        | source.names_from("studyapp.database")
        | source.names_from("sqlalchemy.orm")
        | source.names_from("sqlite")
        | source.names_from("postgresql")
        if name in WRITE_NAMES
    ]

    assert broken(writers) == []


def test_nothing_else_changes_what_a_session_holds() -> None:
    allowed = {"studyapp.database", "studyapp.storage.schema"}
    writers = [
        (source, ast.unparse(node))
        for source in files()
        if source.part.split("_")[-1] not in MAY_WRITE and source.name not in allowed
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in SESSION_WRITES
        and ast.unparse(node.value).endswith("session")
    ]

    assert broken(writers) == []


def test_a_post_is_checked_by_a_form_before_anything_else_happens() -> None:
    unchecked = [
        (source, function.name)
        for source in files()
        for function in source.functions()
        if is_route(function, "post")
        and source.capability != "api"  # which checks before its views are called
        and not called_names(function) & {"checked_form", "validate", "take_answer"}
    ]

    assert broken(unchecked) == []


def test_every_form_carries_the_token_of_a_page_form() -> None:
    makers = [source.name for source in files() if "flask_wtf" in source.packages()]
    plain = [source.name for source in files() if ("wtforms", "Form") in source.imports()]

    assert (makers, plain) == (["studyapp.web"], [])


def test_a_get_changes_nothing() -> None:
    changing = [
        (source, f"{function.name}() calls {name}()")
        for source in files()
        for function in source.functions()
        if is_route(function, "get")
        for name in called_names(function)
        & (source.names_from(".operations") | {"acting_learner", "take_answer", "replace_token"})
    ]

    assert broken(changing) == []


def test_a_route_says_its_method() -> None:
    routes = [
        (source, function.name)
        for source in files()
        for function in source.functions()
        if is_route(function, "route")
    ]

    assert broken(routes) == []


@pytest.mark.parametrize(
    "name", ["studyapp.web", "studyapp.review.routes", "studyapp.accounts.routes"]
)
def test_the_rules_see_routes(name: str) -> None:
    posts = [f for f in sources()[name].functions() if is_route(f, "post")]

    assert posts != []
