"""What a browser holds between password and code: signed, good for minutes, kept by nobody."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

GOOD_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Ticket:
    """That somebody has shown the password of an account in a browser.

    Attributes:
        account_id: whose.
        password_mark: of the password as it was; another one makes the ticket void.
        browser: hash of the token of the browser, which alone may use it.
        made_at: when.
    """

    account_id: int
    password_mark: str
    browser: str
    made_at: datetime


def password_mark(password_hash: str) -> str:
    """Return what tells one stored password from another and nothing else about it."""
    return hashlib.sha256(f"studyapp.sign-in {password_hash}".encode()).hexdigest()


def write_ticket(ticket: Ticket, secret_key: str) -> str:
    """Return a ticket as text that travels in a form."""
    made_at = int(ticket.made_at.timestamp())
    fields = [ticket.account_id, ticket.password_mark, ticket.browser, made_at]
    return str(_signer(secret_key).dumps(fields))


def read_ticket(text: str, secret_key: str, *, browser: str, now: datetime) -> Ticket | None:
    """Return a ticket that this server wrote for this browser minutes ago, None for any other."""
    try:
        account_id, mark, holder, made_at = _signer(secret_key).loads(text)
    except (BadData, ValueError, TypeError):
        return None
    ticket = Ticket(account_id, mark, holder, datetime.fromtimestamp(made_at, UTC))
    is_good = ticket.made_at <= now + timedelta(seconds=1) and now < ticket.made_at + GOOD_FOR
    return ticket if is_good and holder == browser else None


def _signer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret_key, salt="studyapp.sign-in", signer_kwargs={"digest_method": hashlib.sha256}
    )
