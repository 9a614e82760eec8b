"""Two servers of the program on one PostgreSQL database, and nginx in front of them."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from werkzeug import Request

from studyapp.app import create_app
from studyapp.database import db
from studyapp.places import ROOT
from tests.conftest import SECRET_KEY
from tests.durability.served import HOST, REQUEST_SECONDS, Served, serve
from tests.server import free_port
from tests.visitor import Visitor

SITE = ROOT / "docs" / "nginx.conf"
PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
WRITTEN = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
OF_THE_WAY = {"Connection", "Transfer-Encoding"}
ASKED = "studyapp.asked"
START_SECONDS = 20.0
FRAME = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    add_header X-Served-By $upstream_addr always;
    {places}
    include {folder}/site.conf;
}}
"""
"""What stands around the site; the header tells the tests which host has answered."""


def find_nginx() -> str | None:
    """Return the program, on PATH or where systems have it."""
    return next(filter(None, map(shutil.which, ("nginx", *PLACES))), None)


@dataclass
class Cluster:
    """Hosts of one database.

    Attributes:
        port: of nginx, which asks the hosts in turn.
        hosts: the servers; a killed one is replaced by `start_again`.
        settings: variables of each server without their first part.
    """

    port: int
    hosts: list[Served]
    settings: dict[str, object]

    def start_again(self, number: int) -> None:
        """Start a killed host again on its port."""
        old = self.hosts[number]
        self.hosts[number] = serve(old.instance, old.port, **self.settings)

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """Return an app on the same database whose requests go to nginx, or where `ask` says."""
        app = create_app(self.settings | {"INSTANCE": str(self.hosts[0].instance)})
        app.wsgi_app = self._pass_on  # type: ignore[assignment, method-assign]
        yield app
        with app.app_context():
            db.engine.dispose()

    def _pass_on(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        port = int(environ.get(ASKED, self.port))
        request = Request(environ)
        headers = {name: value for name, value in request.headers if name != "Host"}
        with closing(HTTPConnection(HOST, port, timeout=REQUEST_SECONDS)) as connection:
            path = quote(request.path) + f"?{request.query_string.decode()}"
            connection.request(request.method, path, request.get_data(), headers)
            response = connection.getresponse()
            body = response.read()
        kept = [(name, value) for name, value in response.getheaders() if name not in OF_THE_WAY]
        start(f"{response.status} {response.reason}", kept)
        return [body]


def ask(visitor: Visitor, host: Served) -> Visitor:
    """Let a browser ask one host from now on, not nginx."""
    visitor.client.environ_base[ASKED] = str(host.port)
    return visitor


@contextmanager
def cluster(folder: Path, address: str, nginx: str, **settings: object) -> Iterator[Cluster]:
    """Run two hosts on a database and nginx before them."""
    settings |= {"SECRET_KEY": SECRET_KEY, "DATABASE_URL": address, "PROXIES": 1}
    hosts: list[Served] = []
    try:
        with ThreadPoolExecutor() as threads:
            starting = [threads.submit(_start, folder / f"host-{n}", settings) for n in (1, 2)]
            hosts += [start.result() for start in starting]
        with _proxy(nginx, folder, [host.port for host in hosts]) as port:
            yield Cluster(port, hosts, settings)
    finally:
        for host in hosts:
            host.kill()


def _start(instance: Path, settings: Mapping[str, object]) -> Served:
    instance.mkdir()
    return serve(instance, free_port(), **settings)


@contextmanager
def _proxy(nginx: str, folder: Path, ports: list[int]) -> Iterator[int]:
    port = free_port()
    site = SITE.read_text(encoding="utf-8")
    for documented, used in zip((8001, 8002, 8080), (*ports, port), strict=True):
        assert f"127.0.0.1:{documented}" in site
        site = site.replace(f"127.0.0.1:{documented}", f"127.0.0.1:{used}")
    (folder / "site.conf").write_text(site, encoding="utf-8")
    places = "\n    ".join(f"{name}_temp_path {folder}/{name};" for name in WRITTEN)
    user = "user root;" if os.geteuid() == 0 else ""
    frame = FRAME.format(folder=folder, places=places, user=user)
    (folder / "nginx.conf").write_text(frame, encoding="utf-8")
    command = [nginx, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=START_SECONDS)


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    while time.monotonic() - started < START_SECONDS and process.poll() is None:
        with suppress(OSError), create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.01)
    process.terminate()
    raise AssertionError(f"nginx did not start: {process.communicate()[1]}")
