"""Addresses of e-mail, as narrow as reminders need them."""

import re
from typing import Final

LONGEST: Final = 254
LONGEST_LOCAL: Final = 64
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class MailAddressError(ValueError):
    """What was typed is no address that letters can be sent to; the message says why."""


def checked_address(typed: str) -> str:
    """Return an address with its domain in lower case and in ASCII.

    Raises:
        MailAddressError: it is none, or letters before the `@` are not plain ones.
    """
    local, at, domain = typed.strip().rpartition("@")
    if not at or not local:
        raise MailAddressError("Type an address such as name@example.org.")
    if not local.isascii():
        raise MailAddressError("Before the @ only plain letters can be used, none with accents.")
    address = f"{local}@{_ascii_domain(domain)}"
    if not _LOCAL.fullmatch(local) or len(local) > LONGEST_LOCAL or len(address) > LONGEST:
        raise MailAddressError("This is no address. It looks like name@example.org.")
    return address


def domain_of(address: str) -> str:
    """Return what stands after the `@` of an address that was checked."""
    return address.rpartition("@")[2]


def _ascii_domain(domain: str) -> str:
    try:
        encoded = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        encoded = ""
    labels = encoded.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise MailAddressError("After the @ stands no domain, such as example.org.")
    return encoded
