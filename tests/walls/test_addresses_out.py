"""No address in a field, a header or a path leads out of the site or out of its folders."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask, url_for
from werkzeug.test import create_environ, run_wsgi_app

from studyapp.places import ROOT
from tests.conftest import MakeApp
from tests.trusted import Tally
from tests.walls.world import World

EVIL = "evil.example"
LEADS = (
    *("//", "///", "/\\", "\\\\", "\\/", "/\t/", "/\r\n/", "\t//", " //", "https://", "http://"),
    *("HtTp://", "http:", "https:/", "http:\\\\", "ftp://", "//user@", "//localhost@", "/%09/"),
    *("/%5c", "//%2f", ".//", "/.//", "/..//", "/x/..//", "javascript://", "data:text/html,"),
    *("//\u3002", "/\u2028/"),
)
ENDS = ("", "/", "/read/", "?next=/", "#/", ":80/")
OUT = [f"{lead}{EVIL}{end}" for lead in LEADS for end in ENDS]
AFTER = ("/", "\\", "?", "#", "%00", "%0d%0a", " ", ",", ";", ".", "@", ":80@", "-")
HOSTS = [f"localhost{sign}{EVIL}" for sign in AFTER] + [
    *(EVIL, f"{EVIL}:80", f"LOCALHOST.{EVIL}", "", "localhost..", ".localhost", "127.0.0.1"),
    *(
        "[::1]",
        "0",
        "localhost:99999",
        "a b",
        "xn--a",
        "localhost:x",
        "*",
        "localhos",
        "localhost1",
    ),
    *("localhost1", "\u0131ocalhost", "localhost\x00"),
]
UPS = (
    *("../", "..\\", "%2e%2e/", "%2e%2e%2f", "..%2f", "..%5c", "%252e%252e%252f", "....//"),
    *("..;/", ".%00./"),
)
FILES = ("app.py", "config.py", "instance/secret_key", "etc/passwd", "studyapp.db")
DEPTHS = (1, 3, 8)


def leads_out(location: str) -> bool:
    """Tell whether a browser would leave the site at this address."""
    folded = location.replace("\\", "/").translate({9: None, 10: None, 13: None}).strip()
    return urlsplit(urljoin("http://localhost/settings", folded)).netloc != "localhost"


@pytest.mark.trust(row=40)
def test_no_way_back_leads_to_another_site(world: World, tally: Tally) -> None:
    look = {"theme": "auto", "scale": "1", "keys": "y"}
    note = world.values["learner"]["note_uuid"]
    faults = []
    for target in OUT:
        for address, fields in (("/settings", look), (f"/notes/{note}", {"body": "A note."})):
            response = world.ask("learner", "POST", address, data=fields | {"next": target})
            assert response.status_code in {303, 422}, (address, target)
            if leads_out(response.headers.get("Location", "/")):
                faults.append((address, target))

    tally.note(tried=len(OUT), held=len(OUT) - len(faults))
    assert len(OUT) >= 120
    assert faults == []


@pytest.mark.trust(row=40)
def test_no_other_host_is_answered_or_named(make_app: MakeApp, tally: Tally) -> None:
    app = make_app(TRUSTED_HOSTS="localhost")

    statuses = {host: _status_for(app, host) for host in HOSTS}

    tally.note(tried=len(statuses), held=list(statuses.values()).count(400))
    assert len(statuses) >= 30
    assert set(statuses.values()) == {400}, statuses


def _status_for(app: Flask, host: str) -> int:
    """Ask for a page that redirects, by a name that a client of tests would refuse to send."""
    environ = create_environ("/read") | {"HTTP_HOST": host}
    body, status, _ = run_wsgi_app(app, environ, buffered=True)
    assert EVIL not in b"".join(body).decode()
    return int(status.partition(" ")[0])


@pytest.mark.trust(row=40)
def test_no_path_leads_out_of_the_static_files(world: World, tally: Tally) -> None:
    with world.app.test_request_context():
        static = url_for("static", filename="x").removesuffix("x")
    paths = [f"{static}{up * depth}{file}" for up in UPS for file in FILES for depth in DEPTHS]
    secrets = [(ROOT / "studyapp" / "config.py").read_bytes()[:80], b"root:", b"SQLite format"]
    faults = []
    for path in paths:
        response = world.ask("teacher", "GET", path)
        if response.status_code == 200 or any(secret in response.data for secret in secrets):
            faults.append((path, response.status_code))

    tally.note(tried=len(paths), held=len(paths) - len(faults))
    assert len(paths) >= 150
    assert faults == []
