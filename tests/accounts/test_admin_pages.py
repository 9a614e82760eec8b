"""What admins see of the server and do with accounts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from studyapp import __version__
from studyapp.accounts.admin.server_words import age_text, size_text
from studyapp.safety.backup_shelf import Backup, name_of
from tests.accounts.audited import id_of
from tests.accounts.people import answer_something, claim
from tests.classroom.class_pages import make_class, signed_in
from tests.conftest import MakeApp
from tests.every_page import post
from tests.stored import change_stored, everything_stored
from tests.test_html import faults_of
from tests.visitor import Visitor

PAGES = ("/admin", "/admin/people", "/admin/people/{id}")


def stranger_of(app: Flask, role: str) -> Visitor:
    if role == "visitor":
        return Visitor(app)
    if role == "guest":
        answer_something(guest := Visitor(app))
        return guest
    return signed_in(app, f"a {role}", role)


@pytest.mark.parametrize("role", ["visitor", "guest", "learner", "teacher"])
def test_nobody_else_sees_or_does_what_admins_do(app: Flask, admin: Visitor, role: str) -> None:
    number = id_of(app, "the admin")
    stranger = stranger_of(app, role)
    before = everything_stored(app)

    for page in PAGES:
        assert "the admin" not in stranger.open(page.format(id=number), status=403)
    for act in ("role/learner", "erase"):
        assert post(stranger, f"/admin/people/{number}/{act}", sure="y").status_code == 403

    assert everything_stored(app) == before


def test_a_role_counts_from_the_next_request_on(app: Flask) -> None:
    teacher = signed_in(app, "Berta")
    teacher.open("/admin", status=403)

    change_stored(app, "UPDATE learner SET role = 'admin'")

    teacher.open("/admin")


@pytest.mark.parametrize("role", ["learner", "teacher", "admin"])
def test_only_admins_find_the_way_to_their_pages(app: Flask, role: str) -> None:
    viewer = signed_in(app, "somebody", role)

    pages = [viewer.open("/"), viewer.open("/account")]

    assert ['href="/admin"' in page for page in pages] == [role == "admin"] * 2


def test_the_server_without_encryption_tells_its_limits(app: Flask, admin: Visitor) -> None:
    page = admin.open("/admin")

    assert __version__ in page
    assert "can read what is sent" in page
    assert "Do not use a password here that you use anywhere else" in page
    assert "Set STUDYAPP_PROFILE=https" not in page
    assert "What is not checked here" in page


def test_the_server_behind_a_proxy_tells_no_limits_it_does_not_have(make_app: MakeApp) -> None:
    app = make_app(PROFILE="https", PROXIES=1, TRUSTED_HOSTS="localhost, study.example.org")
    admin = signed_in(app, "the admin", "admin")
    admin.client.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"

    page = admin.open("/admin")

    assert "profile https" in page
    assert "localhost, study.example.org" in page
    assert "can read what is sent" not in page
    assert "STUDYAPP_PROXIES" not in page


def test_a_server_that_is_not_told_of_its_https_says_so(app: Flask, admin: Visitor) -> None:
    page = admin.client.get("/admin", base_url="https://localhost").text

    assert "cookies are not bound to it" in page
    assert "cookies are not bound to it" not in admin.open("/admin")


@pytest.mark.sqlite("PostgreSQL is backed up by its own tools")
def test_the_backups_are_told_with_age_and_size(app: Flask, admin: Visitor) -> None:
    assert "There is none yet" in admin.open("/admin")
    folder = Path(app.config["INSTANCE"]) / "backups"
    folder.mkdir()
    now = datetime.now(UTC).replace(microsecond=0)
    for hours in range(14):
        backup = Backup(now - timedelta(hours=3 + hours), "hourly")
        (folder / name_of("studyapp", backup)).write_bytes(b"x" * 1_500_000)

    page = admin.open("/admin")

    assert "The newest was made 3 hours ago. 14 backups" in page
    assert "21.0 MB in all" in page
    assert page.count("1.5 MB") == 12
    assert "The latest 12" in page


def test_the_page_of_the_server_holds_no_secret(app: Flask, admin: Visitor) -> None:
    assert app.config["SECRET_KEY"] not in admin.open("/admin")


@pytest.mark.parametrize(
    ("age", "text"),
    [
        (timedelta(seconds=-5), "0 minutes ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=119), "119 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(days=9, hours=5), "9 days ago"),
    ],
)
def test_an_age_is_told_in_the_unit_that_fits(age: timedelta, text: str) -> None:
    assert age_text(age) == text


def test_a_size_is_told_in_megabytes() -> None:
    assert [size_text(n) for n in (0, 1_540_000, 2_000_000_000)] == [
        "0.0 MB",
        "1.5 MB",
        "2,000.0 MB",
    ]


def test_every_page_of_admins_is_valid_html_also_with_strange_names(
    app: Flask, admin: Visitor
) -> None:
    class_id = make_class(signed_in(app, "Berta"), "Ada", name='Form "5" <b>')
    claim(Visitor(app), "O'Neil-علي")
    number = id_of(app, "O'Neil-علي")
    pages = [page.format(id=number) for page in PAGES]
    pages += ["/admin/log", f"/admin/log?class={class_id}", f"/classes/{class_id}/log"]

    shown = [admin.open(page) for page in pages]
    shown += [admin.open("/admin/people?q=<b>"), post(admin, f"{pages[2]}/erase").text]

    assert [fault for page in shown for fault in faults_of(page)] == []
    assert all("<b>" not in page.partition("<main")[2] for page in shown)


def test_an_admin_without_the_two_step_sign_in_that_is_required_sees_and_does_nothing(
    make_app: MakeApp,
) -> None:
    app = make_app(SECOND_FACTOR="required")
    admin = signed_in(app, "the admin", "admin")
    claim(Visitor(app), "Eva")
    number = id_of(app, "Eva")
    before = everything_stored(app)

    seen = [admin.client.get(page.format(id=number)) for page in (*PAGES, "/admin/log")]
    done = [
        post(admin, f"/admin/people/{number}/{act}", sure="y") for act in ("role/admin", "erase")
    ]

    assert {response.location for response in (*seen, *done)} == {"/account/second-factor"}
    assert admin.client.get("/metrics").status_code == 403
    assert everything_stored(app) == before
