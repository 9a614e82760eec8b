"""Which names the server answers to."""

from collections.abc import Collection

from flask import Request
from werkzeug.sansio.utils import host_is_trusted


def is_ours(host: str | None, ours: Collection[str] | None) -> bool:
    """Tell whether a `Host` header names one of our hosts; None for `ours` means any.

    Werkzeug cuts each of our names at its first colon, and so finds no address of IPv6 among them.
    """
    if host_is_trusted(host, ours):
        return True
    address, bracket, _ = (host or "").partition("]")
    return ours is not None and address + bracket in ours and host_is_trusted(host)


class HostedRequest(Request):
    """A request that can also come to an address of IPv6 which is ours."""

    _ours: list[str] | None = None

    @property
    def trusted_hosts(self) -> list[str] | None:
        """Return what the host is still to be checked against; None once it is known as ours."""
        return None if is_ours(self.headers.get("Host"), self._ours) else self._ours

    @trusted_hosts.setter
    def trusted_hosts(self, ours: list[str] | None) -> None:
        self._ours = ours
