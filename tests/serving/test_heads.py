"""Heads of requests that the server refuses before anybody reads their body."""

from contextlib import closing
from typing import Any

import pytest

from tests.serving.wire import answer, connected, is_closed, request

POST = b"POST /small HTTP/1.1\r\nHost: localhost\r\n"
CHUNKED, LENGTH = b"Transfer-Encoding: chunked\r\n", b"Content-Length: 6\r\n"
NO_CHUNK = b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n", id="no address"),
        pytest.param(POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", id="endless"),
        pytest.param(POST + CHUNKED + LENGTH + NO_CHUNK, id="chunks and a length"),
        pytest.param(POST + LENGTH + CHUNKED + NO_CHUNK, id="a length and chunks"),
        pytest.param(
            POST.replace(b"1.1", b"1.0") + b"Connection: keep-alive\r\n" + CHUNKED + NO_CHUNK,
            id="chunks of an old browser",
        ),
    ],
)
def test_what_can_be_read_in_no_way_or_in_two_is_refused(server: Any, sent: bytes) -> None:
    with closing(connected(server)) as connection:
        connection.sendall(sent + request("/small"))

        assert answer(connection)[0] == 400
        assert is_closed(connection)
