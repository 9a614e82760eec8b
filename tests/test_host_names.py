"""Which `Host` headers name one of the hosts that the server answers to."""

import pytest

from studyapp.host_names import is_ours

OURS = ["localhost", "192.0.2.1", "[::1]", "[2001:db8::5]"]


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "192.0.2.1:80", "[::1]", "[::1]:8000", "[2001:db8::5]:8000"],
)
def test_our_hosts_are_known_with_and_without_a_port(host: str) -> None:
    assert is_ours(host, OURS)


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "[",
        "[::2]",
        "[::1",
        "[::1]evil.example",
        "[::1]:0",
        "[::1]:99999",
        "[::1]@evil.example",
        "evil.example[::1]",
        "localhost]",
        "[::1]]",
        "[::1]:80:80",
    ],
)
def test_no_other_host_is_ours(host: str | None) -> None:
    assert not is_ours(host, OURS)


def test_where_any_host_will_do_it_still_has_to_be_one() -> None:
    assert is_ours("[::2]:8000", None)
    assert not is_ours("[::2]/evil", None)
