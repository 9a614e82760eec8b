"""Under what wrong guesses are counted, besides names of accounts, and letters that were asked for.

Each begins with a line break, which no name of an account holds as it is compared.
"""

import hashlib
import hmac
from ipaddress import ip_address, ip_network
from typing import Final

LETTERS: Final = "\nletters "
"""What the keys begin with under which letters are counted; those are kept for a day."""
IPV6_PREFIX: Final = 64


def address_key(address: str, secret_key: str) -> str:
    """Return the key of a network address, from which the address cannot be found again."""
    of = f"address {_one_holder(address)}".encode()
    return f"\naddress {hmac.new(secret_key.encode(), of, hashlib.sha256).hexdigest()}"


def browser_key(token_hash: str) -> str:
    """Return the key of a browser, by the hash of its token."""
    return f"\nbrowser {token_hash}"


def seat_key(seat_id: int) -> str:
    """Return the key of a seat in a class."""
    return f"\nseat {seat_id}"


def player_key(attempt_id: int) -> str:
    """Return the key of a player of a live quiz."""
    return f"\nplayer {attempt_id}"


def letters_of_learner(learner_id: int) -> str:
    """Return the key of the letters that a learner asks for."""
    return f"{LETTERS}{learner_id}"


def letters_to(address: str, secret_key: str) -> str:
    """Return the key of the letters to an address, from which it cannot be found again."""
    return LETTERS + address_key(f"letter {address.casefold()}", secret_key).strip()


def letters_from(address: str, secret_key: str) -> str:
    """Return the key of the letters that are asked for from a network address."""
    return LETTERS + address_key(address, secret_key).strip()


def _one_holder(address: str) -> str:
    """Return what one holder has of addresses: with IPv6 that is a whole network."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    return str(ip_network((int(known), IPV6_PREFIX), strict=False).network_address)
