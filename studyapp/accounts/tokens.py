"""Tokens of 256 bits: of sessions, which the server signs, of programs, and of secret addresses."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from itsdangerous import BadSignature, Signer

LONGEST = 200
API_PREFIX = "sa_"
"""It says what the token is to whoever finds one where it should not be."""


def new_token(secret_key: str) -> str:
    """Return a fresh signed token for a cookie."""
    return _signer(secret_key).sign(secrets.token_urlsafe(32)).decode("ascii")


def checked_token(cookie: str | None, secret_key: str) -> str | None:
    """Return the cookie's token if this server made it, else None."""
    if not cookie or len(cookie) > LONGEST or not cookie.isascii():
        return None
    try:
        _signer(secret_key).unsign(cookie)
    except BadSignature:
        return None
    return cookie


def new_api_token() -> str:
    """Return a fresh token for a program: a prefix and 43 characters that addresses can hold."""
    return API_PREFIX + secrets.token_urlsafe(32)


def new_address_token() -> str:
    """Return a fresh token that stands in a secret address."""
    return secrets.token_urlsafe(32)


def reminder_token(address: str, asked_at: datetime, secret_key: str) -> str:
    """Return the token of a learner's letters: the same in each, although only its hash is kept."""
    message = f"studyapp.reminder {asked_at.isoformat()} {address}".encode()
    digest = hmac.new(secret_key.encode(), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def token_hash(token: str) -> str:
    """Return what the tables keep of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(secret_key: str) -> Signer:
    return Signer(secret_key, salt="studyapp.session", digest_method=hashlib.sha256)
