"""Serve the app: database, content, then pages, until it is told to stop."""

import contextlib
import errno
import gc
import ipaddress
import signal
import socket
import sqlite3
import sys
import threading
import time
import webbrowser
from contextlib import AbstractContextManager
from pathlib import Path
from types import FrameType

import click
from flask import Flask
from waitress.adjustments import Adjustments

from studyapp import __version__
from studyapp.app import create_app
from studyapp.bank.operations import SyncResult, sync_if_changed
from studyapp.bank.queries import find_content_state
from studyapp.clock import utc_now
from studyapp.counts import counted
from studyapp.database import db, is_sqlite, sqlite_file
from studyapp.errors import StartError, StudyAppError
from studyapp.serving import logs
from studyapp.serving.chores import WAKE, Chore, do_chore
from studyapp.serving.event_loop import EventServer
from studyapp.serving.open_files import most_connections
from studyapp.serving.waiting_lines import WaitingLines
from studyapp.storage.file_systems import risk_here
from studyapp.storage.in_use import used
from studyapp.storage.schema import migrate

THREADS = 4
"""Python answers one at a time; more threads only take turns oftener (decision 15)."""
CHANNEL_SECONDS = 120
LARGEST_BODY = 2 * 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def serve(host: str, port: int, *, open_browser: bool) -> None:
    """Prepare the database and the content, then serve until SIGINT or SIGTERM.

    Raises:
        StartError: something keeps the server from starting; the text says what to do.
    """
    started = time.perf_counter()
    logs.to_stderr()
    listener = _listen(host, port)
    app = create_app()
    if app.config["TRUSTED_HOSTS"] is None:
        app.config["TRUSTED_HOSTS"] = _own_names(host)
    with _in_use(app):
        _serve(app, listener, started, host=host, open_browser=open_browser)


def _serve(
    app: Flask, listener: socket.socket, started: float, *, host: str, open_browser: bool
) -> None:
    migrate(app.config["SQLALCHEMY_DATABASE_URI"])
    _warn_of_place(app)
    _read_content(app)
    server = server_on(listener, app)
    address = f"http://{_shown_host(host)}:{listener.getsockname()[1]}/"
    took = time.perf_counter() - started
    click.echo(f"studyapp {__version__}, {_database_name(app)}, ready in {took:.1f} s")
    click.echo(f"Open {address} in a browser; Ctrl+C stops the server.")
    sys.stdout.flush()
    if open_browser and sys.stdout.isatty():
        threading.Timer(0.3, webbrowser.open, [address]).start()
    threading.Thread(target=_keep_house, args=[app], name="housekeeping", daemon=True).start()
    signal.signal(signal.SIGTERM, _stop)
    # What is loaded by now lasts: the collector of garbage would stop everybody to look at it.
    gc.freeze()
    server.run()


def server_on(listener: socket.socket, app: Flask) -> EventServer:
    """Return what serves an app to those who come to a socket, once it is run."""
    most = most_connections()
    dispatcher = WaitingLines(app)
    dispatcher.set_thread_count(THREADS)
    adjustments = Adjustments(
        sockets=[listener],
        connection_limit=most + 100,
        channel_timeout=CHANNEL_SECONDS,
        max_request_body_size=LARGEST_BODY,
        # No thread waits until somebody has read; a channel prepares one answer at a time.
        outbuf_high_watermark=sys.maxsize,
        # Waitress would take away what a proxy says of the browser, which the app is to read.
        clear_untrusted_proxy_headers=not app.config["PROXIES"],
        ident=None,
    )
    place = (listener.family, listener.type, listener.proto, listener.getsockname())
    return EventServer(
        app,
        {},
        _sock=listener,
        dispatcher=dispatcher,
        adj=adjustments,
        sockinfo=place,
        bind_socket=False,
        most_connections=most,
    )


def _in_use(app: Flask) -> AbstractContextManager[None]:
    """Keep anybody from replacing the database while the server runs."""
    with app.app_context():
        database = sqlite_file(db.engine)
    if database is None or not database.parent.is_dir():
        return contextlib.nullcontext()
    return used(database)


def _warn_of_place(app: Flask) -> None:
    with app.app_context():
        database = sqlite_file(db.engine)
    risk = risk_here(database) if database is not None else None
    if risk is not None:
        click.echo(
            f"Warning: the database {database} lies {risk}, where it can be damaged and is slower. "
            "Name a folder on a disk of this machine in STUDYAPP_INSTANCE.",
            err=True,
        )


def _database_name(app: Flask) -> str:
    with app.app_context():
        if is_sqlite(db.engine):
            return f"SQLite {sqlite3.sqlite_version}"
        return "PostgreSQL"


def _keep_house(app: Flask) -> None:
    """Do each chore now and again and again, beside the requests; all at once when woken."""
    chores: tuple[Chore, ...] = app.extensions["studyapp_housekeeping"]
    next_at = dict.fromkeys(chores, 0.0)
    while True:
        started = time.monotonic()
        for chore in chores:
            if next_at[chore] <= started:
                do_chore(app, chore)
                next_at[chore] = started + chore.every.total_seconds()
        if app.extensions[WAKE].wait(max(0.0, min(next_at.values()) - time.monotonic())):
            app.extensions[WAKE].clear()
            next_at = dict.fromkeys(chores, 0.0)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # Waitress ends cleanly on this: it finishes what it has begun to answer.
    raise SystemExit(0)


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        advice = f" Choose another port: --port {port % 65535 + 1}"
        raise StartError(
            f"Cannot listen on {host}:{port} ({error.strerror})."
            + (advice if error.errno == errno.EADDRINUSE else "")
        ) from error
    return listener


def _read_content(app: Flask) -> None:
    """Bring the stored content in line; refused files leave the last good content in place."""
    seeds, bank = Path(app.config["SEEDS"]), Path(app.config["QUESTION_BANK"])
    with app.app_context():
        try:
            result = sync_if_changed(seeds, bank, now=utc_now())
        except StudyAppError as error:
            place = sqlite_file(db.engine) or db.engine.url.render_as_string(hide_password=True)
            raise StartError(f"{error} The database is {place}.") from error
        _tell(result, has_content=find_content_state() is not None)


def _tell(result: SyncResult, *, has_content: bool) -> None:
    for fault in result.faults:
        click.echo(str(fault), err=True)
    if result.refused and not has_content:
        raise StartError("The texts and questions have errors (above) and none are stored yet.")
    if result.refused:
        click.echo(
            "The changed files have errors (above); the last good ones are served.", err=True
        )
    if result.plan is not None:
        plan = result.plan
        click.echo(
            f"Content read: {counted(len(plan.create), 'new question')}, "
            f"{len(plan.update)} changed, {len(plan.restore)} restored, {len(plan.retire)} retired."
        )


def _own_names(host: str) -> list[str]:
    """Return the names under which this machine is asked for; any other is refused."""
    names = {*LOOPBACK, _shown_host(host)}
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 -- compared, not bound
        names |= {socket.gethostname(), f"{socket.gethostname()}.local"}
        names |= {_bracketed(address) for address in _own_addresses()}
    return sorted(names)


def _own_addresses() -> set[str]:
    """Return the addresses that this machine's name stands for, and the one it sends from."""
    found: set[str] = set()
    with contextlib.suppress(OSError):
        found |= {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Connecting a datagram socket sends nothing; it only chooses the way out.
        probe.connect(("192.0.2.1", 9))
        found.add(str(probe.getsockname()[0]))
    return found


def _shown_host(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 -- compared, not bound
        return "127.0.0.1"
    return _bracketed(host)


def _bracketed(address: str) -> str:
    try:
        is_v6 = ipaddress.ip_address(address).version == 6
    except ValueError:
        return address
    return f"[{address}]" if is_v6 else address
