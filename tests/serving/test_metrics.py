"""What the server counts of itself: right, of nobody in particular, for admins alone."""

import re
import sqlite3
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from studyapp import __version__
from studyapp.database import write_transaction
from studyapp.errors import ConflictError
from studyapp.safety.backup_shelf import Backup, name_of
from studyapp.serving.metrics import note_answer, route_of
from studyapp.storage import sqlite
from studyapp.storage.grouped_writes import write_in_group
from tests.accounts.people import answer_something, claim
from tests.classroom.class_pages import signed_in
from tests.classroom.desk import Desk
from tests.conftest import MakeApp
from tests.stored import change_stored
from tests.visitor import Visitor

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(text: str) -> Figures:
    """Return each value by its name and labels, as a monitoring system reads them."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def figures(admin: Visitor) -> Figures:
    return read(admin.open("/metrics"))


def value(found: Figures, name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


@pytest.fixture
def admin(app: Flask) -> Visitor:
    return signed_in(app, "the admin", "admin")


def token_of(visitor: Visitor) -> str:
    form = visitor.form("/account/programs", "/programs")
    page = visitor.send(form, label="monitoring").text
    return page.partition('<code translate="no">')[2].partition("<")[0]


@pytest.mark.parametrize(
    ("role", "status"),
    [("visitor", 401), ("guest", 403), ("learner", 403), ("teacher", 403), ("admin", 200)],
)
def test_figures_are_for_admins(app: Flask, role: str, status: int) -> None:
    viewer = Visitor(app)
    if role == "guest":
        answer_something(viewer)
    elif role != "visitor":
        viewer = signed_in(app, "somebody", role)

    response = viewer.client.get("/metrics")

    assert response.status_code == status
    assert ("studyapp_" in response.text) == (status == 200)


def test_a_program_reads_figures_with_the_token_of_an_admin(app: Flask, admin: Visitor) -> None:
    head = {"Authorization": f"Bearer {token_of(admin)}"}

    response = Visitor(app).client.get("/metrics", headers=head)
    change_stored(app, "UPDATE learner SET role = 'teacher'")
    demoted = Visitor(app).client.get("/metrics", headers=head)

    assert value(read(response.text), "studyapp_build_info", version=__version__) == 1
    assert response.content_type.startswith("text/plain; version=")
    assert (demoted.status_code, "studyapp_" in demoted.text) == (403, False)


@pytest.mark.parametrize("head", ["Bearer nonsense", "Bearer ", "Basic YTpi"])
def test_a_program_without_a_token_is_told_nothing(app: Flask, head: str) -> None:
    response = Visitor(app).client.get("/metrics", headers={"Authorization": head})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="studyapp"'
    assert response.text == "This address is for admins.\n"


def test_requests_are_counted_by_route_method_and_kind_of_answer(
    app: Flask, admin: Visitor
) -> None:
    before = figures(admin)
    visitor = Visitor(app)
    for _ in range(3):
        visitor.open("/read/woods-2003/general-secretary")
    visitor.open("/read/woods-2003/nothing", status=404)
    visitor.open("/nowhere", status=404)

    after = figures(admin)

    route = "/read/<article_key>/<module_key>"
    counted = [
        value(after, "studyapp_requests_total", **labels)
        - value(before, "studyapp_requests_total", **labels)
        for labels in (
            {"route": route, "method": "GET", "status": "2xx"},
            {"route": route, "method": "GET", "status": "4xx"},
            {"route": "none", "method": "GET", "status": "4xx"},
        )
    ]
    assert counted == [3, 1, 1]
    assert value(after, "studyapp_request_seconds_count", route=route) == 4
    assert value(after, "studyapp_requests_in_flight") == 1


def test_labels_hold_nothing_that_a_visitor_can_choose(app: Flask, admin: Visitor) -> None:
    visitor = Visitor(app)
    visitor.client.open("/", method="MADE-UP-METHOD")
    visitor.open("/a-made-up-path", status=404)
    visitor.client.get("/join/AMADEUP")

    text = admin.open("/metrics")

    assert "made-up" not in text.lower()
    assert "AMADEUP" not in text
    assert 'method="other"' in text


def test_figures_name_nobody(app: Flask, admin: Visitor) -> None:
    claim(Visitor(app), "Ada Lovelace")

    text = admin.open("/metrics")

    assert "Ada Lovelace" not in text
    assert "the admin" not in text


def test_stored_answers_and_the_time_of_writes_are_counted(app: Flask, admin: Visitor) -> None:
    before = figures(admin)

    answer_something(Visitor(app))
    desk = Desk(app)
    desk.answer(desk.start(), 1)

    after = figures(admin)
    stored = "studyapp_answers_stored_total"
    assert value(after, stored) - value(before, stored) == 2
    waits, holds = (
        value(after, name) - value(before, name)
        for name in ("studyapp_write_wait_seconds_count", "studyapp_write_hold_seconds_count")
    )
    assert waits == holds > 4


def test_an_answer_that_was_sent_twice_is_counted_once(app: Flask, admin: Visitor) -> None:
    visitor = Visitor(app)
    address = visitor.address_after("/check/woods-2003/general-secretary/start")
    form = visitor.form(address, "/check/")

    for _ in range(2):
        visitor.send(form, act="unsure")

    assert value(figures(admin), "studyapp_answers_stored_total") == 1


def test_a_write_that_fails_stores_no_answer(app: Flask, admin: Visitor) -> None:
    with app.app_context(), suppress(ConflictError), write_transaction() as session:
        note_answer(session)
        raise ConflictError

    assert value(figures(admin), "studyapp_answers_stored_total") == 0


@pytest.mark.sqlite("another program holds its file")
def test_a_request_that_was_refused_as_busy_is_counted(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_SECONDS", 0.05)
    app = make_app()
    admin = signed_in(app, "the admin", "admin")
    form = admin.form("/classes/new", "/classes/new")
    file = Path(app.config["INSTANCE"]) / "studyapp.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as outside:
        outside.execute("BEGIN IMMEDIATE")
        response = admin.send(form, name="Form 5", erase_on="2027-01-01")
        outside.execute("ROLLBACK")

    assert response.status_code == 503
    assert value(figures(admin), "studyapp_busy_total") == 1


def test_writes_that_share_a_transaction_are_counted_together(app: Flask, admin: Visitor) -> None:
    began, go_on = threading.Event(), threading.Event()

    def wait(_session: object) -> None:
        began.set()
        go_on.wait()

    def store(work: object) -> None:
        with app.app_context():
            write_in_group(work)  # type: ignore[arg-type]  # either takes a session

    before = figures(admin)
    first = threading.Thread(target=store, args=[wait])
    first.start()
    began.wait()
    others = [threading.Thread(target=store, args=[lambda _: None]) for _ in range(3)]
    for other in others:
        other.start()
    with app.app_context():
        groups = app.extensions["studyapp_grouped_writes"]
    while len(groups._waiting) < 3:
        pass
    go_on.set()
    for thread in (first, *others):
        thread.join()

    after = figures(admin)
    name = "studyapp_grouped_writes"
    assert value(after, f"{name}_count") - value(before, f"{name}_count") == 2
    assert value(after, f"{name}_sum") - value(before, f"{name}_sum") == 4


@pytest.mark.sqlite("PostgreSQL is backed up by its own tools")
def test_backups_and_room_are_told(app: Flask, admin: Visitor) -> None:
    assert ("studyapp_backup_age_seconds", frozenset()) not in figures(admin)
    folder = Path(app.config["INSTANCE"]) / "backups"
    folder.mkdir()
    made = datetime.now(UTC) - timedelta(hours=2)
    (folder / name_of("studyapp", Backup(made, "hourly"))).write_bytes(b"x")

    found = figures(admin)

    assert value(found, "studyapp_backups") == 1
    assert 7200 <= value(found, "studyapp_backup_age_seconds") < 7300
    assert value(found, "studyapp_database_bytes") > 0
    assert value(found, "studyapp_disk_free_bytes") > 0


def test_figures_tell_of_the_process_and_of_connections(admin: Visitor) -> None:
    found = figures(admin)

    assert value(found, "process_resident_memory_bytes") > 0
    assert value(found, "studyapp_database_connections") == 1


def test_two_apps_count_apart(make_app: MakeApp) -> None:
    first, second = make_app(), make_app()
    admin = signed_in(second, "the admin", "admin")
    with first.app_context(), write_transaction():
        pass
    Visitor(first).open("/")

    found = figures(admin)

    labels = {"route": "/", "method": "GET", "status": "2xx"}
    assert value(found, "studyapp_requests_total", **labels) == 0


def test_every_route_is_shown_without_what_its_addresses_hold(app: Flask) -> None:
    routes = {route_of(rule.rule) for rule in app.url_map.iter_rules()}

    assert all(re.fullmatch(r"[a-z0-9/<>_.:-]+", route) for route in routes)
    assert {"/static", "/classes/<class_id>/gradebook.csv", "/join/<code>"} <= routes
