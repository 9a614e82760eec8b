"""`python3 -m studyapp` in a process of its own: what it serves, says, and does when it cannot."""

import json
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from studyapp.classroom.classes.code_operations import CODES_OF_ADDRESS, CODES_OF_BROWSER
from studyapp.web import HEADERS
from tests.bank.builders import COMPARE, MILL, write_bank, write_seeds
from tests.forked import refusal
from tests.mail_server import mail_server
from tests.server import SECONDS, Server, free_port, serving
from tests.visitor import forms_in

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def server(stored_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server on the shipped content."""
    instance = tmp_path_factory.mktemp("served") / "instance"
    shutil.copytree(stored_content, instance)
    with serving(instance) as running:
        yield running


@pytest.fixture
def instance(stored_content: Path, tmp_path: Path) -> Path:
    """Return an instance folder with the shipped content."""
    return Path(shutil.copytree(stored_content, tmp_path / "instance"))


def test_a_start_from_nothing_makes_everything_and_serves_it(tmp_path: Path) -> None:
    with serving(tmp_path / "new" / "instance") as server:
        response, text = server.request("GET", "/healthz")

        assert response.status == 200
        assert json.loads(text)["status"] == "ok"
        assert f"Open http://127.0.0.1:{server.port}/ in a browser" in server.printed
        assert re.search(r"Content read: [1-9]\d+ new questions, 0 changed", server.printed)
        assert server.stop()[0] == 0

    names = {path.name for path in (tmp_path / "new" / "instance").iterdir()}
    assert {"studyapp.db", "secret_key"} <= names


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_cleanly_with_a_log_of_json_lines(
    instance: Path, number: int
) -> None:
    with serving(instance) as server:
        server.request("GET", "/read/")

        code, logged = server.stop(number)

    assert code == 0
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {"/read/"} <= {line.get("route") for line in lines}
    assert not list(instance.glob("*-journal"))


def test_pages_are_served_with_every_header_and_no_name_of_the_server(server: Server) -> None:
    response, text = server.request("GET", "/read/woods-2003/general-secretary")

    assert response.status == 200
    assert "<h1" in text
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "waitress" not in str(response.headers).lower()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("127.0.0.1", 200, id="address"),
        pytest.param("localhost", 200, id="name"),
        pytest.param("[::1]", 200, id="address of IPv6"),
        pytest.param("[::2]", 400, id="another address of IPv6"),
        pytest.param("evil.example", 400, id="another name"),
    ],
)
def test_only_its_own_names_are_answered(server: Server, host: str, status: int) -> None:
    response, text = server.request("GET", "/read/", headers={"Host": f"{host}:{server.port}"})

    assert response.status == status
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "Traceback" not in text


def test_a_proxy_is_believed_only_when_the_server_is_told_of_one(
    server: Server, instance: Path
) -> None:
    forwarded = {"X-Forwarded-Host": "study.example", "X-Forwarded-Proto": "https"}

    with serving(instance, PROXIES=1, TRUSTED_HOSTS="study.example") as behind:
        believed, _ = behind.request("GET", "/read", headers=forwarded)
    direct, _ = server.request("GET", "/read", headers=forwarded)

    assert believed.headers["Location"] == "https://study.example/read/"
    assert direct.headers["Location"] == f"http://127.0.0.1:{server.port}/read/"


@pytest.mark.parametrize(
    ("another", "status"),
    [
        pytest.param("192.0.2.7", 429, id="the same address"),
        pytest.param("192.0.2.8", 422, id="another"),
    ],
)
def test_wrong_codes_count_for_the_address_that_a_proxy_names(
    instance: Path, another: str, status: int
) -> None:
    with serving(instance, PROXIES=1) as behind:
        browsers = range(CODES_OF_ADDRESS // CODES_OF_BROWSER)
        told = {guess_code(behind, "192.0.2.7", CODES_OF_BROWSER) for _ in browsers}

        assert told == {422}
        assert guess_code(behind, another) == status


def guess_code(server: Server, address: str, times: int = 1) -> int:
    """Send wrong codes from a new browser at an address; return the last status."""
    page, text = server.request("GET", "/join", headers={"X-Forwarded-For": address})
    (form,) = [form for form in forms_in(text) if form.action == "/join"]
    headers = sent_by_form(page) | {"X-Forwarded-For": address}
    body = urlencode(form.fields | {"code": "no code"}).encode()
    return [server.request("POST", "/join", body, headers)[0].status for _ in range(times)][-1]


def sent_by_form(page: HTTPResponse) -> dict[str, str]:
    """Return the headers with which a browser sends a form of a page."""
    cookies = "; ".join(c.partition(";")[0] for c in page.headers.get_all("Set-Cookie", []))
    return {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}


def test_a_body_of_fifty_megabytes_is_refused_before_it_is_sent(server: Server) -> None:
    head = (
        f"POST /account/claim HTTP/1.1\r\nHost: localhost:{server.port}\r\n"
        f"Content-Length: {50 * MEGABYTE}\r\n\r\n"
    )

    answer = server.raw(head.encode())

    assert answer.startswith("HTTP/1.1 413 ")
    assert "Nothing was stored." in answer
    assert_is_plain(answer)


def test_what_somebody_took_along_comes_in_as_large_as_its_page_says(server: Server) -> None:
    answer, _ = server.request("POST", "/account/data/upload", b"x" * (20 * MEGABYTE))

    assert answer.status == 400  # it is no form


@pytest.mark.parametrize(
    ("address", "megabytes"), [("/account/data/upload", 34), ("/account/claim", 3)]
)
def test_no_more_comes_in_than_an_address_takes(
    server: Server, address: str, megabytes: int
) -> None:
    head = (
        f"POST {address} HTTP/1.1\r\nHost: localhost:{server.port}\r\n"
        f"Content-Length: {megabytes * MEGABYTE}\r\n\r\n"
    )

    assert server.raw(head.encode()).startswith("HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "request_line",
    [
        pytest.param(b"nonsense\r\n\r\n", id="no request"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nX: \x00\x01\r\nY\r\n\r\n", id="no header"),
    ],
)
def test_what_is_not_http_is_refused_in_plain_words(server: Server, request_line: bytes) -> None:
    answer = server.raw(request_line)

    assert answer.split()[1].startswith("4")
    assert_is_plain(answer)


@pytest.mark.trust(row=17)
def test_a_port_in_use_is_named_with_another_to_try(instance: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = refusal(instance, "--port", str(port))

    assert said.startswith(f"Error: Cannot listen on 127.0.0.1:{port} (")
    assert f"--port {port + 1}" in said


@pytest.mark.trust(row=17)
def test_a_host_that_is_not_here_is_named(instance: Path) -> None:
    assert "Cannot listen on 192.0.2.1:" in refusal(instance, "--host", "192.0.2.1")


@pytest.mark.trust(row=17)
def test_an_instance_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    said = refusal(tmp_path / "file", "--port", str(free_port()))

    assert f"The folder {tmp_path / 'file'} cannot be written to" in said
    assert "STUDYAPP_INSTANCE" in said


@pytest.mark.trust(row=17)
def test_a_profile_that_does_not_exist_is_named(instance: Path) -> None:
    said = refusal(instance, "--port", str(free_port()), PROFILE="open")

    assert said == "Error: STUDYAPP_PROFILE is 'open'; it must be lan-http or https.\n"


@pytest.mark.trust(row=17)
def test_a_file_that_is_no_database_is_named(instance: Path) -> None:
    (instance / "studyapp.db").write_bytes(b"not a database " * 99)

    assert "studyapp.db cannot be used" in refusal(instance, "--port", str(free_port()))


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, Path]:
    """Return settings that name content with an error."""
    faulty = MILL.replace(
        "difficulty: hard\n    skill: recall", "difficulty: no\n    skill: recall"
    )
    assert faulty != MILL
    return {
        "SEEDS": write_seeds(tmp_path),
        "QUESTION_BANK": write_bank(tmp_path, faulty, COMPARE),
    }


@pytest.mark.trust(row=17)
def test_a_broken_bank_and_nothing_stored_keep_the_server_from_starting(
    tmp_path: Path, broken: dict[str, Path]
) -> None:
    said = refusal(tmp_path / "instance", "--port", str(free_port()), **broken)

    assert "question_bank/oak-1950/mill.yaml:" in said
    assert said.endswith(
        "Error: The texts and questions have errors (above) and none are stored yet.\n"
    )


@pytest.mark.sqlite("the content is stored in a file")
def test_a_broken_bank_leaves_the_stored_content_served(
    instance: Path, broken: dict[str, Path]
) -> None:
    said = []
    for _ in ("first start", "second start"):
        with serving(instance, **broken) as server:
            response, text = server.request("GET", "/healthz")
            page, _body = server.request("GET", "/read/woods-2003/general-secretary")
            code, logged = server.stop()
            said.append(logged)

        assert (response.status, page.status, code) == (200, 200, 0)
        assert json.loads(text)["status"] == "bank refused"

    for logged in said:
        assert "question_bank/oak-1950/mill.yaml:" in logged
        assert "the last good ones are served" in logged


def assert_is_plain(answer: str) -> None:
    """Check that a refusal of the server itself is one sentence with every header."""
    head, _, body = answer.partition("\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert HEADERS.items() <= headers.items()
    assert body.count("\n") == 1
    assert "Traceback" not in body


def test_a_letter_goes_out_as_soon_as_it_is_asked_for(instance: Path) -> None:
    with mail_server() as box, serving(instance, **box.settings()) as server:
        page, text = server.request("GET", "/account/reminders")
        (form,) = [form for form in forms_in(text) if form.action == "/account/reminders"]
        body = urlencode(form.fields | {"address": "ada@example.org", "hour": "18"}).encode()
        response, _ = server.request("POST", "/account/reminders", body, sent_by_form(page))

        assert response.status == 303
        assert box.arrived.wait(SECONDS)
        assert box.recipients == ["ada@example.org"]
